"""How a bot gets its updates: getUpdates (long polling), setWebhook, deleteWebhook, getWebhookInfo."""

import re
from typing import Any

from bot.sandbox import polling
from bot.sandbox.accounts import Bot, Webhook
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(state: State, bot: Bot, parameters: Parameters) -> list[JSON]:
    """Return waiting updates, waiting for the first one up to `timeout` seconds of real time."""
    if bot.webhook:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first",
        )
    _read_allowed(bot, parameters)
    limit = min(max(parameters.integer("limit", 100), 1), 100)
    seconds = min(max(parameters.integer("timeout"), 0), polling.MAX_SECONDS)
    return await polling.poll(bot.updates, parameters.integer("offset"), limit, seconds)


def _read_allowed(bot: Bot, parameters: Parameters) -> None:
    kinds = parameters.structure("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    bot.updates.allow(kinds)


def set_webhook(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Have updates posted to an address, http:// too as a local Bot API server allows; an empty one ends it."""
    url = parameters.text("url").strip()
    if not url:
        return delete_webhook(state, bot, parameters)
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", url):
        raise bad_request("bad webhook: invalid webhook URL specified")
    secret = parameters.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _read_allowed(bot, parameters)
    if parameters.boolean("drop_pending_updates"):
        bot.updates.drop_all()
    connections = min(max(parameters.integer("max_connections", 40), 1), 100)
    bot.webhook = Webhook(url, secret, connections)
    polling.interrupt(bot.updates, "Conflict: terminated by setWebhook request")
    state.changed.wake()
    return True


def delete_webhook(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Stop posting updates."""
    if parameters.boolean("drop_pending_updates"):
        bot.updates.drop_all()
    bot.webhook = None
    state.changed.wake()
    return True


def webhook_info(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return `WebhookInfo`."""
    hook = bot.webhook
    info: JSON = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error_date is not None:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    if bot.updates.allowed:
        info["allowed_updates"] = bot.updates.allowed
    return info


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": webhook_info,
}
