"""How the sandbox's page behaves in a real browser: languages, themes, reach, connection, odd content."""

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox.server import Server
from tests.sandbox import browser as chromium
from tests.sandbox.browser import Stage, bubble, callback, page_of
from tests.sandbox.inspection import CONTRAST_FAULTS, NAMELESS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

browser = chromium.browser
stage = chromium.stage


async def show_everything(stage: Stage) -> int:
    """Fill Ruth's chat with every kind of content; return the id of a message with a keyboard."""
    telegram, ruth = stage.telegram, stage.ruth
    stage.meet(ruth)
    for send in (telegram.send_sticker, telegram.send_voice, telegram.send_location, telegram.send_contact):
        send(ruth)
    telegram.send_photo(ruth, caption="A photo")
    await stage.say(
        ruth, "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <code>code</code> <tg-spoiler>spoiler</tg-spoiler>"
    )
    await stage.say(
        ruth, "<pre>x = 1</pre><blockquote expandable>" + "Long quotation. " * 40 + "</blockquote>"
    )
    keyboard = [callback("Button"), {"text": "Site", "url": "https://undocs.org/"}]
    first = await stage.say(ruth, 'Call <a href="https://undocs.org/">this</a> or /help', keyboard)
    telegram.send_text(ruth, "My answer", reply_to=first)
    stage.bot.updates.drop_all()
    return first


@pytest.mark.parametrize(
    ("language", "start", "field"),
    [("kk", "БАСТАУ", "Хабарлама"), ("ru", "НАЧАТЬ", "Сообщение"), ("en", "START", "Message")],
)
async def test_words_follow_the_person(
    browser: Browser, stage: Stage, language: str, start: str, field: str
) -> None:
    person = {"kk": stage.aigul, "ru": stage.ivan, "en": stage.ruth}[language]
    async with page_of(browser, stage.address) as page:
        await page.locator(f"[data-person='{person.id}']").click()
        await page.get_by_role("button", name=start, exact=True).click()
        await expect(page.get_by_role("combobox", name=field, exact=True)).to_be_visible()
        await page.goto(stage.address)
        await expect(page.locator(f"[data-person='{person.id}']")).to_have_attribute("aria-current", "true")
        assert await page.evaluate("document.documentElement.lang") == language


async def test_person_is_added(browser: Browser, stage: Stage) -> None:
    async with page_of(browser, stage.address) as page:
        await page.locator("#add-person").click()
        await page.locator("dialog input").fill("Ольга")
        await page.locator("dialog select").select_option("ru")
        await page.locator("dialog [type=submit]").click()
        await expect(page.locator("#acting-as")).to_have_text("Вы: Ольга · Русский")
        assert [person.name for person in stage.telegram.people.values()] == [
            "Айгүл",
            "Иван",
            "Ruth",
            "Ольга",
        ]


