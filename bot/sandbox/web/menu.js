// A popup menu: arrow keys, Enter, Escape, a click elsewhere; the focus returns to where it was.

import { element } from "./element.js";
import { icon } from "./icons.js";

const gap = 6;
let current = null; // the open menu: {anchor, close()}

/**
 * Opens a menu. `items`: [{label, icon, danger, run()}]. `label` names it; `anchor` is the element it belongs to,
 * `point` {x, y} a place in the window instead of it.
 */
export function openMenu(items, { label, anchor, point = null }) {
  const again = anchor.matches("button") && current?.anchor === anchor;
  current?.close();
  if (again) return;
  const before = document.activeElement;
  const menu = element("div", { class: "menu", role: "menu", popover: "manual", "aria-label": label });
  for (const item of items) {
    const node = element("button", { type: "button", role: "menuitem", class: item.danger ? "menu-item danger" : "menu-item", tabindex: "-1" }, icon(item.icon), element("span", {}, item.label));
    node.addEventListener("click", () => {
      close();
      item.run();
    });
    menu.append(node);
  }

  // The browser's own dismissal would close a menu that a held finger opened as soon as the finger is lifted.
  function dismiss(event) {
    const isAnchor = anchor.matches("button") && anchor.contains(event.target); // its own click closes the menu
    if (!menu.contains(event.target) && !isAnchor) close();
  }

  function close() {
    document.removeEventListener("pointerdown", dismiss, true);
    current = null;
    const home = before?.isConnected ? before : anchor;
    if (menu.contains(document.activeElement) || document.activeElement === document.body) home.focus({ preventScroll: true });
    if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "false");
    menu.remove();
  }

  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) all[next].focus();
    else if (event.key === "Tab" || event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.body.append(menu);
  menu.showPopover();
  position(menu, point ?? anchor.getBoundingClientRect());
  current = { anchor, close };
  if (anchor.hasAttribute("aria-haspopup")) anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", dismiss, true);
  menu.firstElementChild?.focus();
}

function position(menu, at) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isPoint = at.width === undefined;
  const below = isPoint ? at.y : at.bottom + gap;
  const above = isPoint ? at.y - height : at.top - height - gap;
  const left = isPoint ? at.x : at.left + at.width / 2 < innerWidth / 2 ? at.left : at.right - width;
  const top = below + height <= innerHeight - gap ? below : above;
  menu.style.left = `${Math.max(gap, Math.min(innerWidth - width - gap, left))}px`;
  menu.style.top = `${Math.max(gap, Math.min(innerHeight - height - gap, top))}px`;
}
