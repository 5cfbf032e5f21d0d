"""Who people are in the messengers: entered by an administrator, or found by their mobile numbers."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.notifications import configuring
from dabiao.core.notifications.connecting import Line
from dabiao.core.notifications.events import MessengerAccountsChanged
from dabiao.core.notifications.models import MessengerAccount
from dabiao.core.notifications.troubles import Trouble

LARGEST_PAGE = 200
HOME = "+86"  # the services know numbers of this country without it
# one person's name there: what a service would read as several people, or as everybody (`@all`), is none
ACCOUNT = re.compile(r"[A-Za-z0-9_.-][A-Za-z0-9_.@-]{0,127}")
_directory: list[Callable[[Collection[int]], Mapping[int, str]]] = []


def provide(mobiles: Callable[[Collection[int]], Mapping[int, str]]) -> None:
    """The module that knows people's mobile numbers says how to ask it: user ids → numbers in international form."""
    _directory[:] = [mobiles]


def people(actor: Actor, *, q: str = "", cursor: int = 0, limit: int = 50) -> dict[str, Any]:
    """`{items, next}`: who can sign in, each with their accounts, in the order of their ids."""
    actor.require(configuring.PERMISSION)
    users = get_user_model()._default_manager.filter(is_active=True, is_integration=False, pk__gt=cursor)
    if q:
        users = users.filter(Q(login__icontains=q) | Q(name__icontains=q))
    rows = list(users.order_by("pk").values("id", "login", "name")[: limit + 1])
    accounts: dict[int, dict[str, str]] = {}
    for one in MessengerAccount.objects.filter(user_id__in=[row["id"] for row in rows[:limit]]):
        accounts.setdefault(one.user_id, {})[one.messenger_id] = one.account
    return {
        "items": [{**row, "accounts": accounts.get(row["id"], {})} for row in rows[:limit]],
        "next": rows[limit - 1]["id"] if len(rows) > limit else None,
    }


@transaction.atomic
def bind(name: str, *, rows: Sequence[tuple[str, str]], actor: Actor, now: datetime) -> list[Invalid | None]:
    """Enter (login, account) pairs, each on its own merits; an empty account takes theirs away. Per row: what is wrong with it.

    `notifications.messenger_login_unknown`, `…_account_wrong`, `…_account_taken`.
    """
    actor.require(configuring.PERMISSION)
    configuring.row_of(name)
    logins = {login.strip().lower() for login, _ in rows}
    found = get_user_model()._default_manager.filter(login__in=logins, is_integration=False)
    ids = dict(found.values_list("login", "pk"))
    holding = _Holding(name)
    said: list[Invalid | None] = []
    for login, account in ((login.strip().lower(), account.strip()) for login, account in rows):
        user_id = ids.get(login)
        if user_id is None:
            said.append(Invalid("notifications.messenger_login_unknown", field="login", login=login))
        elif account and not ACCOUNT.fullmatch(account):
            said.append(Invalid("notifications.messenger_account_wrong", field="account", account=account))
        elif not holding.give(user_id, login, account):
            said.append(Invalid("notifications.messenger_account_taken", field="account", account=account))
        else:
            said.append(None)
    holding.keep(actor, now)
    return said


class _Holding:
    """The accounts of one messenger while some of them change."""

    def __init__(self, name: str) -> None:
        self.name = name
        held = MessengerAccount.objects.filter(messenger_id=name)
        self.of_user = dict(held.values_list("user_id", "account"))
        self.gone = dict(held.filter(user__is_active=False).values_list("user_id", "user__login"))
        self.before = dict(self.of_user)
        self.holder = {account: user_id for user_id, account in self.of_user.items()}
        self.logins: dict[int, str] = {}

    def give(self, user_id: int, login: str, account: str) -> bool:
        """False if somebody else has it; who has left keeps nothing from others."""
        holder = self.holder.get(account, user_id)
        if account and holder != user_id:
            if holder not in self.gone:
                return False
            self._take(holder, self.gone[holder], "")
        self._take(user_id, login, account)
        return True

    def _take(self, user_id: int, login: str, account: str) -> None:
        former = self.of_user.pop(user_id, None)
        if former is not None:
            del self.holder[former]
        if account:
            self.of_user[user_id], self.holder[account] = account, user_id
        self.logins[user_id] = login

    def keep(self, actor: Actor, now: datetime) -> None:
        changed = [one for one in self.logins if self.of_user.get(one) != self.before.get(one)]
        if not changed:
            return
        kept = MessengerAccount.objects.filter(messenger_id=self.name, user_id__in=changed)
        unwanted = set(kept.filter(wanted=False).values_list("user_id", flat=True))
        kept.delete()
        MessengerAccount.objects.bulk_create(
            MessengerAccount(
                messenger_id=self.name,
                user_id=one,
                account=self.of_user[one],
                wanted=one not in unwanted,
            )
            for one in changed
            if one in self.of_user
        )
        accounts = {self.logins[one]: self.of_user.get(one, "") for one in changed}
        fact = MessengerAccountsChanged(self.name, len(changed), accounts)
        record(fact, configuring.COMPANY, actor=actor, now=now)


def match(
    name: str, *, user_ids: Sequence[int], actor: Actor, language: str, now: datetime
) -> list[Invalid | None]:
    """Ask the messenger who these people are by their mobile numbers, and enter it. Per person: why that was not possible.

    Raises `notifications.messenger_trouble` where the service does not answer.
    """
    actor.require(configuring.PERMISSION)
    configuring.found(name)
    phones = _directory[0](user_ids) if _directory else {}
    mobiles = {one: phone.removeprefix(HOME) for one, phone in phones.items()}
    users = get_user_model()._default_manager.filter(pk__in=user_ids)
    logins = dict(users.values_list("pk", "login"))
    wanted = sorted({mobiles[one] for one in user_ids if one in mobiles})
    try:
        accounts = Line.to(name, enabled=False).accounts(wanted, now) if wanted else {}
    except Trouble as trouble:
        said = configuring.in_words(trouble, language)["detail"]
        raise Invalid("notifications.messenger_trouble", said=said) from None
    known = [one for one in user_ids if accounts.get(mobiles.get(one, "")) and one in logins]
    rows = [(logins[one], accounts[mobiles[one]]) for one in known]
    entered = dict(zip(known, bind(name, rows=rows, actor=actor, now=now), strict=True))
    return [entered[one] if one in entered else _unknown(one, mobiles) for one in user_ids]


def _unknown(user_id: int, mobiles: Mapping[int, str]) -> Invalid:
    if user_id not in mobiles:
        return Invalid("notifications.messenger_no_mobile", field="phone")
    return Invalid("notifications.messenger_mobile_unknown", field="phone")
