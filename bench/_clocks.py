"""Clocks of leads that somebody has, written straight into the tables: few by us, a million by the database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta


def running(
    people: Sequence[int], count: int, *, first: datetime, per_s: float, responding: bool, start: int
) -> None:
    """So many clocks that are running: their next moment comes `per_s` times in a second from `first` on."""
    from dabiao.modules.dispatch.models import Case, Decision, Rule, Stint
    from dabiao.modules.dispatch.rules.terms import Terms, kept
    from dabiao.modules.leads.models import Lead
    from dabiao.modules.org.models import Employee

    rule, units = Rule.objects.latest("pk"), dict(Employee.objects.values_list("user_id", "unit_id"))
    terms = kept(Terms())
    for chunk in range(0, count, 5_000):
        numbers = range(chunk, min(count, chunk + 5_000))
        owners = [people[n % len(people)] for n in numbers]
        dues = [first + timedelta(seconds=n / per_s) for n in numbers]
        given = [due - timedelta(minutes=5 if not responding else 3) for due in dues]
        common = {"created_at": first, "updated_at": first, "received_at": first, "status": "assigned"}
        leads = Lead.objects.bulk_create(
            Lead(name=f"钟{start + n}", owner_id=owner, unit_id=units[owner], assigned_at=then, **common)
            for n, owner, then in zip(numbers, owners, given, strict=True)
        )
        cases = Case.objects.bulk_create(
            Case(
                lead=lead,
                state="responding",
                rule=rule,
                owner_id=owner,
                unit_id=units[owner],
                arrived_at=then,
                state_at=then,
                next_at=due,
                due_at=then + timedelta(minutes=5),
            )
            for lead, owner, then, due in zip(leads, owners, given, dues, strict=True)
        )
        decisions = Decision.objects.bulk_create(
            Decision(
                lead_id=case.lead_id, case_id=case.pk, at=then, kind="hand", outcome="given", winner_id=owner
            )
            for case, owner, then in zip(cases, owners, given, strict=True)
        )
        stints = Stint.objects.bulk_create(
            Stint(
                decision=decision,
                case=case,
                lead_id=case.lead_id,
                user_id=owner,
                unit_id=units[owner],
                terms=terms,
                given_at=then,
                warn_at=then + timedelta(minutes=3),
                due_at=then + timedelta(minutes=5),
                warned_at=None if responding else then + timedelta(minutes=3),
            )
            for decision, case, owner, then in zip(decisions, cases, owners, given, strict=True)
        )
        for case, stint in zip(cases, stints, strict=True):
            case.stint_id = stint.pk
        Case.objects.bulk_update(cases, ["stint_id"], batch_size=5_000)


def far_off(people: Sequence[int], count: int, *, some: int = 5_000) -> None:
    """So many clocks of tomorrow, ten thousand in a second: the first few written by us, the others copied from them by SQL."""
    from django.db import connection
    from django.db.models import F

    from dabiao.modules.dispatch.models import Case, Decision, Stint
    from dabiao.modules.leads.models import Lead

    some, tables = min(some, count), (Lead, Case, Decision, Stint)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    running(people, some, first=tomorrow, per_s=1e4, responding=True, start=0)
    points_at = {"lead_id", "case_id", "decision_id", "stint_id"}
    with connection.cursor() as cursor:
        for model in tables:
            fields = model._meta.concrete_fields
            kept = [connection.ops.quote_name(str(field.column)) for field in fields]
            further = [
                f"{name} + n * {some}"
                if field.primary_key or field.column in points_at
                else f"{name} + n * interval '{some / 1e4} s'"
                if field.get_internal_type() == "DateTimeField"
                else name
                for field, name in zip(fields, kept, strict=True)
            ]
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(kept)}) SELECT {', '.join(further)} "
                f"FROM (SELECT * FROM {model._meta.db_table} ORDER BY id DESC LIMIT {some}) AS one, "
                f"generate_series(1, {count // some - 1}) AS n"
            )
            table = f"'{model._meta.db_table}'"
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence({table}, 'id'), max(id)) FROM {model._meta.db_table}"
            )
    held = Stint.objects.filter(case__stint_id=F("id"), case__lead_id=F("lead_id")).count()
    if held < count:
        raise SystemExit(f"only {held} of {count} clocks hang together")
