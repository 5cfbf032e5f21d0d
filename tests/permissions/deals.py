"""Operations of products, competitors, and of what a deal consists of, with what decides about each."""

from collections.abc import Mapping

from tests.permissions import flow
from tests.permissions.expected import Operation, Outcome, Record, Rule, Someone, needs, on, seen


def nobody_there(permission: str) -> Rule:
    """A number that no record has."""
    return lambda who, record: "404" if permission in who.grants else "403"


def not_in_it(who: Someone, record: Record) -> Outcome:
    """A part that the record does not have, looked for by who may edit the record."""
    said = on("edit")(who, record)
    return "404" if said == "allowed" else said


def unknown_criterion(who: Someone, record: Record) -> Outcome:
    """Of who may give evidence one is refused that names a criterion or a proof which nobody knows."""
    said = on("edit")(who, record)
    if said == "403" and record.shared.get(who.id) == "team":
        said = "allowed"
    return "422" if said == "allowed" else said


def unknown_customer(who: Someone, record: Record) -> Outcome:
    """Of who may open deals one is refused that names a customer whom nobody knows."""
    return "422" if "opportunity.create" in who.grants else "403"


OPERATIONS: Mapping[str, Operation] = {
    **flow.OPERATIONS,
    "competitors_list": Operation(needs("opportunity.read")),
    "competitors_create": Operation(needs("competitor.manage"), body={"name": "纷享销客"}),
    "competitors_edit": Operation(
        nobody_there("competitor.manage"),
        body={"changes": {"active": False}, "version": 1},
        path={"id": 999_999},
    ),
    "competitors_remove": Operation(nobody_there("competitor.manage"), path={"id": 999_999}),
    "products_list": Operation(needs("product.read")),
    "products_create": Operation(needs("product.manage"), body={"code": "CRM", "name": "标准版"}),
    "products_get": Operation(nobody_there("product.read"), path={"id": 999_999}),
    "products_edit": Operation(
        nobody_there("product.manage"),
        body={"changes": {"active": False}, "version": 1},
        path={"id": 999_999},
    ),
    "products_remove": Operation(nobody_there("product.manage"), path={"id": 999_999}),
    "items_list": Operation(seen(), "opportunity"),
    "items_create": Operation(on("edit"), "opportunity", {"name": "实施服务", "price_minor": 100}),
    "items_order": Operation(on("edit"), "opportunity", {"ids": []}),
    "items_edit": Operation(
        not_in_it,
        "opportunity",
        {"changes": {"price_minor": 1}, "version": 1},
        path={"id": "@id", "item_id": 999_999},
    ),
    "items_remove": Operation(not_in_it, "opportunity", path={"id": "@id", "item_id": 999_999}),
    "team_list": Operation(seen(), "opportunity"),
    "team_set": Operation(on("edit"), "opportunity", {"user_id": "@heir"}),
    "team_remove": Operation(not_in_it, "opportunity", path={"id": "@id", "user_id": 999_999}),
    "proofs_list": Operation(seen(), "opportunity"),
    "proofs_candidates": Operation(seen(), "opportunity"),
    "proofs_give": Operation(
        unknown_criterion, "opportunity", {"criterion_id": 999_999, "kind": "note", "note": "客户亲口说的"}
    ),
    "proofs_waive": Operation(
        unknown_criterion, "opportunity", {"criterion_ids": [999_999], "reason": "老客户续约"}
    ),
    "proofs_withdraw": Operation(unknown_criterion, "opportunity", {"proof_ids": [999_999]}),
    "opportunities_way": Operation(unknown_customer, query={"customer_id": 999_999}),
    "opportunities_claims": Operation(needs("opportunity.read")),
    "opportunities_sums": Operation(needs("opportunity.read")),
    "rivals_list": Operation(seen(), "opportunity"),
    "rivals_create": Operation(on("edit"), "opportunity", {"name": "纷享销客"}),
    "rivals_edit": Operation(
        not_in_it,
        "opportunity",
        {"changes": {"threat": "weak"}, "version": 1},
        path={"id": "@id", "rival_id": 999_999},
    ),
    "rivals_remove": Operation(not_in_it, "opportunity", path={"id": "@id", "rival_id": 999_999}),
}
