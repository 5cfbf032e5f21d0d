"""A floor of leads in dispatch, written as rows: what the engine would have left there."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from dabiao.modules.dispatch.models import Breach, Case, Decision, Stint
from dabiao.modules.dispatch.rules.terms import Terms
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, Person

MINUTE = timedelta(minutes=1)


class Floor:
    """Cases, turns and breaches of one company, each with only what a test says of it."""

    def __init__(self, company: Company, now: datetime = NOW) -> None:
        self.company, self.now = company, now

    def lead(self, who: Person | None, **facts: Any) -> Lead:
        unit = None if who is None else who.employee.unit_id
        given = {"name": "王芳", "phone": "13812345678", "received_at": self.now, "unit_id": unit}
        kept = {"owner_id": who and who.id, "created_at": self.now, "updated_at": self.now}
        return Lead.objects.create(**{**given, **kept, **facts})

    def case(self, who: Person | None = None, state: str = "waiting", **facts: Any) -> Case:
        lead = self.lead(who, **facts.pop("lead", {}))
        given = {
            "arrived_at": self.now,
            "state_at": self.now,
            "owner_id": lead.owner_id,
            "unit_id": lead.unit_id,
        }
        return Case.objects.create(**{"lead": lead, "state": state, **given, **facts})

    def stint(
        self, who: Person, *, case: Case | None = None, given: datetime | None = None, **facts: Any
    ) -> Stint:
        """A turn whose first clock ends five minutes after it was given."""
        given = given or self.now
        case = case or self.case(who, "closed", closed_at=given)
        decision = Decision.objects.create(
            lead_id=case.lead_id, case_id=case.pk, at=given, kind="arrival", outcome="given"
        )
        clock = {"given_at": given, "warn_at": given + 3 * MINUTE, "due_at": given + 5 * MINUTE}
        whose = {"user_id": who.id, "unit_id": who.employee.unit_id, "lead_id": case.lead_id}
        told = {"terms": asdict(Terms()), "decision": decision, "case": case}
        return Stint.objects.create(**{**told, **whose, **clock, **facts})

    def running(self, who: Person, state: str = "responding", **facts: Any) -> Case:
        """A case with the turn that runs now."""
        about = {name: facts.pop(name) for name in ("lead", "urgency", "hops") if name in facts}
        case = self.case(who, state, **about)
        stint = self.stint(who, case=case, **facts)
        case.stint_id = stint.pk
        case.due_at = stint.feedback_due_at if state == "feedback" else stint.due_at
        case.save()
        return case

    def breach(self, who: Person, *, stint: Stint | None = None, **facts: Any) -> Breach:
        stint = stint or self.stint(who, end="breached", ended_at=self.now)
        whose = {"owner_id": who.id, "unit_id": who.employee.unit_id, "lead_id": stint.lead_id}
        return Breach.objects.create(
            **{"stint": stint, "clock": "response", "at": self.now, **whose, **facts}
        )
