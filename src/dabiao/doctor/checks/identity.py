"""One person or organisation, one live record."""

from dabiao.doctor.findings import Check

CHECKS = (
    Check(
        "identity.key_of_nobody",
        """
        SELECT k.id FROM identity_identitykey k
        LEFT JOIN leads_lead l ON k.holder_kind = 'lead' AND l.id = k.holder_id
        LEFT JOIN customers_customer c ON k.holder_kind = 'customer' AND c.id = k.holder_id
        WHERE (k.holder_kind = 'lead' AND (l.id IS NULL OR l.status IN ('converted', 'invalid')))
           OR (k.holder_kind = 'customer' AND c.id IS NULL)
           OR k.holder_kind NOT IN ('lead', 'customer', 'shared')
        """,
        "A key is held by a record that is gone or has come to an end, so that nobody else can have it.",
        "Delete the key.",
    ),
    Check(
        "identity.mobile_without_key",
        """
        SELECT l.id FROM leads_lead l
        WHERE l.status NOT IN ('converted', 'invalid') AND l.phone LIKE '1__________' AND l.phone >= '13' AND l.phone < '2'
          AND NOT EXISTS (SELECT 1 FROM identity_identitykey k WHERE k.kind = 'phone' AND k.value = '+86' || l.phone)
        """,
        "A live lead has a mobile number that nobody holds: it was written past the services.",
        "Save the lead's number again, or run the migration leads.0003.",
    ),
    Check(
        "identity.allow_list_disagrees",
        """
        SELECT s.id AS id FROM identity_sharedkey s
        LEFT JOIN identity_identitykey k ON k.kind = s.kind AND k.value = s.value AND k.holder_kind = 'shared'
        WHERE k.id IS NULL
        UNION ALL
        SELECT k.id FROM identity_identitykey k WHERE k.holder_kind = 'shared' AND NOT EXISTS
            (SELECT 1 FROM identity_sharedkey s WHERE s.kind = k.kind AND s.value = k.value)
        """,
        "The list of shared keys and the keys themselves disagree.",
        "Take the key off the list and put it on again.",
    ),
    Check(
        "lead.enquiries_miscounted",
        """
        SELECT l.id FROM leads_lead l WHERE l.enquiry_count <> 1 + (
            SELECT COUNT(*) FROM leads_enquiry e WHERE e.subject_kind = 'lead' AND e.subject_id = l.id)
        """,
        "A lead counts other than as many enquiries as it has.",
        "Set enquiry_count to 1 and the number of its enquiries.",
    ),
)
