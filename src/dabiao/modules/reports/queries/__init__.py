"""Reads of reports. Each starts from what the actor may see: the reports within their scope, and those addressed to them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.scoping import scope_filter
from dabiao.modules.reports.enums import ReportState
from dabiao.modules.reports.models import Copy, Report, Template

READ, WRITE, MANAGE, EXCUSE = "report.read", "report.submit", "report.manage", "report.excuse"


def visible_to(actor: Actor) -> QuerySet[Report]:
    """One's own; what was submitted within the actor's scope; what was addressed to them. A draft is its writer's alone."""
    if not actor.may(READ):
        return Report.objects.none()
    mine, reach = Q(owner_id=actor.user_id or 0), scope_filter(actor, READ)
    said = Report.objects.filter(Q(state=ReportState.SUBMITTED) | Q(excused_at__isnull=False))
    within = said if reach is None else said.filter(reach)
    mail = Copy.objects.filter(report_id=OuterRef("pk"), user_id=actor.user_id or 0, addressed=True)
    sent = Q(Exists(mail), state=ReportState.SUBMITTED)
    return Report.objects.filter(mine | Q(pk__in=within.order_by().values("pk")) | sent)


def templates_for(actor: Actor) -> QuerySet[Template]:
    """All of them: what is asked of whom is no secret. Raises `access.forbidden`."""
    actor.require(READ)
    return Template.objects.all()


def zone() -> Any:
    """The company's: days and due times are its."""
    return get_default_timezone()
