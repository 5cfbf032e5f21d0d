"""The roles the product ships with: permission → scope. An administrator may change any of them."""

from collections.abc import Mapping

TASKS = ("task.read", "task.create", "task.edit")  # one's own are everybody's who works with people
REPORT = ("report.read", "report.submit")  # everybody may be asked for a report, and reads their own
READ_WORK = (
    "lead.read",
    "customer.read",
    "opportunity.read",
    "contract.read",
    "receivable.read",
    "activity.read",
    "product.read",
    "sales_event.read",
    "comment.write",
    "file.add",
)
SELL = (
    *READ_WORK,
    *TASKS,
    *REPORT,
    *("lead.create", "lead.edit", "lead.return", "lead.convert", "lead.reveal"),
    *("customer.create", "customer.edit", "customer.reveal"),
    *("opportunity.create", "opportunity.edit", "opportunity.move"),
    *("contract.create", "contract.edit", "contract.sign", "receivable.plan"),
    *("activity.log", "analytics.read", "employee.read", "employee.duty"),
    *("dispatch.read", "conversation.read", "conversation.serve"),
    *("quota.read", "quota.declare"),
    *("visit.read", "visit.create", "visit.edit"),
    *("target.read", "target.declare", "plan.read", "plan.edit"),
    "check.read",
    *("market.create", "market.edit", "debrief.edit"),
    *("review.read", "review.write", "meeting.read", "meeting.write"),
)
LEAD = (
    *SELL,
    "lead.assign",
    "customer.assign",
    "opportunity.assign",
    "contract.assign",
    "contract.cancel",
    "employee.reveal",
    "employee.judge",
    "task.assign",
    "report.excuse",
    "dispatch.judge",
    "conversation.assign",
    "target.edit",
    "pulse.read",
    "sales_event.edit",
    "sales_event.close",
    *("check.do", "check.manage"),
    "debrief.judge",
)
DATA = (
    "lead.import",
    "lead.export",
    "customer.import",
    "customer.export",
    "opportunity.export",
    "contract.export",
    "competitor.manage",
    "market.manage",
    "market.export",
    "review.export",
    "debrief.manage",
    "product.manage",
    "dispatch.manage",
    "visit.manage",
    "chat.manage",
    "form.manage",
    "tag.manage",
    "campaign.read",
    "campaign.manage",
    "import.undo",
    "view.share",
    "export.approve",
    "target.manage",
    "target.attribute",
    "target.lock",
    "quota.manage",
)
ADMINISTER = (
    *("lead.read_phone", "customer.read_phone", "employee.read_phone"),
    *("receivable.record", "receivable.refund", "receivable.export", "import.read", "audit.read"),
    *(
        "employee.create",
        "employee.edit",
        "employee.leave",
        "unit.edit",
        "role.read",
        "role.edit",
        "token.create",
        "identity.share",
        "account.manage",
        "field.manage",
        "grading.manage",
        "pipeline.manage",
        "forecast.manage",
        "metric.manage",
        "report.manage",
        "target.close",
        "pulse.manage",
        "company.connect",
        "channel.manage",
        "comment.remove",
        "file.remove",
        "plan.manage",
    ),
)
# what is known of the market is everybody's who sells, and debriefs go by the deals that one sees
KNOWN = ("market.read", "debrief.read")
EVERYTHING = frozenset((*LEAD, *KNOWN, "lead.claim", "conversation.claim", *DATA, *ADMINISTER))


def _within(scope: str, *permissions: str) -> dict[str, str]:
    return dict.fromkeys(permissions, scope)


PRESETS: Mapping[str, Mapping[str, str]] = {
    "salesperson": {
        **_within("own", *SELL, "lead.import"),
        **_within("unit", "lead.claim", "conversation.claim"),
        **_within("all", *KNOWN),
    },
    "team_lead": {
        **_within("team", *LEAD, "lead.claim", "conversation.claim", "lead.import", "lead.export"),
        **_within("team", "customer.export", "opportunity.export"),
        **_within("all", *KNOWN),
    },
    "manager": {
        **_within("unit", *LEAD, *DATA, "lead.claim", "conversation.claim", "receivable.export"),
        **_within("unit", "import.read", "role.read"),
        **_within("all", *KNOWN),
    },
    "operations": _within("all", *EVERYTHING),
    "inspector": {
        **_within("all", "lead.read", "customer.read", "activity.read", "employee.read", "comment.write"),
        **_within("all", "file.add", "conversation.read", "visit.read", "plan.read"),
        **_within("all", "check.read", "check.do", "check.manage"),
        **_within("own", *TASKS, *REPORT, "plan.edit"),
    },
    "finance": {
        **_within(
            "all", "customer.read", "opportunity.read", "contract.read", "contract.edit", "contract.cancel"
        ),
        **_within("all", "product.read"),
        **_within("all", "receivable.read", "receivable.plan", "receivable.record", "receivable.refund"),
        **_within("all", "receivable.export", "contract.export", "analytics.read", "employee.read"),
        **_within("all", "campaign.read", "target.read", "target.close", "target.attribute"),
        **_within("all", "sales_event.read"),
        **_within("all", "comment.write", "file.add"),
        **_within("own", *TASKS, *REPORT, "plan.read", "plan.edit"),
    },
    "trainer": {
        **_within("all", "employee.read", "activity.read", "analytics.read", "target.read", "pulse.read"),
        **_within("all", "quota.read", "visit.read", "check.read", "review.read", "plan.read"),
        **_within("all", "market.read", "review.export"),
        **_within("own", *TASKS, *REPORT, "plan.edit"),
    },
    "executive": {
        **_within(
            "all",
            *READ_WORK,
            "visit.read",
            "dispatch.read",
            "conversation.read",
            "analytics.read",
            "employee.read",
            "role.read",
            "audit.read",
            *KNOWN,
        ),
        **_within("all", "campaign.read", "target.read", "target.edit", "target.manage", "target.lock"),
        **_within("all", "metric.manage", "target.attribute", "target.close", "pulse.read"),
        **_within("all", "quota.read", "quota.manage", "plan.read"),
        **_within("all", "check.read", "check.do", "check.manage"),
        **_within("all", "review.read", "review.write", "meeting.read", "meeting.write", "task.assign"),
        **_within("all", "report.read", "report.excuse", "report.manage"),
        **_within("own", *TASKS, "report.submit", "plan.edit"),
    },
    "agent": {
        **_within("own", "lead.read", "lead.create", "lead.edit"),
        **_within("own", "activity.read", "activity.log", "file.add", *TASKS, *REPORT, "check.read"),
    },
    "integration": _within(
        "own", "lead.read", "lead.create", "customer.read", "customer.create", "token.create"
    ),
}
# What holders of a role may use up without asking, where a role of the product has a cap from the start: phones looked at
# in full on a day; rows in one exported file and on one day, beyond which a file waits for approval. Who sells has no
# business with files; if they are given exports one day, these are the caps.
CAPS: Mapping[str, Mapping[str, int]] = {
    "salesperson": {"reveals_per_day": 100, "rows_per_export": 100, "export_rows_per_day": 200},
    "team_lead": {"reveals_per_day": 300, "rows_per_export": 200, "export_rows_per_day": 1_000},
    "manager": {"rows_per_export": 5_000, "export_rows_per_day": 20_000},
    "finance": {"rows_per_export": 5_000, "export_rows_per_day": 20_000},
}
