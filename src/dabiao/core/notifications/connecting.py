"""Speaking through a messenger that is connected: its secrets opened, its one token kept for all processes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F, Q

from dabiao.core.notifications.messengers import MESSENGERS
from dabiao.core.notifications.messengers.base import Message, Messenger, Outcome, Taken, TokenRefused, Values
from dabiao.core.notifications.models import MessengerSettings
from dabiao.core.notifications.troubles import Postponed, Refused
from dabiao.core.sealing import Unreadable, seal, unseal

PURPOSE = "messenger"
FETCHING = timedelta(seconds=20)  # longer than one request for a token takes
EARLY = timedelta(minutes=5)  # so long before its end a token is taken for old
PATIENCE, STEP = 12.0, 0.05  # seconds: how long to wait for a token that another fetches

T = TypeVar("T")


def values_of(row: MessengerSettings) -> dict[str, str]:
    """All fields, secrets opened; what was never said has its default. Raises Refused for secrets of another key."""
    try:
        secrets = {name: unseal(sealed, PURPOSE) for name, sealed in row.sealed.items()}
    except Unreadable:
        raise Refused("unreadable") from None
    defaults = {one.name: one.choices[0] if one.choices else "" for one in MESSENGERS[row.name].fields}
    return {**defaults, **row.values, **secrets}


def missing(messenger: Messenger, values: Values) -> list[str]:
    """The fields without which nothing can be sent."""
    return [one.name for one in messenger.fields if one.needed and not values.get(one.name)]


@dataclass(frozen=True)
class Line:
    """A messenger and what it needs to know. Everything raises Refused, Postponed or Unsure."""

    messenger: Messenger
    values: Values

    @classmethod
    def to(cls, name: str, *, enabled: bool = True) -> "Line":
        row = MessengerSettings.objects.filter(pk=name).first()
        if row is None or (enabled and not row.enabled):
            raise Refused("not_connected")
        messenger, values = MESSENGERS[name], values_of(row)
        if missing(messenger, values):
            raise Refused("incomplete")
        return cls(messenger, values)

    def send(self, account: str, message: Message, now: datetime) -> Taken:
        return self._with_token(lambda token: self.messenger.send(self.values, token, account, message), now)

    def outcome(self, account: str, reference: str, now: datetime) -> Outcome:
        return self._with_token(
            lambda token: self.messenger.outcome(self.values, token, account, reference), now
        )

    def accounts(self, mobiles: Sequence[str], now: datetime) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(mobiles), self.messenger.lookup):
            some = mobiles[start : start + self.messenger.lookup]
            found |= self._with_token(lambda token, some=some: self._accounts(token, some), now)  # type: ignore[misc]  # mypy knows no default here
        return found

    def _accounts(self, token: str, mobiles: Sequence[str]) -> dict[str, str]:
        return self.messenger.accounts(self.values, token, mobiles)

    def _with_token(self, work: Callable[[str], T], now: datetime) -> T:
        """A token that is refused is replaced once."""
        number, token = self._token(now, after=-1)
        try:
            return work(token)
        except TokenRefused:
            _, token = self._token(now, after=number)
        try:
            return work(token)
        except TokenRefused:
            raise Refused("token_refused") from None

    def _token(self, now: datetime, *, after: int) -> tuple[int, str]:
        """(number, token) of a later number than `after`; fetched by whoever comes first, awaited by the others."""
        waited_until = time.monotonic() + PATIENCE
        while True:
            row = MessengerSettings.objects.get(pk=self.messenger.name)
            if row.token_number > after and row.token_until is not None and now < row.token_until:
                try:
                    return row.token_number, unseal(row.token, PURPOSE)
                except Unreadable:
                    raise Refused("unreadable") from None
            if _taken_on(row, now):
                self._fetch(row, now)
            elif time.monotonic() > waited_until:
                raise Postponed("busy")
            else:
                time.sleep(STEP)

    def _fetch(self, row: MessengerSettings, now: datetime) -> None:
        mine = MessengerSettings.objects.filter(pk=row.pk, token_number=row.token_number)
        try:
            token, seconds = self.messenger.token(self.values)
        except BaseException:
            mine.update(fetching_until=None)
            raise
        until = now + max(timedelta(seconds=seconds) - EARLY, timedelta(seconds=seconds) / 2)
        mine.update(
            token=seal(token, PURPOSE),
            token_number=F("token_number") + 1,
            token_until=until,
            fetching_until=None,
        )


def _taken_on(row: MessengerSettings, now: datetime) -> bool:
    """Whether it is for us to fetch: nobody else is at it, and nobody was since we looked."""
    free = Q(fetching_until=None) | Q(fetching_until__lt=now)
    mine = MessengerSettings.objects.filter(free, pk=row.pk, token_number=row.token_number)
    return bool(mine.update(fetching_until=now + FETCHING))
