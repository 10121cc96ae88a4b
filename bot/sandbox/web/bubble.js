// One message: the bubble with its tail, time and keyboard, filled again in place when the message changes.

import { timeOf } from "./dates.js";
import { dressAvatar, element } from "./element.js";
import { icon } from "./icons.js";
import { findFocus, keyboard, noteFocus } from "./keyboard.js";
import { media } from "./media.js";
import { richText, settleQuotes } from "./richtext.js";
import { tongueOf } from "./tongue.js";
import { language, say } from "./words.js";

/** Returns an empty article for the message with this id; fillBubble puts the message in. */
export function newBubble(id) {
  return element("article", { class: "message", id: `m${id}`, "data-id": id, tabindex: "-1" });
}

/** Returns what a service message says, in the page's words. */
export function serviceText({ service, text }) {
  const names = service?.names?.join(", ");
  const phrases = {
    joined: () => say("joined", { names }),
    left: () => say("leftChat", { names }),
    renamed: () => say("renamed", { title: service.title }),
    group: () => say("groupMade"),
    channel: () => say("channelMade"),
    pinned: () => say("pinned"),
  };
  return phrases[service?.type]?.() ?? text ?? "";
}

/** Returns one line that stands for a message: its text, or what it carries. */
export function summaryOf(message) {
  if (message.kind === "service") return serviceText(message);
  const kind = ["photo", "document", "contact", "sticker", "voice", "location", "video"].includes(message.kind) ? say(message.kind) : "";
  const detail = message.text || message.document?.name || message.contact?.name || "";
  return [kind, detail.replace(/\s+/g, " ").trim()].filter(Boolean).join(": ");
}

/**
 * Fills `article` with `message`. `scene`: {person, language, chatType, replied (message or null), hasName (the author
 * shows), and the acts view(address), press(message, button, row, column), jump(id), actions(message, article)}.
 * The focus stays where it was, as far as what had it is still there.
 */
export function fillBubble(article, message, scene) {
  const note = noteFocus(article);
  const lang = tongueOf(message.text || "", scene.language);
  article.className = `message ${message.kind === "service" ? "service" : message.out ? "out" : "in"}`;
  article.dataset.kind = message.kind;
  if (message.kind === "service") {
    article.replaceChildren(element("p", { class: "chip", dir: "auto", lang: language() }, serviceText(message)));
    return;
  }
  const id = article.id;
  article.setAttribute("aria-labelledby", `${id}-by ${id}-body ${id}-time`);
  const name = message.out ? say("you") : message.from.name;
  const author = element("p", { class: scene.hasName ? "author" : "unseen", id: `${id}-by`, dir: "auto" }, name);
  const held = heldPhoto(article, message) ?? media(message, scene.view);
  const html = message.kind === "text" ? message.html : message.kind === "sticker" ? "" : message.caption_html;
  const text = element("div", { class: "text", id: `${id}-body`, dir: "auto", lang }, richText(html ?? ""));
  if (!html) text.append(element("span", { class: "unseen" }, summaryOf(message)));
  text.append(meta(message, id));
  const bubble = element(
    "div",
    { class: `bubble${held ? " has-media" : ""}${html ? "" : " no-text"}` },
    author,
    message.via_bot ? element("p", { class: "origin" }, say("via", { name: scene.botName })) : null,
    message.forwarded_from ? element("p", { class: "origin" }, icon("share"), say("forwarded", { name: message.forwarded_from })) : null,
    message.reply_to ? replied(message, scene) : null,
    held,
    text,
    element("button", { type: "button", class: "more", "aria-label": say("actions"), title: say("actions"), "aria-haspopup": "menu", onclick: (event) => scene.actions(message, article, event) }, icon("dots")),
  );
  const keys = keyboard(message, (button, row, column) => scene.press(message, button, row, column));
  const avatar = dressAvatar(element("span", { class: "avatar", "aria-hidden": "true" }), message.from.id, message.from.name, message.from.bot);
  article.classList.toggle("has-keys", keys !== null);
  article.replaceChildren(...[avatar, element("div", { class: "stack" }, bubble, keys ?? "")]);
  if (article.isConnected) settleQuotes(article);
  if (note) {
    const next = findFocus(article, note);
    next.focus({ preventScroll: true });
  }
}

function meta(message, id) {
  return element(
    "span",
    { class: "meta", id: `${id}-time`, dir: "ltr" },
    // Bots change their messages as one walks through menus: a mark on each of them would say nothing.
    message.edited && !message.from.bot ? element("span", {}, `${say("edited")} `) : null,
    element("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)),
    message.out ? icon("checks") : null,
  );
}

// A picture that stays the same is kept as it is: taken out and put in again it would flicker.
function heldPhoto(article, message) {
  const old = article.querySelector(".photo[data-photo]");
  return old && message.kind === "photo" && old.dataset.photo === message.photo ? old : null;
}

function replied(message, scene) {
  const source = scene.replied;
  const name = source ? (source.out ? say("you") : source.from.name) : "";
  return element(
    "button",
    { type: "button", class: "replied", onclick: () => scene.jump(message.reply_to) },
    element("span", { class: "replied-name", dir: "auto" }, name),
    element("span", { class: "replied-text", dir: "auto" }, source ? summaryOf(source).slice(0, 160) : say("gone")),
  );
}
