from storage import settings
from storage.database import Database


async def test_setting_is_kept_changed_and_removed(database: Database) -> None:
    seen = []
    for value in ("2026-11-23T07:00:00+00:00", "again", None, None):
        async with database.session() as session:
            await settings.put(session, "digests-paused", value)
        async with database.session() as session:
            seen.append(await settings.get(session, "digests-paused"))
    assert seen == ["2026-11-23T07:00:00+00:00", "again", None, None]
