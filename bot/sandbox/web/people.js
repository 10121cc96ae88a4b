// The test people: the rail on which one chooses who one is.

import { byId, dressAvatar, element, walkable } from "./element.js";
import { formDialog } from "./dialogs.js";
import { languageName, languages, say } from "./words.js";

/** Runs the rail. `acts`: {choose(person), add(name, language)}. Returns {show(people, chosenId)}. */
export function startPeople(acts) {
  const list = byId("people-list");
  walkable(list, () => [...list.querySelectorAll(".person")]);

  byId("add-person").addEventListener("click", async () => {
    const values = await formDialog(
      say("newPeople"),
      [
        { name: "name", label: say("name") },
        { name: "language", label: say("language"), options: languages() },
      ],
      say("create"),
    );
    if (values) acts.add(values.name.trim(), values.language);
  });

  function show(people, chosen) {
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(
      ...people.map((person) => {
        const isChosen = person.id === chosen;
        const label = `${person.name}, ${languageName(person.language)}`;
        const node = element(
          "button",
          { type: "button", class: "person", "aria-label": label, title: label, "aria-current": isChosen ? "true" : null, tabindex: isChosen ? "0" : "-1", "data-person": person.id },
          dressAvatar(element("span", { class: "avatar", "aria-hidden": "true" }), person.id, person.name),
          element("span", { class: "person-language", "aria-hidden": "true" }, person.language),
          element("span", { class: "person-name", "aria-hidden": "true" }, person.name),
        );
        node.addEventListener("click", () => acts.choose(person));
        return element("li", {}, node);
      }),
    );
    const current = list.querySelector('[aria-current="true"]');
    if (hadFocus) current?.focus();
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return { show };
}
