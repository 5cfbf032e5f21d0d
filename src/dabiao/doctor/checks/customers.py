"""Customers, their people, and what is counted for them."""

from dabiao.doctor.findings import Check

_LACKING = """
    SELECT c.id FROM customers_customer c WHERE c.completeness <> COALESCE((
        SELECT 100 * SUM(CASE
            WHEN r.fact = 'industry' AND c.industry = '' THEN 0 WHEN r.fact = 'region' AND c.region = '' THEN 0
            WHEN r.fact = 'phone' AND c.phone = '' THEN 0 WHEN r.fact = 'website' AND c.website = '' THEN 0
            WHEN r.fact = 'address' AND c.address = '' THEN 0 WHEN r.fact = 'source' AND c.source = '' THEN 0
            WHEN r.fact = 'remark' AND c.remark = '' THEN 0 WHEN r.fact = 'owner' AND c.owner_id IS NULL THEN 0
            WHEN r.fact = 'uscc' AND c.uscc = '' AND c.kind <> 'person' THEN 0
            WHEN r.fact = 'contact' AND NOT EXISTS (
                SELECT 1 FROM customers_contact k WHERE k.customer_id = c.id) THEN 0
            WHEN r.fact = 'contact_phone' AND NOT EXISTS (
                SELECT 1 FROM customers_contact k WHERE k.customer_id = c.id AND k.phone <> '') THEN 0
            WHEN r.fact = 'contact_decider' AND NOT EXISTS (
                SELECT 1 FROM customers_contact k WHERE k.customer_id = c.id AND k.decision_role = 'decides') THEN 0
            WHEN r.fact LIKE 'fields.%%' AND {without} THEN 0
            ELSE 1 END) / COUNT(*) FROM customers_requirement r
    ), 100) AND NOT EXISTS (
        SELECT 1 FROM timers_job j WHERE j.kind = 'customers.completeness' AND j.status IN ('queued', 'running')
    )
"""
_WITHOUT = {
    "postgresql": "c.fields -> substr(r.fact, 8) IS NULL",
    "sqlite": "json_extract(c.fields, '$.' || substr(r.fact, 8)) IS NULL",
}

CHECKS = (
    Check(
        "customer.completeness",
        {vendor: _LACKING.format(without=without) for vendor, without in _WITHOUT.items()},
        "How complete a customer is said to be is not what it has of the facts that the company asks for.",
        "Run `dabiao recount`.",
    ),
    Check(
        "customer.open_opportunity_count",
        """
        SELECT c.id FROM customers_customer c WHERE c.open_opportunity_count <> (
            SELECT COUNT(*) FROM opportunities_opportunity o
            JOIN opportunities_stage s ON s.id = o.stage_id
            WHERE o.customer_id = c.id AND s.kind = 'open'
        )
        """,
        "A customer's number of open opportunities is not how many there are.",
        "Set open_opportunity_count to the count.",
    ),
    Check(
        "customer.several_primary_contacts",
        "SELECT customer_id AS id FROM customers_contact WHERE is_primary GROUP BY customer_id HAVING COUNT(*) > 1",
        "A customer has more than one primary contact: the unique index is missing.",
        "Leave one of them primary and run `dabiao migrate`.",
    ),
    Check(
        "customer.contact_not_counted",
        """
        SELECT c.id FROM customers_customer c LEFT JOIN (
            SELECT customer_id, MAX(occurred_at) AS latest FROM activities_activity
            WHERE removed_at IS NULL GROUP BY customer_id
        ) a ON a.customer_id = c.id
        WHERE (c.last_contact_at IS NULL) <> (a.latest IS NULL) OR c.last_contact_at <> a.latest
        """,
        "The last contact with a customer is not what the contacts logged say.",
        "Set last_contact_at from the contacts that were not removed.",
    ),
    Check(
        "activity.contact_elsewhere",
        """
        SELECT a.id FROM activities_activity a JOIN customers_contact c ON c.id = a.contact_id
        WHERE a.customer_id IS NULL OR c.customer_id <> a.customer_id
        """,
        "A logged contact names a person of another customer.",
        "Correct contact_id or customer_id of the activity.",
    ),
)
