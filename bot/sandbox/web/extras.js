// The panel of controls that the program around the sandbox offers; absent when it offers none.

import { api } from "./api.js";
import { byId, element } from "./element.js";
import { language, say } from "./words.js";

/** Runs the panel. Returns {load(), show()}: load asks the server what there is, show renews the words. */
export function startExtras(onFailure) {
  const panel = byId("extras");
  const toggle = byId("extras-toggle");
  let controls = [];

  function open(value) {
    panel.hidden = !value;
    toggle.setAttribute("aria-expanded", String(value));
    document.documentElement.toggleAttribute("data-extras", value);
    (value ? byId("extras-close") : toggle).focus();
  }

  toggle.addEventListener("click", () => open(panel.hidden));
  byId("extras-close").addEventListener("click", () => open(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });

  function show() {
    toggle.hidden = controls.length === 0;
    byId("extras-body").replaceChildren(...controls.map(control));
  }

  function control({ id, label, hint }) {
    const words = (texts) => texts?.[language()] ?? texts?.en ?? "";
    const result = element("p", { class: "control-result", role: "status", dir: "auto" });
    const node = element("button", { type: "button", class: "button soft", "data-control": id }, words(label) || id);
    node.addEventListener("click", async () => {
      if (node.getAttribute("aria-busy") === "true") return;
      node.setAttribute("aria-busy", "true");
      result.textContent = "";
      try {
        result.textContent = (await api.runExtra(id)).text ?? "";
      } catch (error) {
        onFailure(error);
      } finally {
        node.removeAttribute("aria-busy");
      }
    });
    return element("section", { class: "control" }, node, words(hint) ? element("p", { class: "control-hint" }, words(hint)) : null, result);
  }

  async function load() {
    try {
      ({ controls } = await api.extras());
    } catch {
      controls = []; // the panel is a bonus; the rest of the page says when the server is out of reach
    }
    show();
  }

  return { load, show };
}
