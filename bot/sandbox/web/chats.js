// The list of a person's chats, with what was said last and how much is unread.

import { summaryOf } from "./bubble.js";
import { byId, dressAvatar, element, walkable } from "./element.js";
import { tongueOf } from "./tongue.js";
import { say } from "./words.js";

/** Returns the word for a chat's type: bot, group or channel. */
export function kindOf(chat) {
  return chat.type === "private" ? say("bot") : chat.type === "channel" ? say("channel") : say("group");
}

/** Runs the list. `open(chat)` gets the chosen one. Returns {show(chats, openId, language)}. */
export function startChats(open) {
  const list = byId("chat-list");
  const rows = new Map(); // id -> {item, signature}
  walkable(list, () => [...list.querySelectorAll(".chat-row")]);

  function show(chats, openId, language) {
    for (const [id, { item }] of rows) {
      if (chats.some((chat) => chat.id === id)) continue;
      item.remove();
      rows.delete(id);
    }
    chats.forEach((chat, at) => {
      const isOpen = chat.id === openId;
      const signature = JSON.stringify([chat, isOpen, language, document.documentElement.lang]);
      const known = rows.get(chat.id) ?? { item: element("li"), signature: "" };
      if (known.signature !== signature) fill(known.item, chat, isOpen, language);
      rows.set(chat.id, { item: known.item, signature });
      if (list.children[at] !== known.item) list.insertBefore(known.item, list.children[at] ?? null);
    });
    const nodes = [...list.querySelectorAll(".chat-row")];
    const stop = nodes.find((node) => node === document.activeElement) ?? nodes.find((node) => node.ariaCurrent === "true") ?? nodes[0];
    for (const node of nodes) node.tabIndex = node === stop ? 0 : -1;
  }

  // The button stays the same element, so that it keeps the focus.
  function fill(item, chat, isOpen, language) {
    if (!item.firstChild) item.append(element("button", { type: "button", class: "chat-row", "data-chat": chat.id }));
    const node = item.firstChild;
    node.onclick = () => open(chat);
    if (isOpen) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
    const last = chat.last_kind ? summaryOf({ kind: chat.last_kind, text: chat.last, service: chat.last_service }) : chat.last;
    const unread = chat.unread > 0 ? [element("span", { class: "badge", "aria-hidden": "true" }, chat.unread > 99 ? "99+" : String(chat.unread)), element("span", { class: "unseen" }, say("unread", { count: chat.unread }))] : [];
    node.replaceChildren(
      dressAvatar(element("span", { class: "avatar", "aria-hidden": "true" }), chat.id, chat.title, chat.type === "private"),
      element(
        "span",
        { class: "chat-words" },
        element("span", { class: "chat-title", dir: "auto" }, chat.title, element("span", { class: "chat-kind" }, kindOf(chat))),
        element("span", { class: "chat-last", dir: "auto", lang: tongueOf(last || "", language) }, (last || say("empty")).slice(0, 200)),
      ),
      ...unread,
    );
  }

  return { show };
}
