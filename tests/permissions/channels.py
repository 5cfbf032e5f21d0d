"""Operations of connections, campaigns and what they cost, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, both, needs

CONNECTS = needs("channel.manage")
NOBODYS = {"id": 999_999}
A_DAY = {"source": "advert", "first_on": "2026-03-01", "last_on": "2026-03-01", "amount_minor": 100}


def not_there(permission: str) -> Rule:
    """A number that nothing has."""
    return lambda who, _: "404" if permission in who.grants else "403"


def of_the_company(who: Someone, _: Record) -> Outcome:
    """What belongs to no unit is managed by whoever manages the campaigns of all."""
    return "allowed" if who.grants.get("campaign.manage") == "all" else "403"


OPERATIONS: Mapping[str, Operation] = {
    "connections_list": Operation(CONNECTS),
    "connections_kinds": Operation(CONNECTS),
    "connections_create": Operation(CONNECTS, body={"kind": "baidu", "name": "百度"}),
    "connections_get": Operation(not_there("channel.manage"), path=NOBODYS),
    "connections_edit": Operation(
        not_there("channel.manage"), path=NOBODYS, body={"changes": {"active": False}, "version": 1}
    ),
    "connections_renew": Operation(not_there("channel.manage"), path=NOBODYS),
    "connections_try": Operation(not_there("channel.manage"), path=NOBODYS),
    "connections_deliveries": Operation(not_there("channel.manage"), path=NOBODYS),
    "connections_retry": Operation(not_there("channel.manage"), path=NOBODYS),
    "deliveries_retry": Operation(not_there("channel.manage"), path=NOBODYS),
    "campaigns_list": Operation(needs("campaign.read")),
    "campaigns_unknown": Operation(needs("campaign.read")),
    "campaigns_get": Operation(not_there("campaign.read"), path=NOBODYS),
    "campaigns_create": Operation(
        both(needs("campaign.manage"), of_the_company), body={"name": "春季", "source": "advert"}
    ),
    "campaigns_edit": Operation(
        not_there("campaign.manage"), path=NOBODYS, body={"changes": {"state": "ended"}, "version": 1}
    ),
    "campaigns_add_name": Operation(not_there("campaign.manage"), path=NOBODYS, body={"name": "春季二"}),
    "returns_get": Operation(both(needs("analytics.read"), needs("campaign.read"))),
    "spends_list": Operation(needs("campaign.read")),
    "spends_enter": Operation(both(needs("campaign.manage"), of_the_company), body={"items": [A_DAY]}),
    "spends_remove": Operation(not_there("campaign.manage"), path=NOBODYS),
}
