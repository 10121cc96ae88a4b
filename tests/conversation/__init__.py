"""Tests of the conversation: whole updates through the real dispatcher, against the local Telegram in memory."""
