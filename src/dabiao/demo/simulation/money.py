"""A deal that was decided becomes a contract, and the contract money: early, on time, late, in parts, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.happenings import (
    Contacted,
    Drafted,
    Happening,
    Line,
    Paid,
    Planned,
    Refunded,
    Signed,
)
from dabiao.demo.simulation.hours import after, month_end, working
from dabiao.demo.simulation.market import PAYERS

# (share in percent, days after the signature, name) of each instalment, by how much is bought
SMALL = ((100, 10, "全款"),)
USUAL = ((40, 7, "首付款"), (60, 37, "尾款"))
LARGE = ((30, 7, "首付款"), (60, 60, "验收款"), (10, 180, "质保金"))
AT_MONTH_END, RETURNS = 0.25, 0.03
AFTERWARDS = ("已上线，使用正常", "新增了几个账号，反馈不错", "提了两处改进，已转产品", "愿意帮忙介绍同行")
METHODS = {"bank": 84.0, "alipay": 6.0, "wechat": 6.0, "bill": 4.0}


@dataclass(frozen=True)
class Bought:
    deal: int
    seller: str
    title: str
    amount_minor: int
    payer: str


def pay_for(bought: Bought, when: datetime, chance: Chance) -> tuple[datetime, list[Happening]]:
    """The moment of the signature, and everything from the draft to the last receipt."""
    drafted = after(when, chance.uniform(1, 30), chance)
    signed = after(drafted, chance.uniform(4, 96), chance)
    if chance.happens(AT_MONTH_END):
        signed = month_end(signed, chance)
    by, deal = bought.seller, bought.deal
    day = drafted.date()
    lines, visit = _plan(bought.amount_minor, signed), after(signed, chance.uniform(500, 900), chance)
    happened: list[Happening] = [
        Drafted(
            at=drafted,
            by=by,
            deal=deal,
            title=bought.title,
            starts_on=day,
            ends_on=day + timedelta(days=365),
        ),
        _met(bought, signed, "签约", "合同已签，约了上线后回访", visit),
        Signed(at=signed, by=by, deal=deal, on=signed.date()),
        Planned(at=signed, by=by, deal=deal, lines=lines),
    ]
    visited = _visits(bought, visit, chance)
    return signed, [*happened, *visited, *_receipts(bought, lines, signed, chance)]


def _met(bought: Bought, at: datetime, purpose: str, content: str, next_at: datetime | None) -> Contacted:
    return Contacted(
        at=at,
        by=bought.seller,
        deal=bought.deal,
        method="meeting" if purpose == "签约" else "call",
        purpose=purpose,
        result="agreed",
        content=content,
        next_at=next_at,
    )


def _visits(bought: Bought, at: datetime, chance: Chance) -> Iterator[Happening]:
    """The word after delivery, and with some a few more."""
    following: datetime | None = at
    while following is not None:
        at, following = following, None
        if chance.happens(0.35):
            following = after(at, chance.uniform(1000, 2200), chance)
        yield _met(bought, at, "上线回访", chance.choice(AFTERWARDS), following)


def _plan(amount_minor: int, signed: datetime) -> tuple[Line, ...]:
    shares = SMALL if amount_minor < 3_000_000 else USUAL if amount_minor < 30_000_000 else LARGE
    parts = [amount_minor * share // 10_000 * 100 for share, _, _ in shares[:-1]]
    parts.append(amount_minor - sum(parts))
    return tuple(
        Line(due_on=signed.date() + timedelta(days=days), amount_minor=part, name=name)
        for part, (_, days, name) in zip(parts, shares, strict=True)
    )


def _receipts(
    bought: Bought, lines: tuple[Line, ...], signed: datetime, chance: Chance
) -> Iterator[Happening]:
    payer, at, receipt = PAYERS[bought.payer], signed, 0
    for line in lines:
        if chance.happens(payer.never):
            return
        due = (line.due_on - signed.date()).days
        at = max(at, signed + timedelta(days=max(0.5, due + chance.gauss(payer.late, payer.spread))))
        for part in _parts(line.amount_minor, chance.happens(payer.parts)):
            at, receipt = _banked(at, chance), receipt + 1
            yield Paid(
                at=at,
                by="finance",
                deal=bought.deal,
                receipt=receipt,
                on=at.date(),
                amount_minor=part,
                method=chance.one_of(METHODS),
            )
            if chance.happens(RETURNS):
                at = after(at, chance.uniform(50, 200), chance)
                back = {"amount_minor": part // 10 // 100 * 100 or part, "reason": "少用席位，按约退回差价"}
                yield Refunded(
                    at=at,
                    by="finance",
                    deal=bought.deal,
                    receipt=receipt,
                    on=at.date(),
                    **back,  # type: ignore[arg-type]
                )
            at += timedelta(days=chance.uniform(6, 25))


def _parts(amount_minor: int, in_two: bool) -> tuple[int, ...]:
    first = amount_minor * 6 // 1000 * 100 if in_two else 0
    return (first, amount_minor - first) if first else (amount_minor,)


def _banked(at: datetime, chance: Chance) -> datetime:
    """Money is entered while finance works."""
    return working(at.replace(microsecond=0), chance)
