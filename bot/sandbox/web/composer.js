// The foot of a chat: the message field with what surrounds it, or START, or UNBLOCK.

import { summaryOf } from "./bubble.js";
import { commandList, commandOptions, isCommandStart } from "./commands.js";
import { byId, element } from "./element.js";
import { icon } from "./icons.js";
import { startInline } from "./inline.js";
import { openMenu } from "./menu.js";
import { startSuggestions } from "./suggestions.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const most = 4096;
const sample = ["photo", "sticker", "voice", "location", "contact"];
const touch = matchMedia("(pointer: coarse)");

/**
 * Runs the foot. `acts`: {scene() → {person, chat, chatType, bot}, send(text, replyTo), edit(id, text), sendKind(kind),
 * start(payload), unblock(), lastOwn() → message, failed(error), jump(id)}; send and edit return promises and throw.
 * Returns {renew(data), reset(key), reply(message), edit(message), insert(text), focus()}.
 */
export function startComposer(foot, acts) {
  let mode = { name: "write", message: null };
  let state = "none"; // what stands in the foot: none, write, start, blocked
  let commands = [];
  let draftKey = null;
  const drafts = new Map();

  const field = element("textarea", { id: "field", class: "field-text", rows: "1", dir: "auto", enterkeyhint: touch.matches ? "enter" : "send", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions", autocomplete: "off" });
  const box = element("div", { class: "suggestions", id: "suggestions", role: "listbox", hidden: true });
  const context = element("div", { class: "context", hidden: true });
  const menu = element("button", { type: "button", class: "menu-key" }, icon("menu"), element("span", { class: "menu-key-text" }));
  const attach = element("button", { type: "button", class: "round", "aria-haspopup": "menu" }, icon("clip"));
  const send = element("button", { type: "submit", class: "send" }, icon("send"));
  const form = element("form", { class: "composer", novalidate: true }, context, element("div", { class: "composer-line" }, menu, attach, field, send));
  const list = startSuggestions(field, box);
  const inline = startInline(acts.scene, list, { chosen: clearField, failed: acts.failed, start: (payload) => { clearField(); acts.start(payload); } });

  function label() {
    field.placeholder = acts.scene().chatType === "channel" ? say("broadcast") : say("write");
    field.setAttribute("aria-label", say("field"));
    for (const [node, word] of [[attach, "attach"], [send, mode.name === "edit" ? "save" : "send"], [menu, "menuOf"]]) {
      node.setAttribute("aria-label", say(word));
      node.title = say(word);
    }
    send.replaceChildren(icon(mode.name === "edit" ? "check" : "send"));
    menu.lastChild.textContent = say("menu");
  }

  function fit() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    send.classList.toggle("is-ready", field.value.trim() !== "");
  }

  function setText(text) {
    field.value = text;
    fit();
  }

  function clearField() {
    inline.stop();
    list.hide();
    setText("");
  }

  function setMode(name, message = null) {
    if (mode.name === "edit" && name !== "edit") setText("");
    mode = { name, message };
    context.hidden = name === "write";
    if (message) {
      const title = name === "edit" ? say("editing") : say("replyTo", { name: message.out ? say("you") : message.from.name });
      context.replaceChildren(
        icon(name === "edit" ? "pencil" : "reply"),
        element("button", { type: "button", class: "context-words", onclick: () => acts.jump(message.id) }, element("span", { class: "context-title", dir: "auto" }, title), element("span", { class: "context-text", dir: "auto" }, summaryOf(message))),
        element("button", { type: "button", class: "round", "aria-label": say("cancel"), title: say("cancel"), onclick: () => { setMode("write"); field.focus(); } }, icon("close")),
      );
    }
    label();
    if (name === "edit") setText(message.text);
  }

  function suggest() {
    const text = field.value;
    if (mode.name === "edit") return list.hide();
    if (inline.watch(text)) return undefined;
    if (isCommandStart(text)) {
      const options = commandOptions(commands, text, sendCommand);
      return options.length > 0 ? list.show(commandList(options)) : list.hide();
    }
    const { bot } = acts.scene();
    if (/^@\w*$/.test(text) && `@${bot.username}`.toLowerCase().startsWith(text.toLowerCase())) {
      return list.show({ label: say("results"), options: [{ title: `@${bot.username}`, description: bot.name, lead: "@", run: () => insert(`@${bot.username} `) }] });
    }
    return list.hide();
  }

  function insert(text) {
    if (state !== "write") return;
    setMode("write");
    setText(text);
    field.focus();
    suggest();
  }

  function sendCommand(command) {
    const { chatType, bot } = acts.scene();
    clearField();
    deliver(() => acts.send(chatType === "private" ? command : `${command}@${bot.username}`, null), command);
    if (!touch.matches) field.focus();
  }

  async function deliver(run, text) {
    try {
      await run();
    } catch (error) {
      if (field.value === "") setText(text);
      acts.failed(error, true);
    }
  }

  function submit() {
    const text = field.value.trim();
    if (text === "") return field.focus();
    const { name, message } = mode;
    if (name === "edit" && text.length > most) return toast(say("tooLong", { count: text.length }));
    setMode("write");
    clearField();
    if (name === "edit") return deliver(() => acts.edit(message.id, text), text);
    return deliver(async () => {
      for (const [at, part] of partsOf(text).entries()) await acts.send(part, at === 0 ? message?.id ?? null : null);
    }, text);
  }

  field.addEventListener("input", () => {
    fit();
    suggest();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !touch.matches) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && mode.name !== "write") {
      event.stopPropagation();
      setMode("write");
    } else if (event.key === "ArrowUp" && field.value === "" && mode.name === "write") {
      const own = acts.lastOwn();
      if (own) setMode("edit", own);
      event.preventDefault();
    }
  });
  field.addEventListener("blur", () => {
    if (!form.contains(document.activeElement)) setTimeout(() => { if (document.activeElement !== field) list.hide(); }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  menu.addEventListener("click", () => {
    const wasOpen = list.isOpen();
    if (!touch.matches) field.focus();
    if (wasOpen) list.hide();
    else list.show(commandList(commandOptions(commands, "/", sendCommand)));
  });
  send.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
  attach.addEventListener("click", () =>
    openMenu(sample.map((kind) => ({ label: say(kind), icon: kind, run: () => deliver(() => acts.sendKind(kind), "") })), { label: say("attach"), anchor: attach }),
  );

  function big(word, run, note = null) {
    const key = element("button", { type: "button", class: "button strong big" }, say(word));
    key.addEventListener("click", async () => {
      key.setAttribute("aria-busy", "true");
      await deliver(run, "");
      key.removeAttribute("aria-busy");
    });
    return element("div", { class: "foot-key" }, note ? element("p", { class: "foot-note" }, note) : null, key);
  }

  /** Fits the foot to `data` as the server gives it for the chat. */
  function renew(data) {
    commands = data.commands ?? [];
    menu.hidden = !data.menu || commands.length === 0;
    const isPrivate = acts.scene().chatType === "private";
    const next = isPrivate && data.blocked ? "blocked" : isPrivate && data.messages.length === 0 ? "start" : "write";
    if (next === state) return;
    const hadFocus = foot.contains(document.activeElement);
    state = next;
    if (state === "blocked") foot.replaceChildren(big("unblock", acts.unblock, say("blockedNote")));
    else if (state === "start") foot.replaceChildren(big("start", () => acts.start(null)));
    else foot.replaceChildren(box, form);
    if (state === "write") fit();
    if (state === "write" && field.value !== "") suggest();
    // On a phone the focus would bring up the keyboard unasked.
    if (!touch.matches && (hadFocus || document.activeElement === document.body)) focus();
  }

  /** Leaves the chat: keeps its draft and takes the one of `key` (any text that names the next chat). */
  function reset(key) {
    if (draftKey !== null && mode.name !== "edit") drafts.set(draftKey, field.value);
    draftKey = key;
    state = "none";
    foot.replaceChildren();
    inline.stop();
    list.hide();
    setMode("write");
    setText(drafts.get(key) ?? "");
  }

  /** Puts `text` into the field of the chat that `key` names, now or when it is opened. */
  function draft(key, text) {
    if (key === draftKey) insert(text);
    else drafts.set(key, text);
  }

  function focus() {
    (state === "write" ? field : foot.querySelector(".big"))?.focus({ preventScroll: true });
  }

  byId("log").addEventListener("pointerdown", () => list.hide());
  return { renew, reset, insert, draft, focus, reply: (message) => { setMode("reply", message); focus(); }, edit: (message) => { setMode("edit", message); focus(); }, deleted: (ids) => { if (mode.message && !ids.has(mode.message.id)) setMode("write"); } };
}

// A long text goes out in several messages, cut at a space where there is one.
function partsOf(text) {
  const parts = [];
  let rest = text;
  while (rest.length > most) {
    const space = rest.lastIndexOf(" ", most);
    const line = rest.lastIndexOf("\n", most);
    let cut = Math.max(space, line) > most / 2 ? Math.max(space, line) : most;
    if (/[\uD800-\uDBFF]/.test(rest[cut - 1])) cut -= 1;
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return [...parts, rest];
}
