"""Alembic migrations. A revision's id is the number its file name begins with; numbers only grow."""
