"""The courier of digests: the only folder that talks python-telegram-bot."""
