"""What platforms delivered, campaigns and what they cost."""

from dabiao.doctor.findings import Check

CHECKS = (
    Check(
        "channels.lead_of_delivery_missing",
        """
        SELECT d.id FROM channels_delivery d
        WHERE d.state = 'done' AND d.subject_kind = 'lead'
        AND NOT EXISTS (SELECT 1 FROM leads_lead l WHERE l.id = d.subject_id)
        """,
        "A delivery is done, and the lead that it brought is not there.",
        "Set state to 'refused' with a code, and try it again under Settings → Channels.",
    ),
    Check(
        "channels.campaign_without_name",
        """
        SELECT c.id FROM channels_campaign c
        WHERE NOT EXISTS (SELECT 1 FROM channels_campaignname n WHERE n.campaign_id = c.id)
        """,
        "A campaign has no name that leads could be found by.",
        "Rename it, and back if need be.",
    ),
    Check(
        "channels.spend_of_another_source",
        """
        SELECT s.id FROM channels_spend s JOIN channels_campaign c ON c.id = s.campaign_id
        WHERE s.source <> c.source
        """,
        "Spend on a campaign is counted under another source than the campaign's.",
        "Set the source of the spend to that of its campaign.",
    ),
)
