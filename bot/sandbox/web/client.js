// The page as a whole: who one is, which chat is open, and what each act and each event of the server leads to.

import { startActs } from "./acts.js";
import { api } from "./api.js";
import { startBanner } from "./banner.js";
import { kindOf, startChats } from "./chats.js";
import { startComposer } from "./composer.js";
import { byId, dressAvatar } from "./element.js";
import { listen } from "./events.js";
import { startExtras } from "./extras.js";
import { icon } from "./icons.js";
import { recall, remember } from "./memory.js";
import { startPeople } from "./people.js";
import { startReplyBoard } from "./replyboard.js";
import { goTo, readRoute } from "./route.js";
import { startTheme } from "./theme.js";
import { startThread } from "./thread.js";
import { languageName, localise, say, setLanguage } from "./words.js";

const typingSeconds = 6;
const state = { people: [], bot: { username: "", name: "" }, person: null, chats: [], chat: null, data: null };
const wide = matchMedia("(min-width: 760px)");
let events = null;
let typingTimer = null;
let missed = false;
let isHearing = false;

for (const node of document.querySelectorAll("[data-icon]")) node.append(icon(node.dataset.icon));
const banner = startBanner(() => events?.retry());
const renewTheme = startTheme(byId("theme"));
const acts = startActs(state, { refresh, loadChats, openChat, addPerson, composer: () => composer });
const thread = startThread(byId("log"), byId("to-end"), acts.thread);
const composer = startComposer(byId("foot"), { ...acts.composer, lastOwn: () => thread.last((message) => message.out && message.kind === "text"), jump: (id) => byId(`m${id}`)?.scrollIntoView({ block: "center" }) });
const chatList = startChats(openChat);
const people = startPeople({ choose: (person) => goTo(person.id, null), add: addPerson });
const board = startReplyBoard(byId("reply-board"), acts.board);
const extras = startExtras((error) => acts.failed(error));

// The chat that was open last, else the one with the bot.
function usualChat() {
  const last = Number(recall(`chat.${state.person.id}`));
  const { chats } = state;
  return (chats.find(({ id }) => id === last) ?? chats.find(({ type }) => type === "private") ?? chats[0])?.id ?? null;
}

function openChat(chat) {
  goTo(state.person.id, chat.id);
}

async function addPerson(name, language) {
  try {
    const person = await api.addPerson(name, language);
    state.people = [...state.people, person];
    goTo(person.id, null);
  } catch (error) {
    acts.failed(error);
  }
}

// Brings the page to what the address says.
async function follow() {
  const route = readRoute();
  const person = state.people.find(({ id }) => id === route.person) ?? state.people[0];
  if (!person) return;
  if (person.id !== state.person?.id) await become(person);
  const chat = state.chats.find(({ id }) => id === route.chat) ?? null;
  const usual = wide.matches ? usualChat() : null;
  if (!chat && usual !== null) return goTo(person.id, usual, true);
  if (!chat && route.chat !== null && state.chats.length > 0) return goTo(person.id, null, true);
  document.documentElement.dataset.screen = chat ? "chat" : "list";
  await enter(chat);
  return undefined;
}

async function become(person) {
  state.person = person;
  state.chat = null;
  state.data = null;
  state.chats = [];
  remember("person", person.id);
  setLanguage(person.language);
  localise(document);
  renewTheme();
  extras.show();
  byId("acting-as").textContent = `${say("actingAs", { name: person.name })} · ${languageName(person.language)}`;
  people.show(state.people, person.id);
  events?.close();
  isHearing = false;
  showLive();
  events = listen(person.id, { onEvent: heed, onUp, onDown: outOfReach });
  await loadChats();
}

// What happened before the stream was open, or while it was lost, is asked for.
async function onUp(isAgain) {
  banner.up();
  isHearing = true;
  await loadChats();
  const mayDiffer = isAgain || missed;
  missed = false; // What is missed from here on is for the next time.
  if (mayDiffer) await follow();
  await refresh();
  showLive();
}

function outOfReach() {
  missed = true;
  isHearing = false;
  showLive();
  banner.down();
}

// Says, for programs that drive the page, whether it shows what the server has and hears what comes.
function showLive() {
  const isShown = state.data !== null || document.documentElement.dataset.screen === "list";
  document.documentElement.dataset.live = String(isHearing && isShown);
}

