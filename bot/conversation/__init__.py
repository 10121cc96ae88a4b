"""The conversation: the only folder that talks aiogram."""
