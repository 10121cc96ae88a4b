"""What all tests share. Fixtures live beside what they make; this file only names the modules."""

pytest_plugins = ["tests.databases"]
