"""The digests of the real program: alone and together, by command, by signal, in the local Telegram."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.digests.post import MONDAY, TOKEN, Post
from tests.digests.program import PATIENCE, program

AT = MONDAY.isoformat()


def settings(post: Post, url: str) -> dict[str, str]:
    return {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": post.address, "DATABASE_URL": url, "DIGEST_RATE": "1000"}


async def test_tick_plans_and_delivers_as_if_it_were_then(
    post: Post, database_url: str, tmp_path: Path
) -> None:
    await post.follow(1, 2, 3)
    post.telegram.block(post.telegram.people[3])
    lines = []
    for at in ("2026-11-23T08:59+05:00", "2026-11-23T09:00", AT):
        async with program(tmp_path, "digests", "tick", "--at", at, **settings(post, database_url)) as tick:
            status, out, errors = await tick.end()
            assert (status, "Traceback" in errors) == (0, False), errors
            lines.append(out)
    nothing = "planned 0, too late 0, sent 0, uncertain 0, blocked 0, failed 0, dropped 0, put back 0\n"
    some = "planned 3, too late 0, sent 2, uncertain 0, blocked 1, failed 0, dropped 0, put back 0\n"
    assert lines == [nothing, some, nothing]
    assert post.messages(1)[0].text.startswith("🗓 What changed: 2 updates")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["tick"], "BOT_TOKEN: is needed to deliver digests\n"),
        (["preview", "--topic", "gone", "--lang", "en"], "digests preview: --topic gone is not one of "),
        (
            ["preview", "--topic", "water", "--lang", "xx"],
            "digests preview: --lang xx is not one of kk, ru, en\n",
        ),
        (
            ["preview", "--topic", "water", "--lang", "en", "--since", "soon"],
            "digests preview: --since soon is not a day such as 2026-11-01\n",
        ),
    ],
)
async def test_command_refuses_in_one_line(tmp_path: Path, words: list[str], line: str) -> None:
    async with program(tmp_path, "digests", *words) as refused:
        status, out, errors = await refused.end()
    assert (status, out, len(errors.splitlines())) == (1, "", 1)
    assert errors.startswith(line)


async def test_preview_shows_what_readers_would_get(tmp_path: Path) -> None:
    outputs = []
    for since in ([], ["--since", "2024-01-01"], ["--since", "2026-01-01"]):
        async with program(
            tmp_path, "digests", "preview", "--topic", "water", "--lang", "en", *since
        ) as shown:
            outputs.append((await shown.end())[1].splitlines()[0])
    assert outputs == [
        "🗓 What changed: 2 updates · 💧 Water",
        "🗓 What changed: 1 update · 💧 Water",
        "Nothing new in your topics this time, so here is a card you have not had yet.",
    ]


async def test_operator_pauses_sees_and_resumes(post: Post, database_url: str, tmp_path: Path) -> None:
    await post.follow(1)
    await post.planner().tick()
    outputs = []
    for word in ("pause", "status", "resume", "status"):
        async with program(tmp_path, "digests", word, DATABASE_URL=database_url) as command:
            outputs.append((await command.end())[1])
    assert "waiting: 1" in outputs[1]
    assert "planned 1" in outputs[1]
    assert outputs[1].splitlines()[-1].startswith("paused since 20")
    assert outputs[3].splitlines()[-1] == "not paused"


@pytest.mark.parametrize("part", ["scheduler", "courier"])
async def test_part_alone_imports_no_conversation(
    post: Post, database_url: str, tmp_path: Path, part: str
) -> None:
    await post.plan_for_now(1)
    wanted = settings(post, database_url) | {"IMPORTS": "1"}
    async with program(tmp_path, "run", "--only", part, **wanted) as alone:
        await alone.line(f"The {part} is at work")
        if part == "courier":
            await post.telegram.changed.wait_for(lambda: post.telegram.sent("sendMessage"), PATIENCE)
        status, _, errors = await alone.end(signal.SIGTERM)
    names = {line.rpartition("|")[2].strip() for line in errors.splitlines()}
    assert (status, "telegram.ext" in names) == (0, part == "courier")
    # Neither is there anything for what people ask.
    assert names & {"aiogram", "bot.conversation", "content.search", "rapidfuzz"} == set()


async def test_courier_alone_needs_a_token_that_telegram_knows(
    post: Post, database_url: str, tmp_path: Path
) -> None:
    await post.plan_for_now(1)
    for token, line in (("", "BOT_TOKEN: is needed"), ("1:" + "x" * 30, "BOT_TOKEN: Telegram refuses it")):
        changed = settings(post, database_url) | {"BOT_TOKEN": token}
        async with program(tmp_path, "run", "--only", "courier", **changed) as courier:
            status, _, errors = await courier.end()
        assert status == 1
        assert errors.splitlines()[-1].startswith(line)


async def test_terminated_program_repeats_nothing(post: Post, database_url: str, tmp_path: Path) -> None:
    await post.plan_for_now(*range(1, 151))
    wanted = settings(post, database_url) | {"DIGEST_RATE": "30"}
    sent = 0
    for more in (20, 40):
        async with program(tmp_path, "run", "--only", "courier", **wanted) as courier:
            goal = sent + more
            await post.telegram.changed.wait_for(
                lambda goal=goal: len(post.telegram.sent("sendMessage")) >= goal,  # type: ignore[misc]
                PATIENCE,
            )
            assert (await courier.end(signal.SIGTERM))[0] == 0
        sent = len(post.telegram.sent("sendMessage"))
        assert await post.states() == {"sent": sent, "planned": 150 - sent}
    await post.deliver()
    assert [len(post.messages(chat)) for chat in range(1, 151)] == [1] * 150


async def test_jump_to_next_week_brings_a_digest_in_the_local_telegram(tmp_path: Path) -> None:
    async with program(tmp_path, "run") as running:
        address = (await running.line(r"local Telegram .*: (http://\S+)"))[1]
        await running.line("is ready")
        async with aiohttp.ClientSession(address) as http:

            async def messages(number: int) -> list[Any]:
                """The chat as soon as it has so many messages."""
                for _ in range(20 * PATIENCE):
                    if len(found := await history()) >= number:
                        return found
                    await asyncio.sleep(0.05)
                raise AssertionError(found)

            async def history() -> list[Any]:
                async with http.get("/client/messages", params={"person": 1003, "chat": 100}) as answer:
                    return list((await answer.json())["messages"])

            async def say(path: str, **fields: Any) -> Any:
                async with http.post(f"/client/{path}", json={"person": 1003, **fields}) as answer:
                    return await answer.json()

            async def press(label: str) -> None:
                message = (await messages(2))[-1]
                row, column = next(
                    (y, x) for y, row in enumerate(message["buttons"]) for x, button in enumerate(row)
                    if button["text"] == label
                )  # fmt: skip
                place = {"chat": 100, "message_id": message["id"], "row": row, "column": column}
                assert (await say("press", **place))["answered"]

            await say("start", payload=None)
            for label in ("✓ English", "⏰ My digests", "➕ Choose topics", "💧 Water"):
                await press(label)
            async with http.get("/client/extras") as answer:
                (control,) = (await answer.json())["controls"]
            assert control["label"]["en"] == "Jump to next week"
            text = (await say("extras/next-week"))["text"]
            assert text.endswith("✉️ 1")
            found = await messages(3)
            assert found[-1]["text"].startswith("🗓 What changed: 2 updates · 💧 Water")
            assert found[-1]["date"] - found[0]["date"] > 6 * 86400
        assert (await running.end(signal.SIGTERM))[0] == 0
