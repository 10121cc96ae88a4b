// The bot's commands: all of them under the menu button, the fitting ones while one types "/".

import { say } from "./words.js";

/** Returns the options of the suggestions list for the commands that begin like `text`. `run(command)` sends one. */
export function commandOptions(commands, text, run) {
  const begin = text.toLowerCase();
  return commands
    .filter(({ command }) => `/${command}`.startsWith(begin))
    .map(({ command, description }) => ({ title: `/${command}`, description, run: () => run(`/${command}`) }));
}

/** Says whether `text` is the beginning of a command, so that a list of them helps. */
export function isCommandStart(text) {
  return /^\/[a-zA-Z0-9_]*$/.test(text);
}

/** Returns the list for the suggestions box. */
export function commandList(options) {
  return { label: say("commands"), note: say("nothing"), options };
}
