// What the browser remembers between visits. Storage may be switched off: then nothing is remembered.

const prefix = "sandbox.";

/** Returns the remembered text under `key`, or null. */
export function recall(key) {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

/** Remembers `value` (text or number) under `key`; null forgets it. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, String(value));
  } catch {
    // Nothing to do: the page works without it.
  }
}
