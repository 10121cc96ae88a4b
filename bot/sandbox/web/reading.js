// Moving through the log by keyboard and touch. One message is current: it and what is in it can be tabbed to.

const controls = "a[href]:not([data-pass]), button, [data-stop]";
const longPress = 450;
const reach = 10;

/**
 * Wires `log`. `acts`: {message(id), actions(message, article, event), link(address), command(text)}.
 * Returns {moveTo(article), settle(last)}: settle makes the last message current unless the reader is in the log.
 */
export function startReading(log, acts) {
  let current = null;
  const all = () => [...log.querySelectorAll(".message")];
  const messageOf = (article) => acts.message(Number(article.dataset.id));

  function arm(article, on) {
    article.tabIndex = on ? 0 : -1;
    for (const node of article.querySelectorAll(controls)) {
      const reachable = on && !(node.matches(".key") && !node.hasAttribute("data-at")) && !node.closest("[inert]");
      node.tabIndex = reachable ? 0 : -1;
    }
  }

  function setCurrent(article) {
    if (current && current !== article) arm(current, false);
    current = article;
    if (current) arm(current, true);
  }

  function moveTo(article) {
    setCurrent(article);
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "nearest" });
  }

  log.addEventListener("focusin", (event) => {
    const article = event.target.closest(".message");
    if (article) setCurrent(article);
  });

  log.addEventListener("keydown", (event) => {
    const article = event.target.closest(".message");
    if (!article || event.altKey || event.ctrlKey || event.metaKey) return;
    const list = all();
    const at = list.indexOf(article);
    const inside = event.target !== article;
    if (inside && event.key === "ArrowUp" && event.target.matches(".key")) {
      event.preventDefault();
      moveTo(article);
    } else if (inside && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      moveTo(article);
    } else if (!inside) {
      const target = { ArrowUp: list[at - 1], ArrowDown: list[at + 1], Home: list[0], End: list.at(-1) }[event.key];
      if (target) moveTo(target);
      else if (event.key === "Enter" || event.key === "ArrowRight") enter(article, event);
      else return;
      event.preventDefault();
    }
  });

  function enter(article, event) {
    if (article.classList.contains("service")) return;
    const first = article.querySelector(".key[data-at]") ?? [...article.querySelectorAll(controls)].find((node) => !node.closest("[inert]") && !node.matches(".more"));
    if (first) first.focus();
    else acts.actions(messageOf(article), article, event);
  }

  log.addEventListener("click", (event) => {
    const command = event.target.closest("[data-command]");
    if (command) acts.command(command.dataset.command);
    const link = event.target.closest("a[href]");
    if (link && acts.link(link.href)) event.preventDefault();
  });

  log.addEventListener("contextmenu", (event) => {
    const article = event.target.closest(".message");
    const own = event.target.closest("a") || !getSelection().isCollapsed;
    if (!article || article.classList.contains("service") || own) return;
    event.preventDefault();
    press.cancel();
    acts.actions(messageOf(article), article, event);
  });

  const press = startLongPress(log, (article, event) => acts.actions(messageOf(article), article, event));

  return {
    moveTo,
    settle(last) {
      if (current?.isConnected && log.contains(document.activeElement)) setCurrent(current);
      else setCurrent(last ?? null);
    },
  };
}

// Safari on phones has no contextmenu event: a held finger stands for it.
function startLongPress(log, run) {
  let timer = null;
  let from = null;
  const cancel = () => clearTimeout(timer);
  log.addEventListener("pointerdown", (event) => {
    cancel();
    const article = event.target.closest(".message:not(.service)");
    if (event.pointerType !== "touch" || !article || event.target.closest("a, .key")) return;
    from = event;
    timer = setTimeout(() => run(article, event), longPress);
  });
  log.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > reach) cancel();
  });
  for (const name of ["pointerup", "pointercancel"]) log.addEventListener(name, cancel);
  return { cancel };
}
