// What a person can do: send, press, reply, edit, block, open links, make chats. Failures are said, not hidden.

import { api } from "./api.js";
import { chooseDialog, confirmDialog, formDialog, tellDialog, viewDialog } from "./dialogs.js";
import { kindOf } from "./chats.js";
import { botLink } from "./links.js";
import { openMenu } from "./menu.js";
import { safeAddress } from "./richtext.js";
import { toast } from "./toast.js";
import { tongueOf } from "./tongue.js";
import { say } from "./words.js";

/**
 * Returns the acts. `state` is the page's: {person, chat, chats, bot, data}; `page`: {refresh(), loadChats(),
 * openChat(chat), composer()}.
 */
export function startActs(state, page) {
  const who = () => [state.person.id, state.chat.id];

  function failed(error, sending = false) {
    const reason = error.status === 0 ? say("noServer") : error.message;
    toast(say(sending ? "notSent" : "failed", { reason }));
  }

  const tried = (run) => async (...values) => {
    try {
      await run(...values);
    } catch (error) {
      failed(error);
    }
  };

  async function send(text, reply) {
    await api.send(...who(), text, reply);
    await page.refresh();
  }

  async function sendKind(kind) {
    await api.sendKind(...who(), kind);
    await page.refresh();
  }

  async function start(payload) {
    await api.start(state.person.id, payload);
    page.openChat(state.chats.find((chat) => chat.type === "private"));
    await page.refresh();
  }

  const openLink = tried(async (link) => {
    const { chat } = await api.open(state.person.id, link);
    await page.loadChats();
    page.openChat({ id: chat });
    await page.refresh();
  });

  function link(address) {
    const inside = botLink(address, state.bot.username);
    if (inside) openLink(inside);
    return inside !== null || address.startsWith("tg:");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(say("copied"));
    } catch {
      toast(say("cannotCopy"));
    }
  }

  const press = tried(async (message, button, row, column) => {
    const insert = `@${state.bot.username} ${button.query ?? ""}`;
    if (button.kind === "copy") return copy(button.copy ?? "");
    if (button.kind === "switch_inline_here") return page.composer().insert(insert);
    if (button.kind === "switch_inline") {
      const options = state.chats.map((chat) => ({ label: chat.title, note: kindOf(chat), value: chat }));
      const chat = await chooseDialog(say("chooseChat"), options);
      if (!chat) return undefined;
      page.composer().draft(`${state.person.id}/${chat.id}`, insert);
      return page.openChat(chat);
    }
    const answer = await api.press(...who(), message.id, row, column);
    const lang = tongueOf(answer.text ?? "", state.person.language);
    if (answer.url && !link(answer.url)) open(safeAddress(answer.url) ?? "about:blank", "_blank", "noopener");
    if (!answer.answered) toast(say("noAnswer"));
    else if (answer.text && answer.alert) tellDialog(answer.text, lang);
    else if (answer.text) toast(answer.text, lang);
    page.refresh();
    return undefined;
  });

  function actions(message, article, event) {
    const items = [{ label: say("reply"), icon: "reply", run: () => page.composer().reply(message) }];
    if (message.out && message.kind === "text") items.push({ label: say("edit"), icon: "pencil", run: () => page.composer().edit(message) });
    if (message.text) items.push({ label: say("copy"), icon: "copy", run: () => copy(message.text) });
    const anchor = event.currentTarget instanceof Element && event.currentTarget.matches(".more") ? event.currentTarget : article;
    const isPointer = event.clientX > 0 && anchor === article;
    openMenu(items, { label: say("actions"), anchor: anchor === article ? article.querySelector(".bubble") : anchor, point: isPointer ? { x: event.clientX, y: event.clientY } : null });
  }

  const create = tried(async (type) => {
    const values = await formDialog(say(type === "group" ? "newGroup" : "newChannel"), [{ name: "title", label: say("title") }], say("create"));
    if (!values) return;
    const before = new Set(state.chats.map((chat) => chat.id));
    const made = await api.createGroup(state.person.id, values.title.trim(), type);
    await page.loadChats();
    const chat = state.chats.find(({ id }) => id === (made.chat ?? made.id) || !before.has(id));
    if (chat) page.openChat(chat);
  });

  const block = tried(async (blocked) => {
    await api.block(state.person.id, blocked);
    await page.refresh();
  });

  const clear = tried(async () => {
    if (!(await confirmDialog(say("clearAsk"), say("clearYes")))) return;
    await api.clear(...who());
    await page.refresh();
    await page.loadChats();
  });

  return {
    failed,
    thread: { view: viewDialog, press, actions, link, command: tried((text) => send(text, null)) },
    board: { send: tried((text) => send(text, null)), sendKind: tried(sendKind) },
    composer: {
      scene: () => ({ person: state.person?.id, chat: state.chat?.id, chatType: state.chat?.type, bot: state.bot }),
      send,
      edit: async (id, text) => {
        await api.edit(...who(), id, text);
        await page.refresh();
      },
      sendKind,
      start,
      unblock: () => block(false),
      failed,
    },
    newChat(anchor) {
      const items = [
        { label: say("newGroup"), icon: "group", run: () => create("group") },
        { label: say("newChannel"), icon: "channel", run: () => create("channel") },
      ];
      openMenu(items, { label: say("newChat"), anchor });
    },
    chatMenu(anchor) {
      if (!state.data) return; // The chat is not open yet.
      const items = [{ label: say("clear"), icon: "broom", run: clear }];
      if (state.chat?.type === "private") {
        const { blocked } = state.data;
        items.push({ label: say(blocked ? "unblock" : "block"), icon: blocked ? "check" : "block", danger: !blocked, run: () => block(!blocked) });
      }
      openMenu(items, { label: say("chatMenu"), anchor });
    },
  };
}
