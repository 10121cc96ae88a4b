// A message's formatted text: the server's HTML taken apart and rebuilt from a short list of allowed tags.

import { element } from "./element.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const plain = new Set(["b", "strong", "i", "em", "u", "ins", "s", "del", "code"]);
const blocks = new Set(["blockquote", "pre"]);
const schemes = new Set(["http:", "https:", "tel:", "mailto:", "tg:"]);
const command = "tg://bot_command";

/** Returns an address that may stand in a link, or null for a relative or dangerous one. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return schemes.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Returns nodes for the server's `html`. A bot command in it becomes a button with data-command. */
export function richText(html) {
  return rebuild(new DOMParser().parseFromString(html, "text/html").body);
}

function rebuild(parent) {
  return [...parent.childNodes].flatMap((node) => {
    // A quote or code block ends its line by itself: the line break that follows it would show as an empty line.
    if (node.nodeType === Node.TEXT_NODE) return [blocks.has(node.previousSibling?.localName) ? node.data.replace(/^\n/, "") : node.data];
    return node.nodeType === Node.ELEMENT_NODE ? tag(node) : [];
  });
}

function tag(node) {
  const name = node.localName;
  if (plain.has(name)) return [element(name, {}, rebuild(node))];
  if (name === "br") return ["\n"];
  if (name === "pre") return [element("pre", { "data-stop": true }, element("code", {}, node.textContent))];
  if (name === "a") return [link(node)];
  if (name === "blockquote") return [quote(node)];
  if (name === "span" && node.classList.contains("spoiler")) return [spoiler(rebuild(node))];
  return rebuild(node);
}

function link(node) {
  const href = safeAddress(node.getAttribute("href") ?? "");
  const children = rebuild(node);
  if (href?.startsWith(command)) return element("button", { type: "button", class: "command", "data-command": node.textContent }, children);
  if (href === null) return element("span", {}, children);
  const outside = href.startsWith("http");
  return element("a", { href, dir: href.startsWith("tel:") ? "ltr" : null, target: outside ? "_blank" : null, rel: outside ? "noopener noreferrer" : null }, children);
}

function quote(node) {
  const expandable = node.hasAttribute("expandable") || node.classList.contains("expandable");
  const body = element("div", { class: "quote-body", dir: "auto" }, rebuild(node));
  const whole = element("blockquote", { class: "quote" }, body);
  if (!expandable) return whole;
  whole.classList.add("is-folded");
  const label = element("span", {}, say("more"));
  const fold = element("button", { type: "button", class: "quote-fold", "aria-expanded": "false" }, label, icon("down"));
  fold.addEventListener("click", () => {
    const folded = whole.classList.toggle("is-folded");
    fold.setAttribute("aria-expanded", String(!folded));
    label.textContent = say(folded ? "more" : "less");
  });
  whole.append(fold);
  return whole;
}

/** Takes the fold button off quotes under `root` that are short enough to show whole. Call when laid out. */
export function settleQuotes(root) {
  for (const whole of root.querySelectorAll(".quote.is-folded")) {
    const body = whole.querySelector(".quote-body");
    if (body.scrollHeight > body.clientHeight + 4) continue;
    whole.classList.remove("is-folded");
    whole.querySelector(".quote-fold").remove();
  }
}

function spoiler(children) {
  const content = element("span", { inert: true }, children);
  const cover = element("span", { class: "spoiler", role: "button", tabindex: "-1", "data-stop": true, "aria-label": say("hidden") }, content);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (cover.classList.contains("is-open")) return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("is-open");
    content.inert = false;
    for (const name of ["role", "aria-label", "data-stop"]) cover.removeAttribute(name);
    cover.tabIndex = -1;
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
