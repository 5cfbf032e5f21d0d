"""A workbook is read in: tried first, then all of it or nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Many
from dabiao.core.events.services import record
from dabiao.modules.targets import events
from dabiao.modules.targets.models import Node, Tree
from dabiao.modules.targets.queries import sheetreading
from dabiao.modules.targets.queries.sheetreading import Typed
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services.setting import DECLARED, LINES, Wanted, declare, set_targets


def read_sheet(
    tree_id: int,
    *,
    path: Path,
    file: str,
    reason: str = "",
    dry_run: bool = True,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """What each changed cell would do, or with `dry_run=False` does: `{changed, unchanged, refused, applied, problem, cells}`.
    A cell changed by others since the sheet left is refused.

    Raises what `sheetreading.changed` does, and `targets.sheet_refused` (409) where anything that was to be set cannot be.
    """
    with transaction.atomic():
        tree = locked_tree(tree_id, actor=actor)
        typed, same = sheetreading.changed(path, tree)
        said, problem = _tried(tree, typed, reason, actor, now)
        refused = [one for one in said if one.error is not None]
        if not dry_run and (refused or problem):
            raise Conflict("targets.sheet_refused", field="file", count=len(refused)) from problem
        if not dry_run and said:
            record(events.SheetRead(tree.name, file, len(said)), tree, actor=actor, now=now)
        if dry_run:
            transaction.set_rollback(True)
    names = dict(Node.objects.filter(tree_id=tree_id).values_list("pk", "name"))
    return {
        "changed": len(said) - len(refused),
        "unchanged": same,
        "refused": len(refused),
        "applied": not dry_run,
        "problem": problem,
        "cells": [(one, names.get(one.node_id, "")) for one in said],
    }


def _tried(
    tree: Tree, typed: Sequence[Typed], reason: str, actor: Actor, now: datetime
) -> tuple[list[Typed], DomainError | None]:
    """Each cell with why it cannot be, if so; and what is wrong with all of it together."""
    said = {one.address: one for one in typed}
    problem = None
    for lines in (LINES, DECLARED):
        groups = _grouped([one for one in said.values() if one.error is None and one.line in lines])
        if not groups:
            continue
        wanted = [_wanted(group) for group in groups]
        for place, error in _errors(tree, wanted, lines, reason, actor, now):
            if place is None:
                problem = error
            else:
                for one in groups[place]:
                    said[one.address] = replace(one, error=error)
    return list(said.values()), problem


def _grouped(typed: Sequence[Typed]) -> list[list[Typed]]:
    """By target: both of its lines are set together."""
    groups: dict[tuple[int, str, str], list[Typed]] = defaultdict(list)
    for one in typed:
        groups[one.node_id, one.grain, one.first].append(one)
    return list(groups.values())


def _wanted(group: Sequence[Typed]) -> Wanted:
    one = group[0]
    values, base = ({cell.line: getattr(cell, when) for cell in group} for when in ("after", "before"))
    return Wanted(one.node_id, one.grain, date.fromisoformat(one.first), values, base)


def _errors(
    tree: Tree, wanted: Sequence[Wanted], lines: frozenset[str], reason: str, actor: Actor, now: datetime
) -> list[tuple[int | None, DomainError]]:
    """(which, why): None for what is wrong with all of them together."""
    try:
        with transaction.atomic():
            if lines is LINES:
                set_targets(tree.pk, cells=wanted, reason=reason, actor=actor, now=now)
            else:
                declare(tree.pk, cells=wanted, actor=actor, now=now)
    except DomainError as error:
        every = error.errors if isinstance(error, Many) else [error]
        return [(_place(one), one) for one in every]
    return []


def _place(error: DomainError) -> int | None:
    parts = (error.field or "").split(".")
    return int(parts[1]) if parts[0] == "cells" and len(parts) > 1 and parts[1].isdecimal() else None
