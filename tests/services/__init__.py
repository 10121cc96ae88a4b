"""Tests of what the bot does, without any framework."""
