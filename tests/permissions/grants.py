"""What each role may do, and how far, as a reviewer reads it. Written by hand from the words of the product.

own: my records · team: and those of my unit · unit: and those of all units below · all: everybody's · a dot: not at all.
Records shared with me come on top of every scope but a dot.
"""

ROLES = (
    *("salesperson", "team_lead", "manager", "operations", "inspector"),
    *("finance", "trainer", "executive", "agent", "integration"),
)

TABLE = """
                      sales  lead   mgr    ops   insp  fin   train  exec  agent  integr
lead.read             own    team   unit   all   all   .     .      all   own    own
lead.read_phone       .      .      .      all   .     .     .      .     .      .
lead.reveal           own    team   unit   all   .     .     .      .     .      .
lead.create           own    team   unit   all   .     .     .      .     own    own
lead.edit             own    team   unit   all   .     .     .      .     own    .
lead.return           own    team   unit   all   .     .     .      .     .      .
lead.convert          own    team   unit   all   .     .     .      .     .      .
lead.assign           .      team   unit   all   .     .     .      .     .      .
lead.claim            unit   team   unit   all   .     .     .      .     .      .
lead.import           own    team   unit   all   .     .     .      .     .      .
lead.export           .      team   unit   all   .     .     .      .     .      .
customer.read         own    team   unit   all   all   all   .      all   .      own
customer.read_phone   .      .      .      all   .     .     .      .     .      .
customer.reveal       own    team   unit   all   .     .     .      .     .      .
customer.create       own    team   unit   all   .     .     .      .     .      own
customer.edit         own    team   unit   all   .     .     .      .     .      .
customer.assign       .      team   unit   all   .     .     .      .     .      .
customer.import       .      .      unit   all   .     .     .      .     .      .
customer.export       .      team   unit   all   .     .     .      .     .      .
opportunity.read      own    team   unit   all   .     all   .      all   .      .
opportunity.create    own    team   unit   all   .     .     .      .     .      .
opportunity.edit      own    team   unit   all   .     .     .      .     .      .
opportunity.move      own    team   unit   all   .     .     .      .     .      .
opportunity.assign    .      team   unit   all   .     .     .      .     .      .
opportunity.export    .      team   unit   all   .     .     .      .     .      .
competitor.manage     .      .      unit   all   .     .     .      .     .      .
pipeline.manage       .      .      .      all   .     .     .      .     .      .
product.read          own    team   unit   all   .     all   .      all   .      .
product.manage        .      .      unit   all   .     .     .      .     .      .
contract.read         own    team   unit   all   .     all   .      all   .      .
contract.create       own    team   unit   all   .     .     .      .     .      .
contract.edit         own    team   unit   all   .     all   .      .     .      .
contract.sign         own    team   unit   all   .     .     .      .     .      .
contract.cancel       .      team   unit   all   .     all   .      .     .      .
contract.assign       .      team   unit   all   .     .     .      .     .      .
contract.export       .      .      unit   all   .     all   .      .     .      .
receivable.read       own    team   unit   all   .     all   .      all   .      .
receivable.plan       own    team   unit   all   .     all   .      .     .      .
receivable.record     .      .      .      all   .     all   .      .     .      .
receivable.refund     .      .      .      all   .     all   .      .     .      .
receivable.export     .      .      unit   all   .     all   .      .     .      .
activity.read         own    team   unit   all   all   .     all    all   own    .
activity.log          own    team   unit   all   .     .     .      .     own    .
task.read             own    team   unit   all   own   own   own    own   own    .
task.create           own    team   unit   all   own   own   own    own   own    .
task.edit             own    team   unit   all   own   own   own    own   own    .
task.assign           .      team   unit   all   .     .     .      .     .      .
visit.read            own    team   unit   all   all   .     all    all   .      .
visit.create          own    team   unit   all   .     .     .      .     .      .
visit.edit            own    team   unit   all   .     .     .      .     .      .
visit.manage          .      .      unit   all   .     .     .      .     .      .
check.read            own    team   unit   all   all   .     all    all   own    .
check.do              .      team   unit   all   all   .     .      all   .      .
check.manage          .      team   unit   all   all   .     .      all   .      .
task.assign           .      team   unit   all   .     .     .      all   .      .
conversation.read     own    team   unit   all   all   .     .      all   .      .
conversation.serve    own    team   unit   all   .     .     .      .     .      .
conversation.claim    unit   team   unit   all   .     .     .      .     .      .
conversation.assign   .      team   unit   all   .     .     .      .     .      .
chat.manage           .      .      unit   all   .     .     .      .     .      .
analytics.read        own    team   unit   all   .     all   all    all   .      .
dispatch.read         own    team   unit   all   .     .     .      all   .      .
dispatch.judge        .      team   unit   all   .     .     .      .     .      .
dispatch.manage       .      .      unit   all   .     .     .      .     .      .
employee.read         own    team   unit   all   all   all   all    all   .      .
employee.read_phone   .      .      .      all   .     .     .      .     .      .
employee.reveal       .      team   unit   all   .     .     .      .     .      .
employee.judge        .      team   unit   all   .     .     .      .     .      .
employee.duty         own    team   unit   all   .     .     .      .     .      .
employee.create       .      .      .      all   .     .     .      .     .      .
employee.edit         .      .      .      all   .     .     .      .     .      .
employee.leave        .      .      .      all   .     .     .      .     .      .
tag.manage            .      .      unit   all   .     .     .      .     .      .
campaign.read         .      .      unit   all   .     all   .      all   .      .
campaign.manage       .      .      unit   all   .     .     .      .     .      .
channel.manage        .      .      .      all   .     .     .      .     .      .
unit.edit             .      .      .      all   .     .     .      .     .      .
role.read             .      .      unit   all   .     .     .      all   .      .
role.edit             .      .      .      all   .     .     .      .     .      .
export.approve        .      .      unit   all   .     .     .      .     .      .
import.read           .      .      unit   all   .     .     .      .     .      .
import.undo           .      .      unit   all   .     .     .      .     .      .
audit.read            .      .      .      all   .     .     .      all   .      .
view.share            .      .      unit   all   .     .     .      .     .      .
token.create          .      .      .      all   .     .     .      .     .      own
identity.share        .      .      .      all   .     .     .      .     .      .
account.manage        .      .      .      all   .     .     .      .     .      .
forecast.manage       .      .      .      all   .     .     .      .     .      .
grading.manage        .      .      .      all   .     .     .      .     .      .
field.manage          .      .      .      all   .     .     .      .     .      .
dispatch.read         own    team   unit   all   .     .     .      all   .     .
dispatch.judge        .      team   unit   all   .     .     .      .     .      .
dispatch.manage       .      .      unit   all   .     .     .      .     .      .
form.manage           .      .      unit   all   .     .     .      .     .      .
company.connect       .      .      .      all   .     .     .      .     .      .
target.read           own    team   unit   all   .     all   all    all   .      .
target.declare        own    team   unit   all   .     .     .      .     .      .
target.edit           .      team   unit   all   .     .     .      all   .      .
target.manage         .      .      unit   all   .     .     .      all   .      .
comment.write         own    team   unit   all   all   all   .      all   .      .
comment.remove        .      .      .      all   .     .     .      .     .      .
file.add              own    team   unit   all   all   all   .      all   own    .
file.remove           .      .      .      all   .     .     .      .     .      .
target.read           own    team   unit   all   .     all   all    all   .      .
target.declare        own    team   unit   all   .     .     .      .     .      .
target.edit           .      team   unit   all   .     .     .      all   .      .
target.manage         .      .      unit   all   .     .     .      all   .      .
target.attribute      .      .      unit   all   .     all   .      all   .      .
target.close          .      .      .      all   .     all   .      all   .      .
metric.manage         .      .      .      all   .     .     .      all   .      .
review.read           own    team   unit   all   .     .     all    all   .      .
review.write          own    team   unit   all   .     .     .      all   .      .
review.export         .      .      unit   all   .     .     all    .     .      .
market.read           all    all    all    all   .     .     all    all   .      .
market.create         own    team   unit   all   .     .     .      .     .      .
market.edit           own    team   unit   all   .     .     .      .     .      .
market.manage         .      .      unit   all   .     .     .      .     .      .
market.export         .      .      unit   all   .     .     .      .     .      .
debrief.read          all    all    all    all   .     .     .      all   .      .
debrief.edit          own    team   unit   all   .     .     .      .     .      .
debrief.judge         .      team   unit   all   .     .     .      .     .      .
debrief.manage        .      .      unit   all   .     .     .      .     .      .
meeting.read          own    team   unit   all   .     .     .      all   .      .
meeting.write         own    team   unit   all   .     .     .      all   .      .
target.lock           .      .      unit   all   .     .     .      all   .      .
pulse.read            .      team   unit   all   .     .     all    all   .      .
pulse.manage          .      .      .      all   .     .     .      .     .      .
quota.read            own    team   unit   all   .     .     all    all   .      .
quota.declare         own    team   unit   all   .     .     .      .     .      .
quota.manage          .      .      unit   all   .     .     .      all   .      .
sales_event.read      own    team   unit   all   .     all   .      all   .      .
sales_event.edit      .      team   unit   all   .     .     .      .     .      .
sales_event.close     .      team   unit   all   .     .     .      .     .      .
plan.read             own    team   unit   all   all   own   all    all   .      .
plan.edit             own    team   unit   all   own   own   own    own   .      .
plan.manage           .      .      .      all   .     .     .      .     .      .
report.read           own    team   unit   all   own   own   own    all   own    .
report.submit         own    team   unit   all   own   own   own    own   own    .
report.excuse         .      team   unit   all   .     .     .      all   .      .
report.manage         .      .      .      all   .     .     .      all   .      .
"""


def grants() -> dict[str, dict[str, str]]:
    """role → permission → scope."""
    found: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for line in TABLE.strip().splitlines()[1:]:
        permission, *scopes = line.split()
        for role, scope in zip(ROLES, scopes, strict=True):
            if scope != ".":
                found[role][permission] = scope
    return found
