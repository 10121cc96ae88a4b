// Building elements. Text always goes in as text, never as markup.

/**
 * Returns a new element. Attributes: null, undefined and false are left out, true is set empty,
 * a function under "onclick" and the like is a listener. Children: nodes, strings, or nothing.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Returns the page's element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

const tints = 6;

/** Dresses `node` as the round picture of somebody: the first letter of the name on a colour by id, or the bot's own. */
export function dressAvatar(node, id, name, isBot = false) {
  const letter = [...(name || "").trim()].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "•";
  node.textContent = letter.toLocaleUpperCase();
  node.dataset.tint = isBot ? "bot" : String(Math.abs(Number(id) || 0) % tints);
  return node;
}

/**
 * Makes arrow keys, Home and End walk over the elements `items()` of `container`, which share one tab stop.
 * Keys: both directions of the two axes, so that the same list may lie or stand.
 */
export function walkable(container, items) {
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, steps[event.key]))];
    for (const item of all) item.tabIndex = item === next ? 0 : -1;
    next.focus();
  });
}
