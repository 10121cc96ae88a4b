"""Whole visits: the real program, the real page, a real browser."""
