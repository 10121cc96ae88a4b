"""Tests of digests: planned once, sent once, never lost."""
