// The inline keyboard under a bubble: one tab stop, arrow keys inside it, and a state while the bot thinks.

import { element } from "./element.js";
import { icon } from "./icons.js";
import { safeAddress } from "./richtext.js";
import { say } from "./words.js";

const marks = { url: "out", switch_inline: "share", switch_inline_here: "search", copy: "copy", webapp: "window" };

/**
 * Returns the keyboard of `message`, or null when it has none. `onPress(button, row, column, node)` gets every
 * press that is not a link's own business; it may return a promise, and the button shows that it is pending.
 */
export function keyboard(message, onPress) {
  if (!message.buttons?.length) return null;
  const whole = element("div", { class: "keyboard", role: "group", "aria-label": say("buttons") });
  message.buttons.forEach((buttons, row) => {
    const line = element("div", { class: "row", "data-many": buttons.length > 4 ? (buttons.length > 6 ? "8" : "5") : null });
    buttons.forEach((button, column) => line.append(key(button, row, column, onPress)));
    whole.append(line);
  });
  whole.addEventListener("keydown", (event) => walk(whole, event));
  whole.addEventListener("focusin", (event) => {
    if (!event.target.matches(".key")) return;
    for (const node of whole.querySelectorAll(".key")) node.toggleAttribute("data-at", node === event.target);
  });
  whole.querySelector(".key").toggleAttribute("data-at", true);
  return whole;
}

function key(button, row, column, onPress) {
  const address = button.kind === "url" || button.kind === "webapp" ? safeAddress(button.url ?? "") : null;
  const mark = marks[button.kind];
  const content = [element("span", { class: "key-text", dir: "auto" }, button.text), mark ? icon(mark) : null, element("span", { class: "key-wait", "aria-hidden": "true" })];
  const place = { class: "key", "data-row": row, "data-column": column, "data-text": button.text, title: button.text.length > 12 ? button.text : null };
  if (address) {
    return element("a", { ...place, href: address, target: "_blank", rel: "noopener noreferrer", "aria-label": say("opensSite", { text: button.text }) }, content);
  }
  const node = element("button", { ...place, type: "button" }, content);
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    node.setAttribute("aria-description", say("loading"));
    try {
      await onPress(button, row, column, node);
    } finally {
      node.removeAttribute("aria-busy");
      node.removeAttribute("aria-description");
    }
  });
  return node;
}

function walk(whole, event) {
  const from = event.target.closest(".key");
  if (!from) return;
  if (event.key === " " && from.localName === "a") {
    event.preventDefault();
    from.click();
    return;
  }
  const rows = [...whole.children].map((line) => [...line.children]);
  const row = Number(from.dataset.row);
  const column = Number(from.dataset.column);
  const all = rows.flat();
  const at = all.indexOf(from);
  const share = (to) => rows[to]?.[Math.min(rows[to].length - 1, Math.floor(((column + 0.5) / rows[row].length) * rows[to].length))];
  const target = {
    ArrowRight: () => all[at + 1],
    ArrowLeft: () => all[at - 1],
    ArrowDown: () => share(row + 1),
    ArrowUp: () => share(row - 1),
    Home: () => rows[row][0],
    End: () => rows[row].at(-1),
  }[event.key];
  if (!target) return;
  const next = target();
  if (!next && event.key === "ArrowUp") return;
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** Returns what has the focus inside `root` as a note that findFocus understands, or null. */
export function noteFocus(root) {
  const active = document.activeElement;
  if (!root.contains(active)) return null;
  const spot = active.closest(".key");
  if (spot) return { key: true, text: spot.dataset.text, row: Number(spot.dataset.row), column: Number(spot.dataset.column) };
  return { key: false, more: active.matches(".more") };
}

/** Returns the element of the re-rendered `root` that takes the focus over: same words, else same place, else `root`. */
export function findFocus(root, note) {
  if (note.more) return root.querySelector(".more") ?? root;
  if (!note.key) return root;
  const keys = [...root.querySelectorAll(".key")];
  const same = keys.filter((node) => node.dataset.text === note.text);
  const here = (node) => Number(node.dataset.row) === note.row && Number(node.dataset.column) === note.column;
  if (same.length > 0) return same.find(here) ?? same[0];
  const line = keys.filter((node) => Number(node.dataset.row) === Math.min(note.row, Number(keys.at(-1)?.dataset.row)));
  return line[Math.min(note.column, line.length - 1)] ?? root;
}
