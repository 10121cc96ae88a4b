// Telling screen readers what happened, one line after the other, in the language it is written in.

import { byId, element } from "./element.js";

const kept = 6000;

/** Has `text` read out politely; `lang` is the language it is written in. */
export function announce(text, lang) {
  const line = element("p", { lang }, text.slice(0, 1500));
  byId("announcer").append(line);
  setTimeout(() => line.remove(), kept);
}
