from datetime import datetime
from functools import partial
from typing import Any

from django.apps import AppConfig

MARK = "INSERT INTO targets_tallymark (source,"
VOLATILE = {"id", "version", "updated_at"}
MODELS = {
    "contract": ("contracts", "Contract"),
    "receipt": ("receivables", "Receipt"),
    "opportunity": ("opportunities", "Opportunity"),
    "customer": ("customers", "Customer"),
    "lead": ("leads", "Lead"),
    "activity": ("activities", "Activity"),
}


class TargetsConfig(AppConfig):
    name = "dabiao.modules.targets"
    label = "targets"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.live.reach import heard_by
        from dabiao.core.upkeep.triggers import register
        from dabiao.modules.targets import queries
        from dabiao.modules.targets.models import Cell, Tree
        from dabiao.modules.targets.queries.figures import Metrics

        figures.register("metric", Metrics())
        heard_by("target_tree", queries.READ)
        heard_by("target_capacity", queries.READ)
        subjects.register(
            subjects.Subject(
                kind="target", model=Cell, visible_to=queries.cells_for, title=lambda cell: cell.node.name
            )
        )
        subjects.register(
            subjects.Subject(kind="target_tree", model=Tree, visible_to=queries.trees_for, title=str)
        )
        register(_watch())
        register(_shares())


def _watch() -> Any:
    """Sums by day are marked by whatever changes what they are made of: entries of the ledger, the records these are about
    (a metric may have a condition on them), and records that are counted where they stand."""
    from django.apps import apps

    from dabiao.core.upkeep.triggers import Watch, Watched
    from dabiao.modules.targets.models import Entry
    from dabiao.modules.targets.queries._sources import KINDS, LEDGER

    tables = [Watched(Entry._meta.db_table, ("day", "amount_minor"), _mark_entry)]
    for source, kind in KINDS.items():
        model = apps.get_model(*MODELS[source])
        columns = tuple(one.column for one in model._meta.concrete_fields if one.column not in VOLATILE)
        moments = sorted(kind.moments)
        body = partial(_mark_record, source, moments, source in LEDGER)
        tables.append(Watched(model._meta.db_table, columns, body, left=_mark_left(source, moments)))
    return Watch("tally", tuple(tables), _missed)


def _shares() -> Any:
    """The sums of shares, which the database holds to 10,000 (`ShareSum`)."""
    from dabiao.core.upkeep.triggers import Watch, Watched
    from dabiao.modules.targets.models import Share

    columns = ("source_kind", "source_id", "bp")
    return Watch("share_sum", (Watched(Share._meta.db_table, columns, _sum_shares),), _sum_anew)


COMES = """INSERT INTO targets_sharesum (whole, held_id, total) VALUES (RECORD || 10000, RECORD || NEW.bp, NEW.bp)
    ON CONFLICT (whole) DO UPDATE SET total = targets_sharesum.total + NEW.bp,
    held_id = RECORD || (targets_sharesum.total + NEW.bp)"""
GOES = """UPDATE targets_sharesum SET total = total - OLD.bp, held_id = RECORD || (total - OLD.bp)
    WHERE whole = RECORD || 10000; DELETE FROM targets_sharesum WHERE whole = RECORD || 10000 AND total = 0"""
ANEW = """INSERT INTO targets_sharesum (whole, held_id, total) SELECT RECORD || 10000, RECORD || SUM(bp), SUM(bp)
    FROM targets_share GROUP BY source_kind, source_id HAVING SUM(bp) = 10000"""


def _record(row: str) -> str:
    return f"{row}source_kind || '/' || {row}source_id || '/'"


def _sum_shares(row: str) -> str:
    return (COMES if row == "NEW" else GOES).replace("RECORD", _record(f"{row}."))


def _sum_anew(now: datetime) -> None:
    """Of records from before there were sums; what is not whole there is left to the doctor."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM targets_sharesum")
        cursor.execute(ANEW.replace("RECORD", _record("")))


def _mark_entry(row: str) -> str:
    return f"{MARK} day) SELECT {row}.source_kind, {row}.day"


def _mark_left(source: str, moments: list[str]) -> str:
    """The moments that a changed record no longer has; all else is marked as it is now."""
    return "; ".join(
        f"{MARK} at) SELECT '{source}', OLD.{column} WHERE OLD.{column} <> NEW.{column} OR "
        f"(OLD.{column} IS NOT NULL AND NEW.{column} IS NULL)"
        for column in moments
    )


def _mark_record(source: str, moments: list[str], in_ledger: bool, row: str) -> str:
    marks = [
        f"{MARK} at) SELECT '{source}', {row}.{column} WHERE {row}.{column} IS NOT NULL" for column in moments
    ]
    if in_ledger:
        entries = f"FROM targets_entry WHERE source_kind = '{source}' AND source_id = {row}.id"
        marks.append(f"{MARK} day) SELECT DISTINCT '{source}', day {entries}")
    return "; ".join(marks)


def _missed(now: datetime) -> None:
    from dabiao.core.actor import SYSTEM
    from dabiao.modules.targets import services

    services.catch_up(actor=SYSTEM, now=now)
