"""What became of a delivery."""

from dataclasses import dataclass

from dabiao.core.identity.queries import Holder
from dabiao.modules.channels.enums import DeliveryState


@dataclass(frozen=True, slots=True)
class Outcome:
    """`subject` is the record that it went to; `joined` that the record was there before."""

    subject: Holder | None = None
    joined: bool = False
    state: DeliveryState = DeliveryState.DONE
    code: str = ""
