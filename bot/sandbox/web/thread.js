// The log of one chat: days, groups of bubbles, and the smallest change of the page for each change of a message.

import { announce } from "./announcer.js";
import { fillBubble, newBubble, summaryOf } from "./bubble.js";
import { startDateChips } from "./datechips.js";
import { dayName, dayOf } from "./dates.js";
import { element } from "./element.js";
import { intro } from "./intro.js";
import { pin } from "./pin.js";
import { settleQuotes } from "./richtext.js";
import { startReading } from "./reading.js";
import { tongueOf } from "./tongue.js";
import { say } from "./words.js";

const groupSeconds = 300;

/**
 * Runs the log. `acts`: {view(address), press(message, button, row, column), actions(message, article, event),
 * link(address) → true when taken, command(text)}. Returns {reset(scene), show(data), toEnd(), last(test)}.
 */
export function startThread(log, toEndButton, acts) {
  const column = element("div", { class: "column" });
  log.append(column);
  let scene = null;
  let known = new Map(); // id -> {article, message, signature}
  let days = new Map(); // "2026-11-22" -> section
  let fresh = true;
  let missed = 0;

  const place = pin(log, column, (atEnd) => {
    if (atEnd) missed = 0;
    showToEnd(!atEnd);
  });
  const settleDates = startDateChips(log);
  const reading = startReading(log, { ...acts, message: (id) => known.get(id)?.message });
  toEndButton.addEventListener("click", () => place.toEnd(true));

  function showToEnd(visible) {
    toEndButton.hidden = !visible;
    toEndButton.dataset.count = missed > 0 ? String(missed) : "";
    toEndButton.setAttribute("aria-label", missed > 0 ? say("toEndNew", { count: missed }) : say("toEnd"));
  }

  /** Empties the log for another chat or person. `next`: {person, language, chatType, botName}. */
  function reset(next) {
    scene = { ...next, ...acts, jump };
    known = new Map();
    days = new Map();
    fresh = true;
    missed = 0;
    column.replaceChildren();
    log.dataset.chatType = next.chatType === "supergroup" ? "group" : next.chatType;
    showToEnd(false);
  }

  function jump(id) {
    const target = known.get(id)?.article;
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    reading.moveTo(target);
    target.classList.add("is-found");
    target.addEventListener("animationend", () => target.classList.remove("is-found"), { once: true });
  }

  /** Brings the log to `data` ({messages, description, …} as the server gives it). */
  function show(data) {
    const wasAtEnd = place.atEnd();
    const anchor = wasAtEnd ? null : anchorOf();
    const news = change(data);
    column.querySelector(".intro")?.remove();
    if (data.messages.length === 0) column.prepend(intro(data.description, scene));
    const own = news.added.some(({ message }) => message.out);
    const theirs = news.added.find(({ message }) => !message.out);
    if (fresh) place.toEnd();
    else if ((own || wasAtEnd) && theirs) place.show(theirs.article);
    else if (own) place.toEnd();
    else if (wasAtEnd) showEnd(news.edited.at(-1)?.article);
    else if (anchor) log.scrollTop += anchor.article.getBoundingClientRect().top - anchor.top;
    if (!fresh) tell(news);
    if (!wasAtEnd && !own && theirs) {
      missed += news.added.filter(({ message }) => !message.out).length;
      showToEnd(!place.atEnd());
    }
    reading.settle([...column.querySelectorAll(".message")].at(-1));
    settleDates();
    fresh = false;
  }

  // A last message that has grown taller than the window is read from its beginning.
  function showEnd(edited) {
    const isLast = edited && edited === [...column.querySelectorAll(".message")].at(-1);
    if (isLast) place.show(edited);
    else place.toEnd();
  }

  // The first bubble in sight, so that what the reader looks at stays put when something above it changes.
  function anchorOf() {
    const edge = log.getBoundingClientRect().top;
    for (const { article } of known.values()) {
      const box = article.getBoundingClientRect();
      if (box.bottom > edge) return { article, top: box.top };
    }
    return null;
  }

  function change({ messages }) {
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, { article }] of known) if (!ids.has(id)) remove(id, article);
    const byId = new Map(messages.map((message) => [message.id, message]));
    const news = { added: [], edited: [] };
    const cursors = new Map();
    let before = null;
    messages.forEach((message, at) => {
      const day = dayOf(message.date);
      const first = !sameGroup(before, message);
      const last = !sameGroup(message, messages[at + 1]);
      const entry = fill(message, byId.get(message.reply_to) ?? null, first, news);
      entry.article.classList.toggle("is-first", first);
      entry.article.classList.toggle("is-last", last);
      put(entry.article, sectionOf(day), cursors);
      before = message;
    });
    for (const [day, section] of days) {
      if (section.querySelector(".message")) continue;
      section.remove();
      days.delete(day);
    }
    for (const { article } of [...news.added, ...news.edited]) settleQuotes(article);
    return news;
  }

  function fill(message, replied, first, news) {
    const hasName = !message.out && scene.chatType !== "private" && first;
    const signature = JSON.stringify([message, replied && summaryOf(replied), hasName]);
    const old = known.get(message.id);
    if (old?.signature === signature) return old;
    const article = old?.article ?? newBubble(message.id);
    fillBubble(article, message, { ...scene, replied, hasName });
    const entry = { article, message, signature };
    known.set(message.id, entry);
    if (!old && !fresh) {
      news.added.push(entry);
      article.classList.add("is-new");
      article.addEventListener("animationend", () => article.classList.remove("is-new"), { once: true });
    } else if (old && (old.message.html !== message.html || old.message.caption_html !== message.caption_html)) {
      news.edited.push(entry);
    }
    return entry;
  }

  function remove(id, article) {
    const hadFocus = article.contains(document.activeElement);
    const next = article.nextElementSibling ?? article.previousElementSibling;
    article.remove();
    known.delete(id);
    if (hadFocus) (next?.matches(".message") ? next : log).focus({ preventScroll: true });
  }

  function sectionOf(day) {
    if (!days.has(day)) {
      const heading = element("h3", { class: "date", id: `day-${day}` }, element("span", { class: "chip" }, dayName(day)));
      const section = element("section", { class: "day", "data-day": day, "aria-labelledby": heading.id }, heading);
      const later = [...days.keys()].filter((other) => other > day).sort()[0];
      column.insertBefore(section, later ? days.get(later) : null);
      days.set(day, section);
    }
    return days.get(day);
  }

  function put(article, section, cursors) {
    const spot = cursors.has(section) ? cursors.get(section).nextElementSibling : section.querySelector(".message");
    if (spot !== article) section.insertBefore(article, spot);
    cursors.set(section, article);
  }

  function tell({ added, edited }) {
    for (const { message } of [...added, ...edited]) {
      if (message.out) continue;
      const count = message.buttons?.flat().length ?? 0;
      const author = message.kind === "service" ? say("service") : message.from.name;
      const words = `${author}: ${summaryOf(message)}${count ? `. ${say("buttonCount", { count })}` : ""}`;
      announce(words, tongueOf(message.text || "", scene.language));
    }
  }

  return {
    reset,
    show,
    toEnd: () => place.toEnd(),
    last: (test) => [...known.values()].map(({ message }) => message).sort((one, two) => one.id - two.id).findLast(test),
  };
}

function sameGroup(one, two) {
  if (!one || !two || one.kind === "service" || two.kind === "service") return false;
  return one.from.id === two.from.id && one.out === two.out && Math.abs(two.date - one.date) < groupSeconds && dayOf(one.date) === dayOf(two.date);
}
