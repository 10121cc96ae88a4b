// Day and night. Without a choice the system decides; a choice equal to the system's is forgotten again.

import { icon } from "./icons.js";
import { recall, remember } from "./memory.js";
import { say } from "./words.js";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Wires the toggle button; returns a function that renews its label after a change of language. */
export function startTheme(button) {
  const root = document.documentElement;
  const bar = document.querySelector('meta[name="theme-color"]');

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

  function show() {
    const label = say(isDark() ? "themeToLight" : "themeToDark");
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", label);
    button.title = label;
    bar.content = getComputedStyle(root).getPropertyValue(isDark() ? "--bar-night" : "--bar-day").trim();
  }

  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    if ((next === "dark") === system.matches) {
      delete root.dataset.theme;
      remember("theme", null);
    } else {
      root.dataset.theme = next;
      remember("theme", next);
    }
    show();
  });
  system.addEventListener("change", show);
  const known = recall("theme");
  if (known === "light" || known === "dark") root.dataset.theme = known;
  show();
  return show;
}
