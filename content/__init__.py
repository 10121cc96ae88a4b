"""Curated content and what reads it; knows nothing of Telegram."""
