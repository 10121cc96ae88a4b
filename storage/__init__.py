"""Storage: SQLModel tables, queries per table, the engine and Alembic migrations."""
