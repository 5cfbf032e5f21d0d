"""What came in by forms, beside the leads and customers that it became."""

from dabiao.doctor.findings import Check

CHECKS = (
    Check(
        "form.record_missing",
        """
        SELECT s.id FROM forms_submission s WHERE s.state IN ('received', 'joined') AND (
            (s.about_kind = 'lead' AND NOT EXISTS (SELECT 1 FROM leads_lead l WHERE l.id = s.about_id))
            OR (s.about_kind = 'customer' AND NOT EXISTS (
                SELECT 1 FROM customers_customer c WHERE c.id = s.about_id))
            OR s.about_kind NOT IN ('lead', 'customer'))
        """,
        "A submission says that it became a record, and there is none.",
        "Set its state to `suspected` and take it in again from the list of submissions.",
    ),
    Check(
        "form.lead_twice",
        """
        SELECT MIN(s.id) AS id FROM forms_submission s WHERE s.state = 'received'
        GROUP BY s.about_kind, s.about_id HAVING COUNT(*) > 1
        """,
        "Two submissions both say that they made the same lead.",
        "Set the state of the later one to `joined`.",
    ),
    Check(
        "form.foreign_code",
        """
        SELECT s.id FROM forms_submission s JOIN forms_code c ON c.id = s.code_id WHERE c.form_id <> s.form_id
        """,
        "A submission came by a code that belongs to another form.",
        "Take the code off the submission.",
    ),
)
