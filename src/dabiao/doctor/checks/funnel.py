"""The sums of the funnel against the deals, unit by unit; units in which something is marked are being counted anew."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check

# opened: counts in the first half of the row, amounts in the second. Closed: won at 0 and lost at 4, amounts at 2 and 5.
_COUNTS = {"opened": "v.place < v.size / 2", "closed": "v.place IN (0, 4)"}
_AMOUNTS = {"opened": "v.place >= v.size / 2", "closed": "v.place IN (2, 5)"}
_VALUES = {
    "postgresql": """
        SELECT b.unit_id, b.basis, e.place - 1 AS place, e.value::bigint AS value,
        jsonb_array_length(p.value -> 'total') AS size
        FROM analytics_funnelblock b, jsonb_each(b.content::jsonb) p,
        jsonb_array_elements_text(p.value -> 'total') WITH ORDINALITY e(value, place)
    """,
    "sqlite": """
        SELECT b.unit_id, b.basis, e.key AS place, e.value, json_array_length(p.value, '$.total') AS size
        FROM analytics_funnelblock b, json_each(b.content) p, json_each(p.value, '$.total') e
    """,
}


def _differing(basis: str, vendor: str, where: str) -> str:
    return f"""
        SELECT sums.unit_id AS id FROM (
            SELECT COALESCE(o.unit_id, 0) AS unit_id, COUNT(*) AS deals,
            SUM(CASE WHEN o.currency = 'CNY' THEN o.amount_minor ELSE 0 END) AS amount
            FROM opportunities_opportunity o WHERE {where} GROUP BY o.unit_id
            UNION ALL
            SELECT v.unit_id, -SUM(CASE WHEN {_COUNTS[basis]} THEN v.value ELSE 0 END),
            -SUM(CASE WHEN {_AMOUNTS[basis]} THEN v.value ELSE 0 END)
            FROM ({_VALUES[vendor]}) v WHERE v.basis = '{basis}' GROUP BY v.unit_id
        ) sums WHERE sums.unit_id NOT IN (SELECT m.unit_id FROM analytics_funnelmark m)
        GROUP BY sums.unit_id HAVING SUM(sums.deals) <> 0 OR SUM(sums.amount) <> 0
    """


CHECKS = tuple(
    Check(
        f"funnel.{basis}_not_as_deals_are",
        {vendor: _differing(basis, vendor, where) for vendor in _VALUES},
        f"What the funnel says of the deals {basis} in a unit is not what these come to.",
        "Run `dabiao recount`.",
    )
    for basis, where in (("opened", "1 = 1"), ("closed", "o.closed_at IS NOT NULL"))
)
