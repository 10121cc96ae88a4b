// The keyboard a bot may put in place of typing: its keys send their words, one's contact or one's place.

import { element, walkable } from "./element.js";

/** Runs the board in `box`. `acts`: {send(text), sendKind(kind)}. Returns {show(rows or null)}, rows as the Bot API has them. */
export function startReplyBoard(box, acts) {
  let shown = "null";
  walkable(box, () => [...box.querySelectorAll(".key")]);

  function key(button, isFirst) {
    const text = typeof button === "string" ? button : button.text;
    const node = element("button", { type: "button", class: "key", tabindex: isFirst ? "0" : "-1" }, element("span", { class: "key-text", dir: "auto" }, text));
    node.addEventListener("click", () => {
      if (button.request_contact) acts.sendKind("contact");
      else if (button.request_location) acts.sendKind("location");
      else acts.send(text);
    });
    return node;
  }

  function show(rows) {
    const next = JSON.stringify(rows ?? null);
    if (next === shown) return;
    shown = next;
    box.hidden = !rows?.length;
    box.replaceChildren(...(rows ?? []).map((row, at) => element("div", { class: "row" }, row.map((button, column) => key(button, at === 0 && column === 0)))));
  }

  return { show };
}
