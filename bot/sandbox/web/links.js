// Links to the bot are opened in the sandbox; the rest is left to the browser.

const hosts = new Set(["t.me", "telegram.me", "telegram.dog"]);

/** Returns `address` as https://t.me/… when it leads to the bot with this username, in any of Telegram's forms; else null. */
export function botLink(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const short = url.protocol === "tg:" && url.hostname === "resolve";
  if (!short && !hosts.has(url.hostname)) return null;
  const name = short ? url.searchParams.get("domain") : url.pathname.split("/")[1];
  if (!username || name?.toLowerCase() !== username.toLowerCase()) return null;
  url.searchParams.delete("domain");
  return `https://t.me/${name}${short ? `?${url.searchParams}` : url.search}`;
}
