"""`python -m bot` is the same as the `quqyq` command."""

from bot.cli import main

main()
