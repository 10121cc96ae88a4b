"""Search: letters to one form, ranking, danger first."""
