// What a message carries besides text: a photo, a file, a contact card, a sticker, a voice, a place, a video.

import { dressAvatar, element } from "./element.js";
import { icon } from "./icons.js";
import { safeAddress } from "./richtext.js";
import { language, say } from "./words.js";

const bars = [5, 9, 14, 8, 12, 18, 11, 6, 15, 20, 13, 8, 17, 10, 6, 12, 19, 14, 7, 10, 16, 9, 5, 11, 15, 8, 6, 4];

/** Returns the element for a message's `kind`, or null for plain text. Photos open through `view(address)`. */
export function media(message, view) {
  const make = { photo, document: file, contact, sticker, voice, location: place, video }[message.kind];
  return make ? make(message, view) : null;
}

function local(address) {
  return typeof address === "string" && (address.startsWith("/client/") || safeAddress(address)?.startsWith("http")) ? address : null;
}

function photo(message, view) {
  const address = local(message.photo);
  if (!address) return card("photo", say("photo"));
  const image = element("img", { src: address, alt: message.text || say("photo"), decoding: "async", draggable: "false" });
  image.addEventListener("load", () => image.parentElement?.classList.add("is-loaded"), { once: true });
  return element("button", { type: "button", class: "photo", "aria-label": say("openPhoto"), "data-photo": address, onclick: () => view(address) }, image);
}

function file(message) {
  const { name = say("document"), size = null, url = null } = message.document ?? {};
  const address = local(url);
  const words = [
    element("span", { class: "card-title", dir: "auto" }, name),
    element("span", { class: "card-note" }, size === null ? say("document") : sizeOf(size)),
  ];
  const body = [element("span", { class: "card-icon" }, icon("file")), element("span", { class: "card-words" }, words)];
  if (!address) return element("div", { class: "card" }, body);
  return element("a", { class: "card", href: address, download: name, "aria-label": say("download", { name }) }, body);
}

function sizeOf(bytes) {
  const units = { kk: ["Б", "КБ", "МБ"], ru: ["Б", "КБ", "МБ"], en: ["B", "KB", "MB"] }[language()];
  const step = bytes < 1024 ? 0 : bytes < 1048576 ? 1 : 2;
  const number = bytes / 1024 ** step;
  const text = new Intl.NumberFormat(language(), { maximumFractionDigits: step === 0 ? 0 : 1 }).format(number);
  return `${text} ${units[step]}`;
}

function contact(message) {
  const { name = "", phone = "" } = message.contact ?? {};
  const number = phone.replace(/[^\d+*#]/g, "");
  return element(
    "div",
    { class: "card contact" },
    dressAvatar(element("span", { class: "avatar", "aria-hidden": "true" }), [...phone].reduce((sum, sign) => sum + sign.charCodeAt(0), 0), name),
    element(
      "span",
      { class: "card-words" },
      element("span", { class: "card-title", dir: "auto" }, name),
      element("a", { href: `tel:${number}`, dir: "ltr", "aria-label": say("callNumber", { phone }) }, phone),
    ),
    element("a", { class: "card-call", href: `tel:${number}`, "aria-hidden": "true", tabindex: "-1", "data-pass": true }, icon("phone")),
  );
}

function sticker(message) {
  const address = local(message.photo);
  const picture = address ? element("img", { src: address, alt: "", draggable: "false" }) : element("span", {}, message.sticker?.emoji || "🌷");
  return element("div", { class: "sticker", role: "img", "aria-label": say("sticker") }, picture);
}

function voice() {
  const space = "http://www.w3.org/2000/svg";
  const wave = document.createElementNS(space, "svg");
  wave.setAttribute("viewBox", `0 0 ${bars.length * 5} 22`);
  wave.setAttribute("class", "wave");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", bars.map((height, at) => `M${at * 5 + 2} ${(22 - height) / 2}v${height}`).join(""));
  wave.append(path);
  return element("div", { class: "card voice", role: "img", "aria-label": say("voice") }, element("span", { class: "card-icon" }, icon("play")), wave);
}

function place() {
  return element("div", { class: "place", role: "img", "aria-label": say("location") }, element("span", { class: "place-pin" }, icon("location")));
}

function video(message) {
  return card("play", message.document?.name ?? say("video"));
}

function card(name, title) {
  return element("div", { class: "card" }, element("span", { class: "card-icon" }, icon(name)), element("span", { class: "card-words" }, element("span", { class: "card-title" }, title)));
}
