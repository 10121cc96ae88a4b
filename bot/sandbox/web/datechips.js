// A date that sticks to the top tells the day while one scrolls; at rest it would only cover the text, so it fades.

const rest = 900;

/** Watches the dates in `log`; returns settle(), to be called when its content has changed. */
export function startDateChips(log) {
  let timer = null;

  function settle() {
    const edge = log.getBoundingClientRect().top;
    for (const date of log.querySelectorAll(".date")) {
      const isOut = date.parentElement.getBoundingClientRect().top < edge - 4;
      date.classList.toggle("is-stuck", isOut);
    }
  }

  log.addEventListener(
    "scroll",
    () => {
      log.classList.add("is-scrolling");
      settle();
      clearTimeout(timer);
      timer = setTimeout(() => log.classList.remove("is-scrolling"), rest);
    },
    { passive: true },
  );
  return settle;
}
