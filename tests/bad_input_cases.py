"""Requests that must be refused, and how: who, method, path, body → (status, code, field)."""

from typing import Any

MANY = 10**400
NUL = "王\x00芳"
LONE = "\ud83d"  # half of an emoji, as a broken client sends it

# who, method, path, body → status, code, field
REFUSED: dict[str, tuple[str, str, str, Any, tuple[int, str, str | None]]] = {
    # what is not JSON, or not what was asked for
    "a list for a body": ("sales1", "POST", "/leads", [1], (422, "validation.other", "body")),
    "an unknown field": (
        "sales1",
        "POST",
        "/leads",
        {"nmae": "x"},
        (422, "validation.extra_forbidden", "nmae"),
    ),
    "a lead of nothing": ("sales1", "POST", "/leads", {}, (422, "leads.nothing_to_go_by", "name")),
    "only white space": (
        "sales1",
        "POST",
        "/leads",
        {"name": " \u3000 "},
        (422, "leads.nothing_to_go_by", "name"),
    ),
    "a name too long": (
        "sales1",
        "POST",
        "/leads",
        {"name": "长" * 121},
        (422, "validation.string_too_long", "name"),
    ),
    "a source that is none": (
        "sales1",
        "POST",
        "/leads",
        {"name": "x", "source": "?"},
        (422, "validation.enum", "source"),
    ),
    "a time without zone": (
        *("sales1", "POST", "/leads", {"name": "x", "received_at": "2026-03-18T10:00:00"}),
        (422, "validation.other", "received_at"),
    ),
    "an empty batch": (
        "sales1",
        "POST",
        "/leads/batch",
        {"items": []},
        (422, "validation.too_short", "items"),
    ),
    # amounts
    "a negative cost": (
        "sales1",
        "POST",
        "/leads",
        {"name": "x", "cost_minor": -1},
        (422, "validation.greater_than_equal", "cost_minor"),
    ),
    "a negative deal": (
        *("sales1", "POST", "/opportunities", {"name": "x", "customer_id": "@customer", "amount_minor": -5}),
        (422, "validation.greater_than_equal", "amount_minor"),
    ),
    "a negative contract": (
        *("sales1", "POST", "/contracts", {"title": "x", "customer_id": "@customer", "amount_minor": -5}),
        (422, "validation.greater_than_equal", "amount_minor"),
    ),
    "money of no account": (
        *(
            "sales1",
            "POST",
            "/contracts",
            {"title": "x", "customer_id": "@customer", "amount_minor": 5, "currency": "XXX"},
        ),
        (422, "money.unknown_currency", "currency"),
    ),
    "a negative receipt": (
        *("finance", "POST", "/receipts"),
        {"contract_id": "@contract", "received_on": "2026-03-18", "amount_minor": -5, "method": "bank"},
        (422, "validation.greater_than_equal", "amount_minor"),
    ),
    "a receipt of nothing": (
        *("finance", "POST", "/receipts"),
        {"contract_id": "@contract", "received_on": "2026-03-18", "amount_minor": 0, "method": "bank"},
        (422, "validation.greater_than_equal", "amount_minor"),
    ),
    "a receipt from the future": (
        *("finance", "POST", "/receipts"),
        {"contract_id": "@contract", "received_on": "2199-03-18", "amount_minor": 5, "method": "bank"},
        (422, "receivables.in_future", "received_on"),
    ),
    "a plan that does not add up": (
        *("finance", "PUT", "/contracts/@contract/instalments"),
        {"items": [{"due_on": "2026-05-01", "amount_minor": 1}]},
        (422, "receivables.plan_differs", "items"),
    ),
    "a refund beyond the receipt": (
        *("finance", "POST", "/receipts/@receipt/refunds"),
        {"amount_minor": 10**9, "refunded_on": "2026-03-20", "reason": "x"},
        (422, "receivables.refund_exceeds", "amount_minor"),
    ),
    "an amount beyond counting": (
        *(
            "sales1",
            "POST",
            "/opportunities",
            {"name": "x", "customer_id": "@customer", "amount_minor": MANY},
        ),
        (422, "validation.less_than_equal", "amount_minor"),
    ),
    # people who cannot take anything
    "a lead for who left": (
        "ops",
        "POST",
        "/leads/@lead/assignments",
        {"owner_id": "@gone"},
        (422, "org.not_working", "owner_id"),
    ),
    "a new lead for who left": (
        "ops",
        "POST",
        "/leads",
        {"name": "x", "owner_id": "@gone"},
        (422, "org.not_working", "owner_id"),
    ),
    "a customer for who left": (
        *("ops", "POST", "/customers/@customer/assignments", {"owner_id": "@gone"}),
        (422, "org.not_working", "owner_id"),
    ),
    "a deal for who left": (
        "ops",
        "POST",
        "/opportunities/@deal/assignments",
        {"owner_id": "@gone"},
        (422, "org.not_working", "owner_id"),
    ),
    "a contract for who left": (
        *("ops", "POST", "/contracts/@contract/assignments", {"owner_id": "@gone"}),
        (422, "org.not_working", "owner_id"),
    ),
    "a successor who left": (
        *("ops", "POST", "/employees/@seller/departures", {"successor_id": "@gone", "left_on": "2026-03-20"}),
        (422, "org.not_working", "successor_id"),
    ),
    "nobody to hand over to": (
        *("ops", "POST", "/employees/@seller/departures", {"successor_id": None, "left_on": "2026-03-20"}),
        (422, "org.needs_successor", "successor_id"),
    ),
    "leaving twice": (
        *("ops", "POST", "/employees/@gone/departures", {"successor_id": None, "left_on": "2026-03-21"}),
        (409, "org.already_left", "id"),
    ),
    # records of others, named in a body, are like records that do not exist
    "a deal for a foreign customer": (
        *("sales2", "POST", "/opportunities", {"name": "x", "customer_id": "@customer", "amount_minor": 5}),
        (422, "core.not_found_here", "customer_id"),
    ),
    "a contract for a foreign customer": (
        *("sales2", "POST", "/contracts", {"title": "x", "customer_id": "@customer", "amount_minor": 5}),
        (422, "core.not_found_here", "customer_id"),
    ),
    "a contract of another's deal": (
        *("sales1", "POST", "/contracts"),
        {"title": "x", "customer_id": "@customer", "opportunity_id": "@lost", "amount_minor": 5},
        (422, "contracts.opportunity_elsewhere", "opportunity_id"),
    ),
    "somebody at a foreign customer": (
        *("sales2", "POST", "/contacts", {"customer_id": "@customer", "name": "x"}),
        (422, "core.not_found_here", "customer_id"),
    ),
    "a contact with a foreign deal": (
        *("sales2", "POST", "/activities"),
        {"subject_kind": "opportunity", "subject_id": "@deal", "method": "call", "result": "reached"},
        (422, "core.not_found_here", "subject_id"),
    ),
    "joining a foreign customer": (
        *("sales2", "POST", "/leads/@lead/conversions"),
        {"opportunity_name": "x", "amount_minor": 5, "customer_id": "@customer"},
        (422, "core.not_found_here", "customer_id"),
    ),
    "money for a foreign contract": (
        *("sales2", "PUT", "/contracts/@contract/instalments", {"items": []}),
        (404, "core.not_found", None),
    ),
    "an id beyond counting": ("ops", "GET", f"/leads/{2**63 - 1}", {}, (404, "core.not_found", None)),
    # the life of a record
    "converting twice": (
        *("ops", "POST", "/leads/@converted/conversions", {"opportunity_name": "x", "amount_minor": 5}),
        (409, "leads.already_converted", "status"),
    ),
    "converting what was given up": (
        *("ops", "POST", "/leads/@invalid/conversions", {"opportunity_name": "x", "amount_minor": 5}),
        (409, "leads.is_invalid", "status"),
    ),
    "moving from where it is not": (
        *(
            "sales1",
            "POST",
            "/opportunities/@deal/stage-moves",
            {"stage_id": "@stage2", "expected_stage_id": "@stage1"},
        ),
        (409, "opportunities.stage_moved", "expected_stage_id"),
    ),
    "losing without a reason": (
        *(
            "sales1",
            "POST",
            "/opportunities/@deal/stage-moves",
            {"stage_id": "@lost_stage", "expected_stage_id": "@won_stage"},
        ),
        (422, "opportunities.reason_needed", "reason"),
    ),
    "signing twice": (
        "ops",
        "POST",
        "/contracts/@contract/signatures",
        {"signed_on": "2026-03-18"},
        (409, "contracts.not_draft", "status"),
    ),
    "cancelling with money in": (
        "ops",
        "POST",
        "/contracts/@contract/cancellations",
        {"reason": "x"},
        (409, "contracts.money_kept", "received_minor"),
    ),
    "another amount once signed": (
        *("ops", "PATCH", "/contracts/@contract", {"changes": {"amount_minor": 7}, "version": "@version"}),
        (409, "contracts.fixed_once_signed", "amount_minor"),
    ),
    "an edit of what nobody saw": (
        "ops",
        "PATCH",
        "/customers/@customer",
        {"changes": {"name": "x"}},
        (422, "edit.base_required", "version"),
    ),
    # lists
    "an unknown sort": ("ops", "GET", "/leads", {"sort": "password"}, (422, "lists.unknown_sort", "sort")),
    "a cursor made up": (
        "ops",
        "GET",
        "/leads",
        {"cursor": "eyJ4IjoxfQ"},
        (422, "lists.bad_cursor", "cursor"),
    ),
    "a page too long": ("ops", "GET", "/leads", {"limit": 201}, (422, "validation.less_than_equal", "limit")),
    # access
    "a share to nobody": (
        *("ops", "POST", "/shares", {"subject_kind": "lead", "subject_id": "@lead", "user_id": 999}),
        (422, "core.not_found_here", "user_id"),
    ),
    "a share of what is none": (
        *("ops", "POST", "/shares", {"subject_kind": "moon", "subject_id": 1, "user_id": 1}),
        (422, "core.unknown_kind", "subject_kind"),
    ),
    "a scope that is none": (
        *("ops", "PUT", "/roles/x", {"permissions": {"lead.read": "galaxy"}}),
        (422, "access.unknown_scope", "permissions"),
    ),
    "a token beyond oneself": (
        *("robot", "POST", "/tokens", {"name": "x", "permissions": ["role.edit"]}),
        (422, "access.beyond_own", "permissions"),
    ),
    "a login taken": (
        *("ops", "POST", "/employees"),
        {
            "name": "x",
            "login": "SALES1",
            "password": "correct-horse-9",
            "unit_id": "@team",
            "roles": ["salesperson"],
            "hired_on": "2026-03-01",
        },
        (422, "access.login_taken", "login"),
    ),
}
