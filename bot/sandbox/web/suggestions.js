// The list above the message field: commands, inline results. The field keeps the focus; arrows walk the list.

import { element } from "./element.js";
import { safeAddress } from "./richtext.js";

/**
 * Runs the list `box` for the text field `field`. Returns {show(list), hide(), key(event) → taken, isOpen()}.
 * list: {label, note (text when empty), options: [{title, description, lead, thumb, run()}], onEnd()}.
 */
export function startSuggestions(field, box) {
  let options = [];
  let active = -1;
  let onEnd = null;
  let title = "";

  box.addEventListener("scroll", () => {
    if (box.scrollTop + box.clientHeight > box.scrollHeight - 60) onEnd?.();
  });

  function show(list) {
    const kept = list.label === title && list.options.length >= options.length ? active : -1;
    ({ options, onEnd = null } = list);
    title = list.label;
    box.setAttribute("aria-label", title);
    box.replaceChildren(...options.map(row));
    if (options.length === 0 && list.note) box.append(element("p", { class: "suggestions-note", role: "status" }, list.note));
    box.hidden = false;
    field.setAttribute("aria-expanded", "true");
    move(kept >= 0 ? kept : options.length > 0 ? 0 : -1);
  }

  function row(option, at) {
    const thumb = typeof option.thumb === "string" && (option.thumb.startsWith("/client/") || safeAddress(option.thumb)) ? option.thumb : null;
    const node = element(
      "div",
      { class: "suggestion", role: "option", id: `suggestion-${at}`, "aria-selected": "false" },
      thumb ? element("img", { class: "suggestion-thumb", src: thumb, alt: "" }) : null,
      option.lead ? element("span", { class: "suggestion-lead" }, option.lead) : null,
      element("span", { class: "suggestion-words" }, element("span", { class: "suggestion-title", dir: "auto" }, option.title), option.description ? element("span", { class: "suggestion-note", dir: "auto" }, option.description) : null),
    );
    node.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    node.addEventListener("click", () => option.run());
    return node;
  }

  function move(to) {
    const rows = [...box.querySelectorAll(".suggestion")];
    rows[active]?.setAttribute("aria-selected", "false");
    active = to;
    rows[active]?.setAttribute("aria-selected", "true");
    rows[active]?.scrollIntoView({ block: "nearest" });
    if (rows[active]) field.setAttribute("aria-activedescendant", rows[active].id);
    else field.removeAttribute("aria-activedescendant");
    if (active >= 0 && active === options.length - 1) onEnd?.();
  }

  function hide() {
    if (box.hidden) return;
    box.hidden = true;
    box.replaceChildren();
    options = [];
    active = -1;
    onEnd = null;
    title = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function key(event) {
    if (box.hidden) return false;
    if (event.key === "Escape") hide();
    else if (options.length === 0) return false;
    else if (event.key === "ArrowDown") move((active + 1) % options.length);
    else if (event.key === "ArrowUp") move((active - 1 + options.length) % options.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") options[Math.max(0, active)].run();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { show, hide, key, isOpen: () => !box.hidden };
}
