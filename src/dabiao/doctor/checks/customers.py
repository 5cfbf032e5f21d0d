"""Customers, their people, and what is counted for them."""

from dabiao.doctor.findings import Check

CHECKS = (
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