async def test_messages_are_announced_in_their_language(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await expect(page.get_by_role("log", name="Messages").get_by_role("article")).to_have_count(1)
        message = await stage.say(stage.ruth, "Құқығыңызды біліңіз", [callback("A"), callback("B")])
        said = page.locator("#announcer p")
        await expect(said).to_have_text("Quqyq: Құқығыңызды біліңіз. Buttons: 2")
        languages = [
            await said.get_attribute("lang"),
            await bubble(page, message).locator(".text").get_attribute("lang"),
        ]
        assert languages == ["kk", "kk"]


async def test_deleted_messages_vanish_from_the_page(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    written = stage.telegram.send_text(stage.ruth, "Something private")
    answer = await stage.say(stage.ruth, "The answer to it")
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        shown = page.get_by_role("article")
        await expect(shown).to_have_count(3)
        ids = [message.id for message in stage.telegram.chat(stage.ruth).messages]
        assert {written.id, answer} <= {*ids}
        await stage.telegram.call(
            stage.bot.token, "deleteMessages", {"chat_id": stage.ruth.id, "message_ids": ids}
        )
        await stage.say(stage.ruth, "Hi!")
        await expect(shown).to_have_count(1)
        await expect(shown).to_contain_text("Hi!")
        await expect(page.get_by_text("Something private")).to_have_count(0)
        await expect(page.get_by_text("The answer to it")).to_have_count(0)


async def test_news_never_move_what_is_being_read(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        log, to_end = page.get_by_role("log"), page.locator("#to-end")
        await expect(page.get_by_role("article")).to_have_count(1)
        tall = await stage.say(stage.ruth, "A line\n" * 100)
        await expect(bubble(page, tall)).to_be_in_viewport()
        beginning = await log.evaluate("node => [node.scrollTop, node.querySelector('#m2').offsetTop - 40]")
        await expect(to_end).to_have_attribute("data-count", "")
        await stage.say(stage.ruth, "News")
        await expect(to_end).to_have_attribute("data-count", "1")
        after = await log.evaluate("node => node.scrollTop")
        await to_end.click()
        await expect(to_end).to_be_hidden()
        assert beginning == [after, after]


@pytest.mark.parametrize("dark", [False, True])
async def test_text_has_contrast_and_controls_have_names(browser: Browser, stage: Stage, dark: bool) -> None:
    message = await show_everything(stage)
    async with page_of(browser, stage.address, person=stage.ruth.id, dark=dark) as page:
        await page.locator("#extras-toggle").click()
        await bubble(page, message).hover()
        await (
            page.get_by_role("button", name="Bot commands")
            .or_(page.get_by_role("button", name="Attach"))
            .first.click()
        )
        faults = [await page.evaluate(CONTRAST_FAULTS), await page.evaluate(NAMELESS)]
        assert faults == [[], []]


async def test_theme_follows_the_system_until_chosen(browser: Browser, stage: Stage) -> None:
    scheme = "getComputedStyle(document.body).backgroundColor"
    async with page_of(browser, stage.address, person=stage.ruth.id, dark=True) as page:
        night = await page.evaluate(scheme)
        await page.get_by_role("button", name="Switch to day colours").click()
        day = await page.evaluate(scheme)
        await page.reload()
        await expect(page.get_by_role("button", name="Switch to night colours")).to_be_visible()
        assert (night, day, await page.evaluate(scheme)) == ("rgb(20, 32, 34)", "rgb(255, 253, 248)", day)


async def test_lost_connection_is_said_and_what_was_missed_is_fetched(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    port = int(stage.address.rpartition(":")[2])
    async with page_of(browser, stage.address, person=stage.ruth.id, may_complain=True) as page:
        await expect(page.get_by_role("article")).to_have_count(1)
        await stage.server.stop()
        await expect(page.get_by_role("alert")).to_contain_text("No connection")
        await page.get_by_role("button", name="Retry").click()
        await page.get_by_role("combobox").fill("Not lost")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("combobox")).to_have_value("Not lost")
        missed = await stage.say(stage.ruth, "While you were away")
        stage.server = Server(stage.telegram, port=port)
        await stage.server.start()
        await expect(bubble(page, missed)).to_be_visible()
        await expect(page.get_by_role("alert")).to_be_hidden()
        await stage.server.stop()


async def test_unread_messages_are_counted_and_read(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    stage.telegram.add_group(stage.ruth, "Neighbours", with_bot=stage.bot)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("button", name="Neighbours").click()
        await expect(page.get_by_role("heading", name="Neighbours")).to_be_visible()
        await stage.say(stage.ruth, "one")
        await stage.say(stage.ruth, "two")
        row = page.locator(f"[data-chat='{stage.bot.id}']")
        await expect(row.locator(".badge")).to_have_text("2")
        await expect(page).to_have_title("(2) Neighbours · Sandbox")
        await row.click()
        await expect(row.locator(".badge")).to_have_count(0)


async def test_typing_is_shown_until_the_message_comes(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await expect(page.locator("#chat-note")).to_have_text("bot")
        await stage.call("sendChatAction", chat_id=stage.ruth.id, action="typing")
        await expect(page.locator("#chat-note")).to_have_text("typing")
        await stage.say(stage.ruth, "Here it is")
        await expect(page.locator("#chat-note")).to_have_text("bot")


async def test_spoilers_and_quotes_open_by_keyboard(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    quote = "<blockquote expandable>" + "A long quotation. " * 30 + "</blockquote>"
    message = await stage.say(stage.ruth, f"<tg-spoiler>secret</tg-spoiler>{quote}")
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        fold = bubble(page, message).get_by_role("button", name="Show more")
        folded = await fold.bounding_box()
        await fold.press("Enter")
        await expect(bubble(page, message).get_by_role("button", name="Show less")).to_be_focused()
        spoiler = bubble(page, message).get_by_role("button", name="Hidden text, show")
        await spoiler.press("Enter")
        await expect(spoiler).to_have_count(0)
        unfolded = await bubble(page, message).locator(".quote-fold").bounding_box()
        assert folded is not None
        assert unfolded is not None
        assert await bubble(page, message).locator(".spoiler > span").evaluate("node => node.inert") is False


async def test_held_finger_opens_the_actions(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    message = await stage.say(stage.ruth, "Hold me")
    hold = """node => {
        const { x, y } = node.getBoundingClientRect();
        const at = { bubbles: true, pointerType: "touch", clientX: x + 9, clientY: y + 9 };
        node.dispatchEvent(new PointerEvent("pointerdown", at));
    }"""
    async with page_of(browser, stage.address, person=stage.ruth.id, size=(390, 844), touch=True) as page:
        await page.get_by_role("button", name="Quqyq").tap()
        await bubble(page, message).locator(".text").evaluate(hold)
        await expect(page.get_by_role("menu", name="Message actions")).to_be_visible()
        await page.locator("#chat-title").tap()
        await expect(page.get_by_role("menu")).to_have_count(0)


async def test_controls_of_the_program_run(browser: Browser, stage: Stage) -> None:
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        await page.get_by_role("button", name="Controls").click()
        panel = page.get_by_role("complementary", name="Controls")
        await panel.get_by_role("button", name="Next week").click()
        await expect(panel.get_by_role("status")).to_have_text("It is Monday")
        await page.keyboard.press("Escape")
        await expect(panel).to_be_hidden()


async def test_reply_keyboard_sends_what_its_keys_say(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    keyboard = {"keyboard": [[{"text": "Yes"}, {"text": "My number", "request_contact": True}]]}
    await stage.call("sendMessage", chat_id=stage.ruth.id, text="Sure?", reply_markup=keyboard)
    async with page_of(browser, stage.address, person=stage.ruth.id) as page:
        board = page.get_by_role("group", name="Reply keyboard")
        await board.get_by_role("button", name="Yes").click()
        answer = await stage.update("message")
        await board.get_by_role("button", name="My number").click()
        contact = await stage.update("message")
        assert (answer["text"], contact["contact"]["user_id"]) == ("Yes", stage.ruth.id)
        await stage.call(
            "sendMessage", chat_id=stage.ruth.id, text="Done", reply_markup={"remove_keyboard": True}
        )
        await expect(board).to_be_hidden()


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<img src=x onerror=alert(1)>a", "a"),
        ("<script>alert(1)</script>", ""),
        ('<a href="javascript:alert(1)">a</a>', "<span>a</span>"),
        ('<b onclick="alert(1)" style="position:fixed">a</b>', "<b>a</b>"),
        ('<a href="/client/people">a</a>', "<span>a</span>"),
        (
            '<a href="tg://bot_command?command=x">/x</a>',
            '<button type="button" class="command" data-command="/x">/x</button>',
        ),
    ],
)
async def test_only_allowed_html_gets_in(browser: Browser, stage: Stage, html: str, shown: str) -> None:
    rebuild = """async html => {
        const { richText } = await import("/richtext.js");
        const box = document.createElement("div");
        box.append(...richText(html));
        return box.innerHTML;
    }"""
    # Chromium reports what the policy would have stopped even in a document that runs nothing.
    async with page_of(browser, stage.address, may_complain=True) as page:
        assert await page.evaluate(rebuild, html) == shown


async def test_small_screen_holds_odd_content(browser: Browser, stage: Stage) -> None:
    await show_everything(stage)
    keys = [callback(str(number)) for number in range(1, 9)]
    await stage.say(
        stage.ruth, "x" * 4096, keys, [callback("A label much longer than its button " * 3, "long")]
    )
    await stage.say(stage.ruth, "مرحبا بكم في كازاخستان")
    async with page_of(browser, stage.address, person=stage.ruth.id, size=(320, 568), touch=True) as page:
        await page.get_by_role("button", name="Quqyq").click()
        await expect(page.locator(".key", has_text="8").first).to_be_attached()
        wide = """[...document.querySelectorAll('*')]
            .filter(node => node.getBoundingClientRect().right > 321).map(node => node.className)"""
        narrow = (
            "[...document.querySelectorAll('.row[data-many] .key')].filter(n => n.offsetWidth < 24).length"
        )
        direction = "getComputedStyle([...document.querySelectorAll('.text')].at(-1)).direction"
        found = [await page.evaluate(script) for script in (wide, narrow, direction)]
        assert found == [[], 0, "rtl"]


async def test_phone_shows_one_screen_at_a_time(browser: Browser, stage: Stage) -> None:
    stage.meet(stage.ruth)
    async with page_of(browser, stage.address, size=(390, 844), touch=True) as page:
        screens: list[Any] = []

        async def note() -> None:
            names = ("#people", "#chats", "#chat")
            screens.append([await page.locator(name).is_visible() for name in names])

        await expect(page.locator("#chat-title")).to_have_text("Quqyq")
        await note()
        await page.locator("#back").tap()
        await expect(page.locator("#chats")).to_be_visible()
        await note()
        await page.locator(f"[data-person='{stage.ruth.id}']").tap()
        await page.get_by_role("button", name="Quqyq").tap()
        await expect(page.get_by_role("article")).to_have_count(1)
        await page.go_back()
        await expect(page.locator("#chats")).to_be_visible()
        await note()
        assert screens == [[False, False, True], [True, True, False], [True, True, False]]
