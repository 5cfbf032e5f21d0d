"""The team of a deal: who is in it sees it everywhere and writes down contacts; who is out again does not."""

from typing import Any

import pytest

from dabiao.core.access import services as access
from dabiao.core.access.models import Share
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import Member, Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, told
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, Person

pytestmark = pytest.mark.django_db


def put(person: Person, deal: Opportunity, colleague: Person, part: str = "technical") -> Member:
    return services.set_member(deal.pk, user_id=colleague.id, part=part, actor=person.actor, now=NOW)


def sees(person: Person, deal: Opportunity) -> tuple[bool, bool, bool, bool, bool]:
    """In the list, on the board, by its own address, on the timeline, by search."""
    client = person.client
    board = client.read("/opportunities/board")["columns"]
    return (
        deal.pk in [one["id"] for one in client.read("/opportunities")["items"]],
        deal.pk in [card["id"] for column in board for card in column["items"]],
        client.send("GET", f"/opportunities/{deal.pk}").status_code == 200,
        client.send("GET", f"/timeline/opportunity/{deal.pk}").status_code == 200,
        deal.pk in [hit["id"] for hit in client.read("/search", q=deal.name)["items"]],
    )


def test_a_member_sees_the_deal_everywhere_and_no_longer_when_taken_out(company: Company) -> None:
    owner, stranger = company["sales1"], company["sales3"]
    deal = an_opportunity(owner, "云岚数据中台")
    assert sees(stranger, deal) == (False,) * 5
    put(owner, deal, stranger)
    assert sees(stranger, deal) == (True,) * 5
    services.remove_member(deal.pk, user_id=stranger.id, actor=owner.actor, now=NOW)
    assert sees(stranger, deal) == (False,) * 5


def test_a_member_logs_contacts_and_changes_nothing_else(company: Company) -> None:
    owner, member = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    put(owner, deal, member)
    said: Any = {
        "subject_kind": "opportunity",
        "subject_id": deal.pk,
        "method": "call",
        "purpose": "回访",
        "result": "reached",
    }
    activities.log(**said, actor=member.actor, now=NOW)
    deal.refresh_from_db()
    assert (deal.last_contact_at, deal.owner_id) == (NOW, owner.id)
    with pytest.raises(Forbidden):
        services.edit(deal.pk, changes={"name": "改"}, version=1, actor=member.actor, now=NOW)
    with pytest.raises(Forbidden):
        put(member, deal, company["sales2"])
    shown = member.client.read(f"/opportunities/{deal.pk}")["actions"]
    assert shown == []


def test_who_only_reads_a_shared_deal_logs_nothing(company: Company) -> None:
    owner, reader = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    said: Any = {"kind": "opportunity", "object_id": deal.pk, "user_id": reader.id, "level": "read"}
    access.share(**said, actor=owner.actor, now=NOW)
    contact: Any = {
        "subject_kind": "opportunity",
        "subject_id": deal.pk,
        "method": "call",
        "purpose": "回访",
        "result": "reached",
    }
    with pytest.raises(Forbidden):
        activities.log(**contact, actor=reader.actor, now=NOW)


@pytest.mark.parametrize(("by_hand", "edits"), [("read", False), ("edit", True)])
def test_what_was_shared_by_hand_stays_when_the_place_in_the_team_goes(
    company: Company, by_hand: str, edits: bool
) -> None:
    owner, member = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    shared: Any = {"kind": "opportunity", "object_id": deal.pk, "user_id": member.id}
    access.share(**shared, level=by_hand, actor=owner.actor, now=NOW)
    put(owner, deal, member)
    assert sees(member, deal)[2]
    assert ("edit" in member.client.read(f"/opportunities/{deal.pk}")["actions"]) is edits
    services.remove_member(deal.pk, user_id=member.id, actor=owner.actor, now=NOW)
    assert sees(member, deal)[2]
    access.unshare(**shared, actor=owner.actor, now=NOW)
    assert not sees(member, deal)[2]


def test_a_share_that_is_taken_back_leaves_the_team_as_it_is(company: Company) -> None:
    owner, member = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    put(owner, deal, member)
    shared: Any = {"kind": "opportunity", "object_id": deal.pk, "user_id": member.id}
    access.unshare(**shared, actor=owner.actor, now=NOW)
    assert sees(member, deal)[2]


def test_each_colleague_is_in_a_team_once_with_one_part(company: Company) -> None:
    owner, member = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    for part in ("technical", "supports", "supports"):
        put(owner, deal, member, part)
    assert [(one["user_id"], one["part"]) for one in queries.team(deal.pk, actor=owner.actor)] == [
        (member.id, "supports")
    ]
    kinds = [kind for kind, _ in told("opportunity", deal.pk)]
    assert kinds[-2:] == ["opportunity.member_added", "opportunity.member_edited"]
    assert Share.objects.filter(source="team").count() == 1


def test_who_left_the_company_is_in_no_team_and_it_is_told_once(company: Company) -> None:
    owner, member = company["sales1"], company["sales3"]
    deal = an_opportunity(owner)
    put(owner, deal, member)
    org.depart(
        member.id, left_on=NOW.date(), successor_id=company["sales2"].id, actor=company["ops"].actor, now=NOW
    )
    drain()
    assert (Member.objects.count(), Share.objects.count()) == (0, 0)
    assert services.leave_teams(member.id, actor=company["ops"].actor, now=NOW) == 0
    kind, data = told("opportunity", deal.pk)[-1]
    assert (kind, data["user_id"], data["reason"]) == ("opportunity.member_removed", member.id, "left")


def test_a_senseless_member_is_refused(company: Company) -> None:
    owner = company["sales1"]
    deal = an_opportunity(owner)
    with pytest.raises(Invalid, match="core.not_a_choice"):
        put(owner, deal, company["sales3"], "boss")
    with pytest.raises((Invalid, Conflict)):
        services.set_member(deal.pk, user_id=999_999, part="leads", actor=owner.actor, now=NOW)
    with pytest.raises(NotFound):
        services.remove_member(deal.pk, user_id=company["sales3"].id, actor=owner.actor, now=NOW)
    with pytest.raises(NotFound):
        put(company["sales3"], deal, company["sales3"])
