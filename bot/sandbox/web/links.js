// Links to the bot are opened in the sandbox; the rest is left to the browser.

/**
 * Says whether `address` leads to the bot with this username ("https://t.me/bot?start=…", "tg://resolve?domain=bot"),
 * so that the sandbox opens it.
 */
export function leadsToBot(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  const name = username.toLowerCase();
  if (url.protocol === "tg:") return url.hostname === "resolve" && url.searchParams.get("domain")?.toLowerCase() === name;
  if (!["t.me", "telegram.me", "telegram.dog"].includes(url.hostname)) return false;
  return url.pathname.split("/")[1]?.toLowerCase() === name;
}
