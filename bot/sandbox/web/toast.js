// Short notices that go away by themselves. The container is a status region, so they are read out too.

import { byId, element } from "./element.js";

const least = 3500;
const perSign = 45;

/** Shows `text` for as long as it takes to read it; `lang` when it is not the page's language. */
export function toast(text, lang = null) {
  const note = element("div", { class: "toast", dir: "auto", lang }, text);
  const box = byId("toasts");
  while (box.childElementCount > 2) box.firstElementChild.remove();
  box.append(note);
  setTimeout(() => note.remove(), least + text.length * perSign);
}
