"""Campaigns, and who coordinates them."""

from dataclasses import dataclass

from bot.views.actions.action import Action


@dataclass(frozen=True, slots=True)
class Campaigns(Action):
    """List one's campaigns."""

    code = "cl"


@dataclass(frozen=True, slots=True)
class Campaign(Action):
    """Open a campaign and its figures."""

    code = "cp"
    campaign: str


@dataclass(frozen=True, slots=True)
class SendFigures(Action):
    """Send a campaign's figures, as `png` (a chart) or `csv`."""

    code = "cf"
    form: str
    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignTopics(Action):
    """List the topics to make a campaign's links for; pages count from 0."""

    code = "ct"
    page: int
    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignCards(Action):
    """List a topic's cards to make a campaign's links for; pages count from 0."""

    code = "cc"
    page: int
    campaign: str
    topic: str


@dataclass(frozen=True, slots=True)
class Coordinators(Action):
    """List the coordinators: for admins."""

    code = "co"


@dataclass(frozen=True, slots=True)
class Coordinator(Action):
    """Open a coordinator: for admins."""

    code = "ck"
    name: str


@dataclass(frozen=True, slots=True)
class RevokeCoordinator(Action):
    """Take a coordinator's rights and unused invitation back: for admins."""

    code = "cX"
    name: str
