"""What the reader sees: pure functions from a result and a locale to a Screen."""
