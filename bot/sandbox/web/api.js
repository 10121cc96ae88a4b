// Asking the server. One function per path of the client API; see the sandbox's client_api on the other side.

/** A refusal by the server (status 4xx or 5xx), or no answer at all (status 0). The message is one line. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options, seconds) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(seconds * 1000), cache: "no-store" });
  } catch (error) {
    throw new ApiError(0, String(error.message ?? error));
  }
  let body = null;
  try {
    body = await response.json();
  } catch {
    throw new ApiError(response.ok ? 0 : response.status, response.statusText || "no JSON");
  }
  if (!response.ok) throw new ApiError(response.status, body?.error ?? response.statusText);
  return body;
}

const get = (path, query = {}) => {
  const search = new URLSearchParams(query).toString();
  return ask(`client/${path}${search ? `?${search}` : ""}`, {}, 15);
};

const post = (path, body, seconds = 20) =>
  ask(`client/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }, seconds);

export const api = {
  people: () => get("people"),
  addPerson: (name, language) => post("people", { name, language }),
  chats: (person) => get("chats", { person }),
  messages: (person, chat) => get("messages", { person, chat }),
  send: (person, chat, text, reply) => post("send", { person, chat, text, reply_to: reply }),
  sendKind: (person, chat, kind) => post("send_kind", { person, chat, kind }),
  edit: (person, chat, message, text) => post("edit", { person, chat, message_id: message, text }),
  press: (person, chat, message, row, column) => post("press", { person, chat, message_id: message, row, column }),
  start: (person, payload) => post("start", { person, payload }),
  open: (person, link) => post("open", { person, link }),
  inline: (person, chat, query, offset) => post("inline", { person, chat, query, offset }),
  chooseInline: (person, chat, query, result) => post("inline/choose", { person, chat, query, result_id: result }),
  block: (person, blocked) => post("block", { person, blocked }),
  clear: (person, chat) => post("clear", { person, chat }),
  createGroup: (person, title, type) => post("groups", { person, title, type }),
  extras: () => get("extras"),
  runExtra: (id) => post(`extras/${encodeURIComponent(id)}`, {}, 60),
};
