"""The shapes of a content pack: frozen models, each checked alone; what ties them is the loader's."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from content.dates import PartialDate

Status = Literal["in-force", "planned", "statistics", "history"]
Effect = Literal["supersedes", "contradicts", "completes", "advances", "context"]
Confidence = Literal["high", "medium"]
ContactKind = Literal["phone", "telegram", "email", "web"]

ID_LENGTH = 32
_V = TypeVar("_V")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "bad-value", "“{zone}” is not a time zone such as Asia/Almaty", {"zone": name}
        ) from None
    return name


def _address(url: str) -> str:
    if re.fullmatch(r"https?://[^\s/?#]+\.[^\s/?#]+\S*", url) is None:
        raise PydanticCustomError("bad-address", "“{url}” is not a web address", {"url": url})
    return url


def _page(url: str) -> str:
    if re.fullmatch(r"https?://[^\s/?#]+/?", _address(url)):
        raise PydanticCustomError("bare-host", "“{url}” is a whole site: give the page itself", {"url": url})
    return url


def _distinct(values: tuple[_V, ...]) -> tuple[_V, ...]:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise PydanticCustomError(
                "duplicate-item", "“{value}” stands in the list twice", {"value": str(value)}
            )
    return values


Slug = Annotated[str, Field(max_length=ID_LENGTH, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ContactId = Annotated[str, Field(max_length=ID_LENGTH, pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n]*$")]
Revision = Annotated[str, Field(pattern=r"^(new|[0-9a-f]{7})$")]
Date = Annotated[PartialDate, PlainValidator(PartialDate.parse)]
Paragraph = Annotated[int, Field(ge=1)]
Paragraphs = Annotated[tuple[Paragraph, ...], AfterValidator(_distinct)]
Contacts = Annotated[tuple[ContactId, ...], AfterValidator(_distinct)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Url = Annotated[str, Field(max_length=400), AfterValidator(_address)]
ByLanguage = Annotated[Mapping[str, _V], AfterValidator(MappingProxyType)]


class Model(BaseModel):
    """Frozen; unknown keys are faults; texts lose the space around them."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True, defer_build=True
    )


LONGEST_ASK: Final = 120
"""Characters of a way of asking."""
Ask = Annotated[str, Field(min_length=2, max_length=LONGEST_ASK, pattern=r"^[^\n]*$")]


class Text(Model):
    """What a reader of one language sees of a card, and how such readers ask for it."""

    revision: Revision
    title: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\n]*$")]
    body: Annotated[str, Field(min_length=1, max_length=700)]
    asks: Annotated[tuple[Ask, ...], Field(min_length=5, max_length=15)]


class Card(Model):
    """One question that a person has, answered in every language of the pack."""

    id: Slug
    topic: Slug
    status: Status
    paragraphs: Annotated[Paragraphs, Field(min_length=1)]
    contacts: Contacts = ()
    see_also: Annotated[tuple[Slug, ...], AfterValidator(_distinct), Field(max_length=4)] = ()
    note: str | None = None
    read: ByLanguage[Annotated[int, Field(ge=1, le=9)]] = Field(default_factory=dict, validate_default=True)
    texts: ByLanguage[Text]

    def text(self, lang: str) -> Text:
        """Return the text in a language of the pack; KeyError for any other."""
        return self.texts[lang]


class TopicText(Model):
    """A topic's name on a button (≤ 28 characters) and the line that says what it holds (≤ 110)."""

    name: Annotated[str, Field(min_length=1, max_length=28, pattern=r"^[^\n]*$")]
    about: Annotated[str, Field(min_length=1, max_length=110, pattern=r"^[^\n]*$")]


class Topic(Model):
    """A group of cards; topics stand in the order of `order`."""

    id: Slug
    icon: Annotated[str, Field(min_length=1, max_length=8, pattern=r"^\S+$")]
    order: Annotated[int, Field(ge=0)]
    texts: ByLanguage[TopicText]

    def text(self, lang: str) -> TopicText:
        """Return the name and the line in a language of the pack; KeyError for any other."""
        return self.texts[lang]


