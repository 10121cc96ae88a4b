"""Signs and the weight of words, taken together."""

import pytest

from content.danger import Danger, Urgent
from content.messages import Messages
from content.search.fold import clean
from content.search.guard import Guard

URGENT = Urgent(
    sets={},
    negations={},
    calm={},
    distress={},
    inquiry={},
    dangers={
        "fire": Danger(contacts=("101",), signs={"en": ("house burns",)}),
        "flood": Danger(contacts=("112",), signs={"en": ("water rises",)}),
    },
)
MESSAGES = {
    "fire": {
        "en": (
            "our house burns",
            "the roof is burning help",
            "flames in our kitchen",
            "smoke in the kitchen",
            "we cannot get out flames everywhere",
        )
    },
    "flood": {"en": ("the river came into the yard", "the water is high", "the river took our yard help")},
    "calm": {
        "en": (
            "a book in which a house burns",
            "a film in which water rises",
            "the song about a burning heart",
        )
    },
}


class Everything:
    """Holds whatever it is asked for."""

    def __contains__(self, word: object) -> bool:
        return True


def guard(messages: Messages) -> Guard:
    return Guard(URGENT, messages, Everything(), dict.fromkeys(("a", "film", "in", "which", "many"), 9), 9)


@pytest.mark.parametrize(
    ("text", "kind", "sign"),
    [
        ("our house burns", "fire", "house burns"),
        ("smoke and flames in the kitchen, we cannot get out", "fire", ""),
        ("the river is high, it came into our yard", "flood", ""),
        ("a film in which a house burns", None, None),
        ("the weather is fine", None, None),
        ("", None, None),
    ],
)
def test_alarm_takes_signs_and_words_together(text: str, kind: str | None, sign: str | None):
    alarm = guard(MESSAGES).alarm(clean(text))
    assert (alarm and alarm.kind, alarm and alarm.sign) == (kind, sign)
    assert alarm is None or alarm.danger is URGENT.dangers[alarm.kind]


def test_alarm_goes_by_the_signs_alone_where_a_pack_has_no_messages():
    alone = guard({})
    assert alone.alarm("a film in which a house burns") is not None
    assert alone.alarm("smoke and flames in the kitchen, we cannot get out") is None


def test_alarm_believes_only_signs_where_a_message_is_known_to_be_harmless():
    watchful = guard(MESSAGES)
    assert watchful.alarm("our house burns", harmless=True) is not None
    assert watchful.alarm("smoke and flames in the kitchen, we cannot get out", harmless=True) is None
