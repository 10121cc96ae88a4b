// The server's news over server-sent events, with reconnection that also survives error answers.

const longest = 15000;

/**
 * Listens to the events of a person. `onEvent(event)` gets each one, `onUp(again)` every (re)connection,
 * `onDown()` every loss. Returns {close(), retry()}; retry connects at once.
 */
export function listen(person, { onEvent, onUp, onDown }) {
  let source = null;
  let timer = null;
  let wait = 1000;
  let closed = false;
  let wasUp = false;

  function connect() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`client/events?person=${encodeURIComponent(person)}`);
    source.onopen = () => {
      wait = 1000;
      onUp(wasUp);
      wasUp = true;
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      // The browser retries by itself after a lost connection, but not after an error answer; one rule for both.
      source.close();
      if (closed) return;
      onDown();
      timer = setTimeout(connect, wait);
      wait = Math.min(longest, wait * 2);
    };
  }

  const onOnline = () => connect();
  addEventListener("online", onOnline);
  connect();
  return {
    retry: connect,
    close() {
      closed = true;
      clearTimeout(timer);
      removeEventListener("online", onOnline);
      source.close();
    },
  };
}
