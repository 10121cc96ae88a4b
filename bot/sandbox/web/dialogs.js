// Windows over the page: a message of the bot, a question, a form, a list to choose from, a picture.

import { element } from "./element.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

// Opens a modal <dialog> with what `build(finish)` returns; resolves with what finish was given, or null.
function ask(className, label, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    let answer = null;
    const dialog = element("dialog", { class: `dialog ${className}`, "aria-label": label });
    const finish = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.append(...build(finish));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) finish(null);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const button = (label, run, className = "plain") => element("button", { type: "button", class: `button ${className}`, onclick: run }, label);

/** Shows `text` until it is confirmed. Resolves when closed. */
export function tellDialog(text, lang) {
  return ask("dialog-tell", text.slice(0, 120), (finish) => [
    element("p", { class: "dialog-text", dir: "auto", lang }, text),
    element("div", { class: "dialog-keys" }, button(say("ok"), () => finish(true), "strong")),
  ]);
}

/** Asks a question; resolves with true for `yes`, otherwise null. */
export function confirmDialog(text, yes) {
  return ask("dialog-tell", text, (finish) => [
    element("p", { class: "dialog-text" }, text),
    element("div", { class: "dialog-keys" }, button(say("cancel"), () => finish(null)), button(yes, () => finish(true), "danger")),
  ]);
}

/**
 * Asks for values. `fields`: [{name, label, options}], options [[value, label], …] make a choice of it.
 * Resolves with {name: value} or null.
 */
export function formDialog(title, fields, yes) {
  return ask("dialog-form", title, (finish) => {
    const form = element("form", { novalidate: true });
    for (const field of fields) {
      const input = field.options
        ? element("select", { name: field.name }, field.options.map(([value, label]) => element("option", { value, lang: value }, label)))
        : element("input", { name: field.name, type: "text", maxlength: "64", autocomplete: "off", required: true, autofocus: true });
      form.append(element("label", { class: "field" }, element("span", { class: "field-label" }, field.label), input));
    }
    form.append(element("div", { class: "dialog-keys" }, button(say("cancel"), () => finish(null)), element("button", { type: "submit", class: "button strong" }, yes)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      const missing = [...form.elements].find((input) => input.required && !input.value.trim());
      if (missing) missing.focus();
      else finish(values);
    });
    return [element("h2", { class: "dialog-title" }, title), form];
  });
}

/** Offers a list; `options`: [{label, note, value}]. Resolves with the chosen value or null. */
export function chooseDialog(title, options) {
  return ask("dialog-form", title, (finish) => [
    element("h2", { class: "dialog-title" }, title),
    element(
      "ul",
      { class: "choices", role: "list" },
      options.map(({ label, note, value }) =>
        element("li", {}, element("button", { type: "button", class: "choice", onclick: () => finish(value) }, element("bdi", {}, label), element("span", { class: "choice-note" }, note ?? ""))),
      ),
    ),
    element("div", { class: "dialog-keys" }, button(say("cancel"), () => finish(null))),
  ]);
}

/** Shows a picture in full. */
export function viewDialog(address) {
  return ask("dialog-view", say("photo"), (finish) => [
    element("img", { src: address, alt: say("photo"), onclick: () => finish(null) }),
    element("button", { type: "button", class: "round dialog-close", "aria-label": say("close"), title: say("close"), onclick: () => finish(null) }, icon("close")),
  ]);
}
