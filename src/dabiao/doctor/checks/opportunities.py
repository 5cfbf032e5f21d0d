"""Opportunities and their way through the stages."""

# ruff: noqa: S608 - our own text, put together once

from dabiao.doctor.findings import Check

# an open deal to which the last change of its pipeline has come: one that ended keeps what was true when it did (ADR 0054)
SETTLED = """o.closed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM opportunities_redesign r WHERE r.pipeline_id = o.pipeline_id
            AND (r.finished_at IS NULL OR (r.undo_asked_at IS NOT NULL AND r.undone_at IS NULL))
        )"""
COUNTS = """p.withdrawn_at IS NULL AND p.voided_at IS NULL
            AND c.active AND s.active AND s.kind = 'open' AND s.pipeline_id = o.pipeline_id"""

CHECKS = (
    Check(
        "opportunity.stage_of_other_pipeline",
        """
        SELECT o.id FROM opportunities_opportunity o JOIN opportunities_stage s ON s.id = o.stage_id
        WHERE s.pipeline_id <> o.pipeline_id
        """,
        "An opportunity stands in a stage of another pipeline.",
        "Move it to a stage of its own pipeline.",
    ),
    Check(
        "opportunity.closed_by_stage",
        """
        SELECT o.id FROM opportunities_opportunity o JOIN opportunities_stage s ON s.id = o.stage_id
        WHERE (o.closed_at IS NULL) <> (s.kind = 'open')
        """,
        "An opportunity is won or lost without a closing time, or has one in an open stage.",
        "Set closed_at from its last stage move, or clear it.",
    ),
    Check(
        "opportunity.present_stage",
        """
        SELECT o.id FROM opportunities_opportunity o WHERE 1 <> (
            SELECT COUNT(*) FROM opportunities_stageentry e WHERE e.opportunity_id = o.id AND e.left_at IS NULL
        ) OR NOT EXISTS (
            SELECT 1 FROM opportunities_stageentry e WHERE e.opportunity_id = o.id AND e.left_at IS NULL
            AND e.stage_id = o.stage_id AND e.entered_at = o.stage_entered_at
        )
        """,
        "The stay in a stage that has no end is missing, or is not the stage an opportunity stands in since then.",
        "Close or add the entry in opportunities_stageentry so that it agrees with stage_id and stage_entered_at.",
    ),
    Check(
        "opportunity.gap_in_stages",
        """
        SELECT e.opportunity_id AS id FROM opportunities_stageentry e
        WHERE e.left_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM opportunities_stageentry n
            WHERE n.opportunity_id = e.opportunity_id AND n.id > e.id AND n.entered_at = e.left_at
        )
        """,
        "An opportunity left a stage without entering the next at that moment.",
        "Correct entered_at and left_at of its entries from its timeline.",
    ),
    Check(
        "opportunity.team_and_shares",
        """
        SELECT m.opportunity_id AS id FROM opportunities_member m WHERE NOT EXISTS (
            SELECT 1 FROM access_share s WHERE s.kind = 'opportunity' AND s.object_id = m.opportunity_id
            AND s.user_id = m.user_id AND s.source = 'team'
        )
        UNION ALL
        SELECT s.object_id AS id FROM access_share s WHERE s.kind = 'opportunity' AND s.source = 'team'
        AND NOT EXISTS (
            SELECT 1 FROM opportunities_member m
            WHERE m.opportunity_id = s.object_id AND m.user_id = s.user_id
        )
        """,
        "Somebody in the team of an opportunity does not see it, or somebody sees it as if they were in its team.",
        "Add or delete the share of opportunities_member in access_share.",
    ),
    Check(
        "opportunity.items_not_summed",
        """
        SELECT o.id FROM opportunities_opportunity o LEFT JOIN (
            SELECT opportunity_id, SUM(amount_minor) AS total FROM opportunities_item GROUP BY opportunity_id
        ) i ON i.opportunity_id = o.id
        WHERE o.amount_from_items AND o.amount_minor <> COALESCE(i.total, 0)
        """,
        "The amount of an opportunity should be the sum of its items and is not.",
        "Set amount_minor to the sum of amount_minor of opportunities_item.",
    ),
    Check(
        "opportunity.item_not_reckoned",
        """
        SELECT i.opportunity_id AS id FROM opportunities_item i
        WHERE ABS(
            i.amount_minor - i.quantity_thousandths / 1000.0 * i.price_minor * (10000 - i.discount_hundredths) / 10000.0
        ) > 0.51 + i.amount_minor / 1000000000000.0
        """,
        "An item's amount is not its quantity times its price less its discount.",
        "Set amount_minor of the item, half up, and the amount of its opportunity.",
    ),
    Check(
        "opportunity.rivals_not_counted",
        """
        SELECT o.id FROM opportunities_opportunity o LEFT JOIN (
            SELECT opportunity_id, COUNT(*) AS named FROM opportunities_rival GROUP BY opportunity_id
        ) r ON r.opportunity_id = o.id
        WHERE o.competitor_count <> COALESCE(r.named, 0) + o.unnamed_rivals
            OR (o.competitor = '') <> (r.named IS NULL)
        """,
        "The number of competitors of an opportunity, or their names in short, are not those of its rows.",
        "Set competitor and competitor_count from opportunities_rival and unnamed_rivals.",
    ),
    Check(
        "opportunity.lost_to_nobody",
        """
        SELECT o.id FROM opportunities_opportunity o JOIN opportunities_stage s ON s.id = o.stage_id
        WHERE o.lost_to_id IS NOT NULL AND (s.kind <> 'lost' OR NOT EXISTS (
            SELECT 1 FROM opportunities_rival r
            WHERE r.opportunity_id = o.id AND r.competitor_id = o.lost_to_id
        ))
        """,
        "An opportunity was lost to a competitor who is not in it, or is not lost at all.",
        "Clear lost_to, or enter the competitor.",
    ),
    Check(
        "opportunity.from_no_lead",
        """
        SELECT o.id FROM opportunities_opportunity o WHERE o.lead_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM leads_lead l WHERE l.id = o.lead_id AND l.opportunity_id = o.id
        )
        """,
        "An opportunity names a lead that was not converted into it.",
        "Correct lead_id of the opportunity, or opportunity_id of the lead.",
    ),
    Check(
        "opportunity.contact_not_counted",
        """
        SELECT o.id FROM opportunities_opportunity o LEFT JOIN (
            SELECT counted.id, MAX(counted.occurred_at) AS latest FROM (
                SELECT about_id AS id, occurred_at FROM activities_activity
                WHERE about_kind = 'opportunity' AND removed_at IS NULL
                UNION ALL
                SELECT l.opportunity_id AS id, b.occurred_at FROM activities_activity b
                JOIN leads_lead l ON b.about_kind = 'lead' AND l.id = b.about_id AND b.created_at <= l.converted_at
                WHERE b.removed_at IS NULL
            ) counted GROUP BY counted.id
        ) a ON a.id = o.id
        WHERE (o.last_contact_at IS NULL) <> (a.latest IS NULL) OR o.last_contact_at <> a.latest
        """,
        "The last contact of an opportunity is not what was logged for it, and for its lead before, says.",
        "Set last_contact_at from the contacts that were not removed.",
    ),
    Check(
        "opportunity.proofs_not_counted",
        f"""
        SELECT o.id FROM opportunities_opportunity o WHERE {SETTLED} AND o.proof_count <> (
            SELECT COUNT(DISTINCT p.criterion_id) FROM opportunities_proof p
            JOIN opportunities_criterion c ON c.id = p.criterion_id JOIN opportunities_stage s ON s.id = c.stage_id
            WHERE p.opportunity_id = o.id AND {COUNTS}
        )
        UNION ALL
        SELECT o.id FROM opportunities_opportunity o WHERE o.closed_at IS NOT NULL AND o.proof_count > (
            SELECT COUNT(DISTINCT p.criterion_id) FROM opportunities_proof p WHERE p.opportunity_id = o.id
        )
        """,
        "An open opportunity does not have as many proved criteria as its proofs that stand say, or one that ended has "
        "more than were ever proved of it.",
        "Count proof_count anew from the proofs that were neither withdrawn nor voided.",
    ),
    Check(
        "opportunity.evidence_elsewhere",
        f"""
        SELECT o.id FROM opportunities_opportunity o
        JOIN opportunities_pipeline w ON w.id = o.pipeline_id AND w.mode = 'signs'
        LEFT JOIN opportunities_stage e ON e.id = o.evidenced_stage_id
        WHERE {SETTLED} AND COALESCE(e.position, 0) <> (
            SELECT COALESCE(MAX(s.position), 0) FROM opportunities_proof p
            JOIN opportunities_criterion c ON c.id = p.criterion_id JOIN opportunities_stage s ON s.id = c.stage_id
            WHERE p.opportunity_id = o.id AND {COUNTS}
        )
        UNION ALL
        SELECT o.id FROM opportunities_opportunity o JOIN opportunities_stage e ON e.id = o.evidenced_stage_id
        WHERE o.closed_at IS NOT NULL AND (o.proof_count = 0 OR e.kind <> 'open' OR e.pipeline_id <> o.pipeline_id)
        """,
        "By signs, an open opportunity's evidenced stage is not the last one of which something is proved; or one that "
        "ended has an evidenced stage without any proof, or of another pipeline.",
        "Set evidenced_stage_id to the last stage with a proof that stands.",
    ),
    Check(
        "opportunity.unrecorded",
        """
        SELECT o.id FROM opportunities_opportunity o WHERE NOT EXISTS (
            SELECT 1 FROM events_eventsubject s JOIN events_event e ON e.id = s.event_id
            WHERE s.kind = 'opportunity' AND s.object_id = o.id AND e.kind = 'opportunity.created'
        )
        """,
        "An opportunity has no opportunity.created event: it was written past the services.",
        "Find what wrote it; its history cannot be made up afterwards.",
    ),
)
