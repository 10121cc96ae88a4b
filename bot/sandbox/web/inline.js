// Inline mode: "@bot words" in the message field asks the bot for results while one types.

import { api } from "./api.js";
import { say } from "./words.js";

const pause = 250;

/**
 * Returns {watch(text) → whether it is an inline query, stop()}. `scene()` gives {person, chat, bot}, `list` is the
 * suggestions list, `acts`: {chosen(), failed(error), start(payload)}.
 */
export function startInline(scene, list, acts) {
  let timer = null;
  let asked = 0;

  function queryOf(text) {
    const name = scene().bot.username.toLowerCase();
    const match = /^@(\w+)\s([\s\S]*)$/.exec(text);
    return match && match[1].toLowerCase() === name ? match[2] : null;
  }

  function stop() {
    clearTimeout(timer);
    asked += 1;
  }

  function watch(text) {
    const query = queryOf(text);
    stop();
    if (query === null) return false;
    if (!list.isOpen()) list.show({ label: say("results"), note: say("searching"), options: [] });
    timer = setTimeout(() => search(query, "", []), pause);
    return true;
  }

  async function search(query, offset, before) {
    const turn = ++asked;
    const { person, chat } = scene();
    try {
      const answer = await api.inline(person, chat, query, offset);
      if (turn !== asked) return;
      const options = [...before, ...answer.results.map((result) => optionOf(result, query))];
      if (offset === "" && answer.button) options.unshift({ title: answer.button.text, lead: "→", run: () => acts.start(answer.button.start_parameter) });
      list.show({ label: say("results"), note: say("nothing"), options, onEnd: answer.next_offset ? once(() => search(query, answer.next_offset, options)) : null });
    } catch (error) {
      if (turn !== asked) return;
      list.hide();
      acts.failed(error);
    }
  }

  function optionOf(result, query) {
    const choose = async () => {
      const { person, chat } = scene();
      stop();
      list.hide();
      try {
        await api.chooseInline(person, chat, query, result.id);
        acts.chosen();
      } catch (error) {
        acts.failed(error);
      }
    };
    return { title: result.title, description: result.description, thumb: result.thumb, lead: result.thumb ? null : [...(result.title || "•")][0], run: choose };
  }

  return { watch, stop };
}

function once(run) {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