class ContactText(Model):
    """What a contact is called and what it is for."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\n]*$")]
    about: Line


class Confirmed(Model):
    """When a contact was last seen to work (None: not since the report), and the line that says so."""

    on: Date | None
    notes: ByLanguage[Line]


_CONTACT_FORMS: Mapping[str, tuple[str, str]] = {
    "phone": (r"\+?\d[\d ()-]*", "a phone number such as 111 or +7 7172 000000"),
    "telegram": (
        r"@[A-Za-z]\w{4,31}|[^@\s](?:.*[^\s])?",
        "a @username, or a name where no username is known",
    ),
    "email": (r"[^\s@]+@[^\s@]+\.[^\s@]+", "an e-mail address"),
    "web": (r"https?://[^\s/?#]+\.[^\s]+", "an address that begins with https://"),
}


class Contact(Model):
    """A helpline, bot, address or site. `source: general` is common knowledge and rests on no paragraph."""

    id: ContactId
    kind: ContactKind
    value: Annotated[str, Field(min_length=1, max_length=100)]
    source: Literal["report", "general"]
    paragraphs: Paragraphs = ()
    confirmed: Confirmed | None = None
    texts: ByLanguage[ContactText]

    def text(self, lang: str) -> ContactText:
        """Return name and purpose in a language of the pack; KeyError for any other."""
        return self.texts[lang]

    @property
    def link(self) -> str | None:
        """The address to open: a site, a Telegram user, an e-mail; None for a phone and for a mere name."""
        match self.kind:
            case "web":
                return self.value
            case "email":
                return f"mailto:{self.value}"
            case "telegram" if self.value.startswith("@"):
                return f"https://t.me/{self.value[1:]}"
            case _:
                return None

    @model_validator(mode="after")
    def _fits(self) -> "Contact":
        form, example = _CONTACT_FORMS[self.kind]
        if re.fullmatch(form, self.value) is None:
            raise PydanticCustomError(
                "bad-value", "value “{value}” is not {example}", {"value": self.value, "example": example}
            )
        if (self.source == "report") != bool(self.paragraphs):
            raise PydanticCustomError(
                "bad-source",
                "`source: report` names its paragraphs, `source: general` has none: paragraphs: []",
            )
        return self


class UpdateText(Model):
    """What a reader of one language sees of an update, and how such readers ask for it (not needed)."""

    revision: Revision
    title: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\n]*$")]
    body: Annotated[str, Field(min_length=1, max_length=400)]
    asks: Annotated[tuple[Ask, ...], Field(max_length=15)] = ()


class Source(Model):
    """Where an update comes from: a paragraph of the report, a document with title and date, or both."""

    paragraph: Paragraph | None = None
    titles: ByLanguage[Line] | None = None
    date: Date | None = None
    url: Annotated[str, Field(max_length=400), AfterValidator(_page)] | None = None

    def title(self, lang: str) -> str | None:
        """Return the document's title for readers of a language; None where the report is the source."""
        return None if self.titles is None else self.titles[lang]

    @model_validator(mode="after")
    def _complete(self) -> "Source":
        if self.paragraph is None and self.titles is None:
            raise PydanticCustomError(
                "missing-source", "give `paragraph`, or the document's `title` and `date`"
            )
        if self.titles is not None and self.date is None:
            raise PydanticCustomError("missing-source", "a document needs its `date`")
        if self.titles is None and self.url is not None:
            raise PydanticCustomError("missing-source", "an address needs the document's `title` and `date`")
        return self


class Withdrawn(Model):
    """Why and when an update was taken back: readers of a digest that carried it can still open it."""

    on: Date
    reasons: ByLanguage[Line]


class Update(Model):
    """A dated development: of the report itself, or what happened since."""

    id: Slug
    date: Date
    paragraphs: Annotated[Paragraphs, Field(min_length=1)]
    effect: Effect
    source: Source
    checked: Date
    confidence: Confidence
    figures: tuple[str, ...] = ()
    publish_at: AwareDatetime | None = None
    withdrawn: Withdrawn | None = None
    note: str | None = None
    read: ByLanguage[Annotated[int, Field(ge=1, le=9)]] = Field(default_factory=dict, validate_default=True)
    texts: ByLanguage[UpdateText]

    def text(self, lang: str) -> UpdateText:
        """Return the text in a language of the pack; KeyError for any other."""
        return self.texts[lang]

    @property
    def of_report(self) -> bool:
        """True for a development that the report itself tells of, False for what happened since."""
        return self.source.titles is None

    def public(self, at: datetime) -> bool:
        """Tell whether readers may come across it at this moment (aware): published and not withdrawn."""
        return self.withdrawn is None and (self.publish_at is None or self.publish_at <= at)


class Document(Model):
    """The document that the cards rest on, and its address per language."""

    symbol: Line
    date: Date
    paragraphs: Annotated[int, Field(ge=1, le=10_000)]
    title: ByLanguage[Line]
    source_url: ByLanguage[Url]
    source_note: ByLanguage[Line] = Field(default_factory=dict, validate_default=True)


class PackInfo(Model):
    """pack.yaml: what the pack is, and what stands first in the menu."""

    id: Slug
    name: ByLanguage[Line]
    document: Document
    languages: Annotated[tuple[Language, ...], AfterValidator(_distinct), Field(min_length=1)]
    time_zone: Annotated[str, AfterValidator(_zone)]
    checked_until: Date
    most_asked: Annotated[tuple[Slug, ...], AfterValidator(_distinct)] = ()
    featured: Annotated[tuple[Slug, ...], AfterValidator(_distinct)] = ()
    emergency: Contacts = ()
