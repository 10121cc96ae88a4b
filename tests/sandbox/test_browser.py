"""What people do on the page of the sandbox, in a real browser: talk to a bot, press its buttons, make chats."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.sandbox import browser as chromium
from tests.sandbox.browser import Stage, bubble, callback, page_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

browser = chromium.browser
stage = chromium.stage


async def send(page: Page, text: str) -> None:
    await page.get_by_role("combobox").fill(text)
    await page.keyboard.press("Enter")


async def test_browser_missing_fails_with_a_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(chromium, "CHROMIUM", tmp_path / "chromium")
    with pytest.raises(pytest.fail.Exception) as failure:
        chromium.chromium_path()
    assert (
        str(failure.value)
        == f"no browser at {tmp_path}/chromium: run `apt-get install -y chromium` and try again"
    )


async def test_first_visit_shows_the_description_and_start(browser: Browser, stage: Stage) -> None:
    await stage.call("setMyDescription", description="Құқық туралы жауап беремін.", language_code="kk")
    async with page_of(browser, stage.address, person=stage.aigul.id) as page:
        await expect(page.locator(".intro-card")).to_have_text(
            "QБұл бот не істей алады?Құқық туралы жауап беремін."
        )
        await page.get_by_role("button", name="БАСТАУ").click()
        started = await stage.update("message")
        await stage.say(stage.aigul, "<b>Сәлем</b>, <i>Айгүл</i>!\n<blockquote>Дереккөз</blockquote>\nМәтін")
        text = page.locator(".message.in .text")
        await expect(text).to_contain_text("Сәлем, Айгүл!")
        shown = await text.evaluate(
            "node => { node.querySelector('.meta').remove(); return node.innerHTML; }"
        )
        assert started["text"] == "/start"
        assert shown == (
            "<b>Сәлем</b>, <i>Айгүл</i>!\n"
            '<blockquote class="quote"><div class="quote-body" dir="auto">Дереккөз</div></blockquote>Мәтін'
        )
        await expect(page.get_by_role("combobox", name="Хабарлама")).to_be_focused()


async def test_pressed_button_shows_that_it_waits_then_a_toast(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    message = await stage.say(stage.ruth, "Menu", [callback("One", "1"), callback("Two", "2")])
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        key = bubble(page, message).get_by_role("button", name="Two")
        await key.click()
        query = await stage.update("callback_query")
        await expect(key).to_have_attribute("aria-busy", "true")
        await key.click()
        await stage.call("answerCallbackQuery", callback_query_id=query["id"], text="Жасалды: қосылды")
        await expect(page.locator(".toast")).to_have_text("Жасалды: қосылды")
        assert await page.locator(".toast").get_attribute("lang") == "kk"
        await expect(key).not_to_have_attribute("aria-busy", "true")
        assert (query["data"], len(stage.bot.updates)) == ("2", 0)


async def test_alert_is_modal_and_gives_the_focus_back(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    message = await stage.say(stage.ruth, "Menu", [callback("Help")])
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        key = bubble(page, message).get_by_role("button", name="Help")
        await key.press("Enter")
        query = await stage.update("callback_query")
        await stage.call(
            "answerCallbackQuery", callback_query_id=query["id"], text="Call 112", show_alert=True
        )
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Call 112")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(key).to_be_focused()


async def test_edit_replaces_one_bubble_and_keeps_focus_and_place(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    for number in range(12):
        await stage.say(stage.ruth, f"Line {number}\n" * 4)
    menu = await stage.say(stage.ruth, "Page 1", [callback("‹", "prev"), callback("›", "next")])
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await bubble(page, menu).get_by_role("button", name="›").press("Enter")
        query = await stage.update("callback_query")
        await page.evaluate("document.querySelectorAll('.bubble').forEach((node, at) => { node.mark = at; })")
        place = await bubble(page, menu).bounding_box()
        keyboard = {"inline_keyboard": [[callback("‹", "prev"), callback("›", "next")]]}
        edit = {"chat_id": stage.ruth.id, "message_id": menu, "text": "Page 2", "reply_markup": keyboard}
        await stage.call("editMessageText", **edit)
        await stage.call("answerCallbackQuery", callback_query_id=query["id"])
        await expect(bubble(page, menu).locator(".text")).to_contain_text("Page 2")
        unmarked = "[...document.querySelectorAll('.bubble')].filter(node => node.mark === undefined).length"
        assert await page.evaluate(unmarked) == 1
        assert await bubble(page, menu).bounding_box() == place
        await expect(bubble(page, menu).get_by_role("button", name="›")).to_be_focused()


async def test_whole_visit_by_keyboard(browser: Browser, stage: Stage) -> None:
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await expect(page.get_by_role("button", name="START", exact=True)).to_be_focused()
        await page.keyboard.press("Enter")
        await stage.update("message")
        rows = [callback("A"), callback("B")], [callback("C")]
        await stage.say(stage.ruth, "Older", [callback("Old")])
        last = await stage.say(stage.ruth, "Menu <a href='tel:111'>111</a>", *rows)
        await expect(bubble(page, last)).to_be_visible()
        for _ in range(3):  # attach, actions of the last message lie before its keyboard in reverse order
            await page.keyboard.press("Shift+Tab")
            if await page.evaluate("document.activeElement.matches('.key')"):
                break
        for step in ("ArrowRight", "ArrowDown", "ArrowUp", "Space"):
            await page.keyboard.press(step)
        pressed = await stage.update("callback_query")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("ArrowUp")
        focused = await page.evaluate("document.activeElement.getAttribute('aria-labelledby')")
        assert (pressed["data"], focused) == ("B", f"m{last - 1}-by m{last - 1}-body m{last - 1}-time")


async def test_commands_are_suggested_and_sent(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    commands = [
        {"command": "topics", "description": "All topics"},
        {"command": "today", "description": "News"},
    ]
    await stage.call("setMyCommands", commands=[{"command": "help", "description": "Help"}, *commands])
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("combobox").fill("/to")
        await expect(page.get_by_role("option")).to_have_text(["/topicsAll topics", "/todayNews"])
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        typed = await stage.update("message")
        await page.get_by_role("button", name="Bot commands").click()
        await page.get_by_role("option", name="/help").click()
        assert (typed["text"], (await stage.update("message"))["text"]) == ("/today", "/help")


async def test_inline_results_appear_while_typing(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("combobox").fill("@quqyq_bot lawyer")
        query = await stage.update("inline_query")
        content = {"message_text": "Legal aid card"}
        card = {
            "type": "article",
            "id": "1",
            "title": "Lawyer",
            "description": "Free",
            "input_message_content": content,
        }
        await stage.call("answerInlineQuery", inline_query_id=query["id"], results=[card])
        await expect(page.get_by_role("option")).to_have_text(["LLawyerFree"])
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.out .bubble").last).to_contain_text("via QuqyqLegal aid card")
        await expect(page.get_by_role("combobox")).to_have_value("")
        assert (await stage.update("chosen_inline_result"))["query"] == "lawyer"


async def test_links_to_the_bot_open_in_the_sandbox(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    link = "https://t.me/quqyq_bot?start=topic_children"
    message = await stage.say(
        stage.ruth, f'<a href="{link}">Children</a>', [{"text": "Lawyer", "url": link[:-8] + "law"}]
    )
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await bubble(page, message).get_by_role("link", name="Children").click()
        first = await stage.update("message")
        await bubble(page, message).get_by_role("link", name="Lawyer, external link").click()
        second = await stage.update("message")
        assert (first["text"], second["text"]) == ("/start topic_children", "/start topic_law")
        assert len(page.context.pages) == 1


async def test_own_message_is_edited_and_replied_to(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    question = await stage.say(stage.ruth, "Which topic?")
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await bubble(page, question).click(button="right")
        await page.get_by_role("menuitem", name="Reply").click()
        await send(page, "Childrn")
        reply = await stage.update("message")
        await expect(bubble(page, reply["message_id"]).locator(".replied")).to_have_text("QuqyqWhich topic?")
        await page.get_by_role("combobox").press("ArrowUp")
        await send(page, "Children")
        edited = await stage.update("edited_message")
        await expect(bubble(page, reply["message_id"]).locator(".text")).to_contain_text("Childrenedited")
        assert (reply["reply_to_message"]["message_id"], edited["text"]) == (question, "Children")


async def test_samples_of_every_kind_are_sent_and_shown(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        kinds = []
        for name, kind in (
            ("Photo", "photo"),
            ("Sticker", "sticker"),
            ("Voice", "voice"),
            ("Location", "location"),
        ):
            await page.get_by_role("button", name="Attach").click()
            await page.get_by_role("menuitem", name=name).click()
            kinds.append(kind in await stage.update("message"))
            await expect(page.locator(f".message[data-kind={kind}]")).to_be_visible()
        assert kinds == [True] * 4
        await page.get_by_role("button", name="Open the photo").click()
        await expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()


async def test_contact_card_and_numbers_can_be_called(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    await stage.say(stage.ruth, "Call +7 701 000 00 00")
    await stage.call("sendContact", chat_id=stage.ruth.id, phone_number="111", first_name="Child helpline")
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await expect(page.get_by_role("link", name="Call 111")).to_have_attribute("href", "tel:111")
        await expect(page.get_by_role("link", name="+7 701 000 00 00")).to_have_attribute(
            "href", "tel:+77010000000"
        )
        await expect(page.locator(".contact .card-title")).to_have_text("Child helpline")


async def test_blocking_and_unblocking(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("button", name="Chat menu").click()
        await page.get_by_role("menuitem", name="Block the bot").click()
        blocked = await stage.update("my_chat_member")
        await page.get_by_role("button", name="Unblock").click()
        free = await stage.update("my_chat_member")
        await expect(page.get_by_role("combobox")).to_be_visible()
        statuses = [update["new_chat_member"]["status"] for update in (blocked, free)]
        assert statuses == ["kicked", "member"]


@pytest.mark.parametrize(("kind", "update"), [("group", "message"), ("channel", "channel_post")])
async def test_groups_and_channels_are_made(browser: Browser, stage: Stage, kind: str, update: str) -> None:
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("button", name="New chat").click()
        await page.get_by_role("menuitem", name=f"New {kind}").click()
        await page.get_by_role("textbox", name="Title").fill("Neighbours")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Neighbours")).to_be_visible()
        await stage.update("my_chat_member")
        await send(page, "/help@quqyq_bot")
        written = await stage.update(update)
        assert (written["chat"]["title"], written["text"]) == ("Neighbours", "/help@quqyq_bot")


async def test_clearing_brings_the_start_button_back(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("button", name="Chat menu").click()
        await page.get_by_role("menuitem", name="Clear history").click()
        await page.get_by_role("button", name="Clear", exact=True).click()
        await expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
        await expect(page.get_by_role("article")).to_have_count(0)


async def test_long_text_goes_out_in_parts(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await send(page, "word " * 1000)
        await stage.telegram.changed.wait_for(lambda: len(stage.bot.updates) == 2, chromium.WAIT_SECONDS)
        lengths = [len(update.json["message"]["text"]) for update in stage.bot.updates]
        assert lengths == [4094, 904]


async def test_buttons_copy_and_switch(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    buttons = [
        {"text": "Copy", "copy_text": {"text": "kense@antikor.gov.kz"}},
        {"text": "Here", "switch_inline_query_current_chat": "law"},
    ]
    message = await stage.say(stage.ruth, "Tools", buttons)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await bubble(page, message).get_by_role("button", name="Copy").click()
        await expect(page.locator(".toast")).to_have_text("Copied")
        assert await page.evaluate("navigator.clipboard.readText()") == "kense@antikor.gov.kz"
        await bubble(page, message).get_by_role("button", name="Here").click()
        await expect(page.get_by_role("combobox")).to_have_value("@quqyq_bot law")
        assert (await stage.update("inline_query"))["query"] == "law"
