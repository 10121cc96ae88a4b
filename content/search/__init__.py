"""Search: letters to one form, ranking, danger first."""

from content.search.answer import Found, Hit
from content.search.engine import Search

__all__ = ["Found", "Hit", "Search"]
