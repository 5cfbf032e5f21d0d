"""Events, contacts, messages and shares speak only of records that exist."""

# ruff: noqa: S608 - the pieces put together are constants of this file

from dabiao.doctor.findings import Check

# kind → (table, key)
TABLES = {
    "lead": ("leads_lead", "id"),
    "customer": ("customers_customer", "id"),
    "contact": ("customers_contact", "id"),
    "opportunity": ("opportunities_opportunity", "id"),
    "contract": ("contracts_contract", "id"),
    "activity": ("activities_activity", "id"),
    "employee": ("org_employee", "user_id"),
    "unit": ("org_unit", "id"),
    "user": ("access_user", "id"),
    "role": ("access_role", "id"),
    "token": ("access_apitoken", "id"),
    "import": ("importing_importrun", "id"),
}


def _missing(kind_column: str, id_column: str) -> str:
    """True where the record that these two columns name does not exist. Kinds we do not know pass."""
    return " OR ".join(
        f"({kind_column} = '{kind}' AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.{key} = {id_column}))"
        for kind, (table, key) in TABLES.items()
    )


CHECKS = (
    Check(
        "event.about_nothing",
        f"""
        SELECT s.event_id AS id FROM events_eventsubject s WHERE ({_missing("s.kind", "s.object_id")})
        AND NOT EXISTS (
            SELECT 1 FROM events_eventsubject t JOIN events_event e ON e.id = t.event_id
            WHERE t.kind = s.kind AND t.object_id = s.object_id
            AND e.kind IN ('lead.withdrawn', 'customer.withdrawn', 'contact.withdrawn')
        )
        """,
        "An event tells of a record that does not exist, and that no undone import withdrew.",
        "Nothing else in the program deletes records: restore the record, or find what deleted it.",
    ),
    Check(
        "event.subject_without_event",
        """
        SELECT s.event_id AS id FROM events_eventsubject s
        WHERE NOT EXISTS (SELECT 1 FROM events_event e WHERE e.id = s.event_id)
        """,
        "A record's timeline points to an event that does not exist.",
        "Delete the row of events_eventsubject, and find what deleted the event.",
    ),
    Check(
        "activity.about_nothing",
        f"""
        SELECT a.id FROM activities_activity a
        WHERE {_missing("a.about_kind", "a.about_id")}
        OR (a.customer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers_customer c WHERE c.id = a.customer_id))
        OR (a.contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers_contact c WHERE c.id = a.contact_id))
        """,
        "A logged contact is about a record, customer or person that does not exist.",
        "Restore the record, or delete the activity.",
    ),
    Check(
        "notification.about_nothing",
        f"SELECT n.id FROM notifications_notification n WHERE {_missing('n.subject_kind', 'n.subject_id')}",
        "A message opens a record that does not exist.",
        "Delete the message.",
    ),
    Check(
        "share.of_nothing",
        f"SELECT s.id FROM access_share s WHERE {_missing('s.kind', 's.object_id')}",
        "A record that does not exist is shared.",
        "Delete the share.",
    ),
)
