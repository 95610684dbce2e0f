"""The ways a message can travel. The order here is the order in which a choice is tried."""

from people.messages.channels.contract import Channel, Words
from people.messages.channels.email import Email
from people.messages.channels.push import Push
from people.messages.channels.sms import Sms
from people.messages.channels.zalo import Zalo

__all__ = ["CHANNELS", "DEFAULT", "Channel", "Words", "offered"]

# First what costs nothing, last what reaches every phone.
CHANNELS: dict[str, Channel] = {one.name: one for one in (Push(), Zalo(), Email(), Sms())}
# For whoever chose nothing, or nothing by which they can be reached.
DEFAULT = Sms.name


def offered() -> list[Channel]:
    """Return the channels that this site has."""
    return [one for one in CHANNELS.values() if one.is_offered()]
