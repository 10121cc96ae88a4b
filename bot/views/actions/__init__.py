"""What a button does: one frozen class an action, packed into Telegram's 64 bytes of callback data and read back.

Everything that a button needs stands in its data, so any process can serve any button of any age.
"""

from bot.views.actions.action import LONGEST, SEPARATOR, Action, BadAction
from bot.views.actions.campaigning import (
    Campaign,
    CampaignCards,
    Campaigns,
    CampaignTopics,
    Coordinator,
    Coordinators,
    RevokeCoordinator,
    SendFigures,
)
from bot.views.actions.following import (
    Apart,
    AskStop,
    ChooseSchedule,
    ChooseTopics,
    Digests,
    Follow,
    FollowAgain,
    NextDigest,
    OfferTopic,
    OpenPause,
    OpenSchedule,
    OpenZones,
    Pause,
    Silence,
    Stop,
    ToggleTopic,
    Unfollow,
)
from bot.views.actions.keeping import AskErase, Erase, Keep, MyData, MyDataFile, Privacy
from bot.views.actions.operating import (
    CancelBroadcast,
    ConfirmBroadcast,
    Deliver,
    NewBroadcast,
    OnlyWritten,
    ShowStats,
    SkipLanguage,
    StopBroadcast,
    WatchBroadcast,
    WriteLanguage,
)
from bot.views.actions.pages import (
    About,
    Ask,
    Changes,
    Close,
    Helplines,
    Hide,
    Home,
    Languages,
    LegalAid,
    OpenCard,
    OpenChange,
    OpenResult,
    OpenTopic,
    Rate,
    SendContact,
    SetLanguage,
    Topics,
)
from bot.views.actions.sharing import Posters, SendPoster, SendQr, Share

__all__ = [
    "LONGEST",
    "About",
    "Action",
    "Apart",
    "Ask",
    "AskErase",
    "AskStop",
    "BadAction",
    "Campaign",
    "CampaignCards",
    "CampaignTopics",
    "Campaigns",
    "CancelBroadcast",
    "Changes",
    "ChooseSchedule",
    "ChooseTopics",
    "Close",
    "ConfirmBroadcast",
    "Coordinator",
    "Coordinators",
    "Deliver",
    "Digests",
    "Erase",
    "Follow",
    "FollowAgain",
    "Helplines",
    "Hide",
    "Home",
    "Keep",
    "Languages",
    "LegalAid",
    "MyData",
    "MyDataFile",
    "NewBroadcast",
    "NextDigest",
    "OfferTopic",
    "OnlyWritten",
    "OpenCard",
    "OpenChange",
    "OpenPause",
    "OpenResult",
    "OpenSchedule",
    "OpenTopic",
    "OpenZones",
    "Pause",
    "Posters",
    "Privacy",
    "Rate",
    "RevokeCoordinator",
    "SendContact",
    "SendFigures",
    "SendPoster",
    "SendQr",
    "SetLanguage",
    "Share",
    "ShowStats",
    "Silence",
    "SkipLanguage",
    "Stop",
    "StopBroadcast",
    "ToggleTopic",
    "Topics",
    "Unfollow",
    "WatchBroadcast",
    "WriteLanguage",
    "unpack",
]

_classes = {
    found.code: found
    for found in map(globals().get, __all__)
    if isinstance(found, type) and issubclass(found, Action) and found is not Action
}


def unpack(data: str) -> Action:
    """Read callback data back into its action. Raises BadAction for anything that this version does not know."""
    if len(data.encode(errors="replace")) > LONGEST:
        raise BadAction("longer than Telegram lets data be")
    code, _, rest = data.partition(SEPARATOR)
    cls = _classes.get(code)
    if cls is None:
        raise BadAction(f"no action {code!r}")
    return cls.of(rest)
