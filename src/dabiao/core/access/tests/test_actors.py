"""What a user may do, as the access core builds it."""

import pytest

from dabiao.core.access import actors, auth, services
from dabiao.core.access.models import Role
from dabiao.core.actor import SYSTEM, Scope
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db


def test_two_roles_reach_as_far_as_the_wider_one() -> None:
    assert actors.union([{"lead.read": "own", "lead.edit": "own"}, {"lead.read": "unit"}]) == {
        "lead.read": Scope.UNIT,
        "lead.edit": Scope.OWN,
    }


def test_a_team_lead_stands_in_their_team_and_a_manager_above_all_teams_of_the_branch() -> None:
    company = make_company()
    assert company["lead1"].actor.unit_ids == {company.team1.pk}
    assert company["manager"].actor.unit_ids == {company.east.pk, company.team1.pk, company.team2.pk}
    assert company["sales1"].actor.unit_path == (company.root.pk, company.east.pk, company.team1.pk)


def test_a_changed_role_counts_from_the_next_request() -> None:
    company = make_company()
    client = company["sales1"].client
    assert client.read("/me")["permissions"]["lead.read"] == "own"
    grants = {**Role.objects.get(code="salesperson").grants, "lead.read": "team"}
    services.save_role(
        code="salesperson", name="", grants=grants, known=services.known_permissions(), actor=SYSTEM, now=NOW
    )
    assert client.read("/me")["permissions"]["lead.read"] == "team"


def test_a_token_reaches_no_further_than_its_permissions() -> None:
    company = make_company()
    token, key = services.issue_token(
        name="form", permissions=["lead.create"], expires_at=None, actor=company["ops"].actor, now=NOW
    )
    actor = auth.actor_of_token(key)
    assert actor is not None
    assert (dict(actor.grants), actor.via) == ({"lead.create": Scope.ALL}, "token")
    services.revoke_token(token_id=token.pk, actor=company["ops"].actor, now=NOW)
    assert auth.actor_of_token(key) is None


def test_nobody_hands_out_a_role_that_reaches_beyond_their_own() -> None:
    from dabiao.core.errors import Forbidden

    company = make_company()
    with pytest.raises(Forbidden, match="access.role_beyond_own"):
        services.grantable_roles(["operations"], actor=company["lead1"].actor)
