// The line that says that the connection is lost. It waits a moment, so that a blink of the network stays unseen.

import { announce } from "./announcer.js";
import { byId } from "./element.js";
import { language, say } from "./words.js";

const patience = 700;

/** Runs the banner; `retry()` is called by its button. Returns {down(), up()}. */
export function startBanner(retry) {
  const banner = byId("banner");
  let timer = null;
  byId("retry").addEventListener("click", retry);
  return {
    down() {
      timer ??= setTimeout(() => { banner.hidden = false; }, patience);
    },
    up() {
      clearTimeout(timer);
      timer = null;
      if (banner.hidden) return;
      banner.hidden = true;
      announce(say("online"), language());
    },
  };
}
