"""A local Telegram: a Bot API server and a web client, for trying, demos, tests and benchmarks."""