async function enter(chat) {
  const isSame = chat?.id === state.chat?.id;
  state.chat = chat;
  showBar();
  chatList.show(state.chats, chat?.id, state.person.language);
  if (!chat) showLive();
  if (!chat || isSame) return;
  remember(`chat.${state.person.id}`, chat.id);
  state.data = null;
  showLive();
  composer.reset(`${state.person.id}/${chat.id}`);
  thread.reset({ person: state.person.id, language: state.person.language, chatType: chat.type, botName: chat.type === "private" ? chat.title : state.bot.name });
  await refresh();
  await loadChats();
}

function showBar(typing = false) {
  const { chat } = state;
  document.title = chat ? `${unreadMark()}${chat.title} · ${say("app")}` : `${unreadMark()}${say("app")}`;
  if (!chat) return;
  dressAvatar(byId("chat-avatar"), chat.id, chat.title, chat.type === "private");
  byId("chat-title").textContent = chat.title;
  byId("chat-note").textContent = typing ? say("typing") : kindOf(chat);
  byId("chat-note").classList.toggle("is-typing", typing);
}

function unreadMark() {
  const count = state.chats.reduce((sum, chat) => sum + (chat.id === state.chat?.id ? 0 : chat.unread), 0);
  return count > 0 ? `(${count}) ` : "";
}

function showTyping(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(() => showBar(false), typingSeconds * 1000);
  showBar(on);
}

async function loadChats() {
  const { person } = state;
  if (!person) return;
  try {
    const { chats } = await api.chats(person.id);
    if (person !== state.person) return;
    state.chats = chats;
    chatList.show(state.chats, state.chat?.id, person.language);
    showBar(byId("chat-note").classList.contains("is-typing"));
  } catch (error) {
    if (error.status === 0) outOfReach();
    else acts.failed(error);
  }
}

// One question at a time; news that come while it runs lead to one more.
let running = false;
let again = false;

async function refresh() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    await fetchOnce();
  }
  running = false;
}

async function fetchOnce() {
  const { person, chat } = state;
  if (!person || !chat) return;
  try {
    const data = await api.messages(person.id, chat.id);
    if (person !== state.person || chat.id !== state.chat?.id) {
      again = true;
      return;
    }
    state.data = data;
    composer.renew(data);
    board.show(data.blocked ? null : data.keyboard);
    thread.show(data);
    composer.deleted(new Set(data.messages.map((message) => message.id)));
    showTyping(data.typing);
    showLive();
  } catch (error) {
    if (error.status === 0) outOfReach();
    else acts.failed(error);
  }
}

function heed(event) {
  const here = event.chat === state.chat?.id;
  if (event.type === "typing" && here) {
    showTyping(true);
    again = running; // An answer that is under way may be older than this.
  } else if (here || event.type === "commands") refresh();
  if (["message", "edited", "deleted", "chats"].includes(event.type)) loadChats();
  if (event.type === "chats" && !event.chat) loadPeople();
}

async function loadPeople() {
  try {
    const { people: all, bot } = await api.people();
    Object.assign(state, { people: all, bot: bot ?? state.bot });
    people.show(state.people, state.person?.id);
  } catch {
    outOfReach();
  }
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  composer.focus();
});
byId("back").addEventListener("click", () => goTo(state.person.id, null));
byId("new-chat").addEventListener("click", () => acts.newChat(byId("new-chat")));
byId("chat-menu").addEventListener("click", () => acts.chatMenu(byId("chat-menu")));
addEventListener("hashchange", follow);
wide.addEventListener("change", follow);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !wide.matches && state.chat && !document.querySelector("dialog[open], [popover]:popover-open")) goTo(state.person.id, null);
});

async function begin() {
  setLanguage(navigator.language.slice(0, 2));
  localise(document);
  let wait = 500;
  for (;;) {
    try {
      const { people: all, bot } = await api.people();
      Object.assign(state, { people: all, bot: bot ?? state.bot });
      break;
    } catch {
      banner.down();
      await new Promise((resolve) => { setTimeout(resolve, wait); });
      wait = Math.min(8000, wait * 2);
    }
  }
  banner.up();
  await extras.load();
  if (state.people.some(({ id }) => id === readRoute().person)) return follow();
  const known = Number(recall("person"));
  const person = state.people.find(({ id }) => id === known) ?? state.people[0];
  if (!person) return undefined;
  await become(person);
  return goTo(person.id, usualChat(), true);
}

begin();
