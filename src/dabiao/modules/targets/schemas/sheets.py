"""Wire shapes of workbooks that are read in."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import Strict, text_of
from dabiao.core.i18n import text
from dabiao.modules.targets.enums import Grain
from dabiao.modules.targets.queries.sheetreading import Typed


class TargetSheetIn(Strict):
    dry_run: bool = Field(True, description="Only say what would change.")
    reason: text_of(500) = Field("", description="Needed where a locked figure changes.")  # type: ignore[valid-type]


class TargetSheetError(Schema):
    code: str
    detail: str


class TargetSheetCellOut(Schema):
    """A cell that somebody changed: its address in the workbook, and why it is refused, if so."""

    address: str = Field(examples=["F12"])
    node_id: int
    name: str
    grain: Grain
    starts_on: date
    line: str
    before: int | None
    after: int | None
    error: TargetSheetError | None


class TargetSheetOut(Schema):
    """`problem`: what is wrong with all of it together, as a closed division that would be short."""

    changed: int
    unchanged: int
    refused: int
    applied: bool
    problem: TargetSheetError | None
    cells: list[TargetSheetCellOut]


def shown(said: dict[str, Any], language: str) -> dict[str, Any]:
    cells = [_cell(one, name, language) for one, name in said["cells"]]
    return {**said, "problem": _error(said["problem"], language), "cells": cells}


def _cell(one: Typed, name: str, language: str) -> dict[str, Any]:
    return {
        "address": one.address,
        "node_id": one.node_id,
        "name": name,
        "grain": one.grain,
        "starts_on": one.first,
        "line": one.line,
        "before": one.before,
        "after": one.after,
        "error": _error(one.error, language),
    }


def _error(error: Any, language: str) -> dict[str, str] | None:
    if error is None:
        return None
    return {"code": error.code, "detail": text(language, f"errors.{error.code}", **error.params)}
