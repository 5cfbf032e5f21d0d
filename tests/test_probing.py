"""Answers come newest first and without a gap, however far back the index has to be asked."""

from collections.abc import Iterator
from random import Random

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from tests.shared_world import rolled_back

from dabiao.core.search import arms, kinds, probing
from dabiao.core.search.questions import ask
from dabiao.core.search.reach import EVERYTHING, Reach
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
APART = 1_500  # ids lie so far apart that the records fill many blocks
WORDS = {"科技": 0.6, "贸易": 0.1, "医药": 0.01, "没有": 0.0}
REACHES = ("all", "team", "own", "own and pool", "shared", "own and shared")


@pytest.fixture(scope="module")
def leads(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Company, list[Lead]]]:
    with django_db_blocker.unblock(), rolled_back():
        company, random, now = make_company(), Random(11), timezone.now()
        holders = [company["sales1"], company["sales2"], None]
        rows = []
        for n in range(1, 401):
            holder = random.choice(holders)
            rows.append(
                Lead(
                    id=n * APART,
                    name=f"某{n}",
                    company="有限".join(word for word, share in WORDS.items() if random.random() < share),
                    phone="13800001234" if n % 9 == 0 else "",
                    owner_id=holder.id if holder else None,
                    unit_id=company.east.pk if n % 2 else company.root.pk,
                    **dict.fromkeys(("received_at", "created_at", "updated_at"), now),
                )
            )
        yield company, Lead.objects.bulk_create(rows)


def reached(name: str, company: Company, leads: list[Lead]) -> tuple[Reach, set[int]]:
    """The reach, and by plain Python who is in it."""
    me, shared = company["sales1"].id, [lead for lead in leads if lead.pk % 7 == 0]
    entries = tuple(lead.pk * 32 + 1 for lead in shared)
    team = company.east.pk
    inside = {
        "all": (EVERYTHING, lambda _: True),
        "team": (
            Reach((f"o{me}", f"u{team}")),
            lambda lead: lead.owner_id == me or lead.unit_id == team,
        ),
        "own": (Reach((f"o{me}",)), lambda lead: lead.owner_id == me),
        "own and pool": (Reach((f"o{me}", "p")), lambda lead: lead.owner_id in (me, None)),
        "shared": (Reach((), entries), lambda lead: lead in shared),
        "own and shared": (Reach((f"o{me}",), entries), lambda lead: lead.owner_id == me or lead in shared),
    }
    reach, within = inside[name]
    return reach, {lead.pk for lead in leads if within(lead)}


@pytest.mark.parametrize("few_in_reach", [0, 1_000])  # read by the word's tokens, or whole
@pytest.mark.parametrize("reach", REACHES)
@pytest.mark.parametrize("asked", [*WORDS, "1234", "科技 贸易"])
def test_the_newest_answers_and_all_of_them_when_there_are_few(
    asked: str,
    reach: str,
    few_in_reach: int,
    leads: tuple[Company, list[Lead]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(arms, "FEW_IN_REACH", few_in_reach)
    company, rows = leads
    within, ids = reached(reach, company, rows)
    question, searched = ask(asked), kinds.get("lead")
    assert question is not None
    expected = [lead.pk for lead in reversed(rows) if lead.pk in ids and answers(asked, lead)]
    for most in (1, 5, 40, 1_000):
        assert probing.probe(searched, question, within, most=most) == expected[:most]


def answers(asked: str, lead: Lead) -> bool:
    if asked == "1234":
        return bool(lead.phone)
    return all(word in lead.company for word in asked.split())
