"""The lifecycle of leads."""

from dabiao.doctor.findings import Check

CHECKS = (
    Check(
        "lead.converted_into_nothing",
        """
        SELECT id FROM leads_lead
        WHERE (status = 'converted')
           <> (customer_id IS NOT NULL AND opportunity_id IS NOT NULL AND converted_at IS NOT NULL)
        """,
        "A converted lead lacks its customer, opportunity or time, or one that is not converted has them.",
        "Look at its timeline (lead.converted) and set status, customer_id, opportunity_id and converted_at to agree.",
    ),
    Check(
        "lead.status_without_owner",
        """
        SELECT id FROM leads_lead
        WHERE (owner_id IS NOT NULL AND status = 'new') OR (owner_id IS NULL AND status IN ('assigned', 'converted'))
        """,
        "A lead with an owner counts as new, or one without an owner counts as assigned or converted.",
        "Assign it, or return it to the pool.",
    ),
    Check(
        "lead.contact_times",
        """
        SELECT id FROM leads_lead
        WHERE first_contact_at > last_contact_at OR (first_contact_at IS NULL) <> (last_contact_at IS NULL)
        """,
        "The first contact with a lead is later than the last, or only one of the two is set.",
        "Set both from the contacts logged for the lead.",
    ),
    Check(
        "lead.contact_not_counted",
        """
        SELECT l.id FROM leads_lead l LEFT JOIN (
            SELECT about_id, MIN(occurred_at) AS earliest, MAX(occurred_at) AS latest FROM activities_activity
            WHERE about_kind = 'lead' AND removed_at IS NULL GROUP BY about_id
        ) a ON a.about_id = l.id
        WHERE (l.last_contact_at IS NULL) <> (a.latest IS NULL) OR l.last_contact_at <> a.latest
        OR (l.first_contact_at IS NULL) <> (a.earliest IS NULL) OR l.first_contact_at <> a.earliest
        """,
        "The first or last contact of a lead is not what the contacts logged say.",
        "Set last_contact_at and first_contact_at from the contacts that were not removed.",
    ),
    Check(
        "lead.arrived_unrecorded",
        """
        SELECT l.id FROM leads_lead l WHERE NOT EXISTS (
            SELECT 1 FROM events_eventsubject s JOIN events_event e ON e.id = s.event_id
            WHERE s.kind = 'lead' AND s.object_id = l.id AND e.kind = 'lead.received'
        )
        """,
        "A lead has no lead.received event: it was written past the services.",
        "Find what wrote it; its history cannot be made up afterwards.",
    ),
    Check(
        "lead.conversion_unrecorded",
        """
        SELECT l.id FROM leads_lead l WHERE l.status = 'converted' AND NOT EXISTS (
            SELECT 1 FROM events_eventsubject s JOIN events_event e ON e.id = s.event_id
            WHERE s.kind = 'lead' AND s.object_id = l.id AND e.kind = 'lead.converted'
        )
        """,
        "A converted lead has no lead.converted event.",
        "Find what converted it past the services.",
    ),
)
