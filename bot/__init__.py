"""The running bot: conversation, digests, command line and the local Telegram."""
