"""What the bot does, without any framework: one noun a file."""
