// Where the reader is: "#person" shows the list of chats, "#person/chat" a chat. Back and forward just work.

/** Returns {person, chat} from the address; null for what it does not say. */
export function readRoute() {
  const match = /^#(\d+)(?:\/(-?\d+))?$/.exec(location.hash);
  if (!match) return { person: null, chat: null };
  return { person: Number(match[1]), chat: match[2] === undefined ? null : Number(match[2]) };
}

/** Goes to a person's chat, or to their list when `chat` is null; `replace` leaves no step in the history. */
export function goTo(person, chat, replace = false) {
  const hash = chat === null ? `#${person}` : `#${person}/${chat}`;
  if (hash === location.hash) return;
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}
