// What stands in a chat before its first message.

import { dressAvatar, element } from "./element.js";
import { tongueOf } from "./tongue.js";
import { say } from "./words.js";

/** Returns the card of a bot with its `description` (text, may be empty), or a plain note for other chats. */
export function intro(description, scene) {
  if (scene.chatType !== "private") return element("div", { class: "intro" }, element("p", { class: "chip" }, say("empty")));
  const lines = description
    ? [element("h3", { class: "intro-title" }, say("whatCan")), element("p", { class: "intro-text", dir: "auto", lang: tongueOf(description, scene.language) }, description)]
    : [element("p", { class: "intro-text" }, say("empty"))];
  return element(
    "div",
    { class: "intro" },
    element("div", { class: "intro-card" }, dressAvatar(element("span", { class: "avatar avatar-large", "aria-hidden": "true" }), 0, scene.botName, true), lines),
  );
}
