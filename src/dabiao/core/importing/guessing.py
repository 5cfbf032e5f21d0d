"""Which field each column probably means: by its header, then by what it holds. A person confirms it."""

import re
from collections.abc import Sequence

from dabiao.core.importing.kinds import ImportField, ImportKind, fields_of
from dabiao.core.importing.reading.survey import Column
from dabiao.core.text import key, squash

_REMARK = re.compile(r"[(\[（【].*?[)\]）】]|[*＊]")
_LOOKS = {
    "phone": re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"),
    "email": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
}


def guess(kind: ImportKind, columns: Sequence[Column]) -> dict[str, str]:
    """Column → field; no field twice."""
    meant = {spelling: one.name for one in fields_of(kind) for spelling in _spellings(one)}
    guessed: dict[str, str] = {}
    for read in (_whole, _without_remark):
        for column in columns:
            name = meant.get(read(column.name))
            if name and column.name not in guessed and name not in guessed.values():
                guessed[column.name] = name
    for one in fields_of(kind):
        if one.name not in guessed.values():
            _by_look(one, columns, guessed)
    return guessed


def _spellings(one: ImportField) -> list[str]:
    return [spelling for spelling in map(key, (one.name, *one.aliases)) if spelling]


def _whole(header: str) -> str:
    return key(header)


def _without_remark(header: str) -> str:
    """`手机号（必填）*` → `手机号`."""
    return key(_REMARK.sub("", header))


def _by_look(one: ImportField, columns: Sequence[Column], guessed: dict[str, str]) -> None:
    look = _LOOKS.get(one.shape)
    if look is None:
        return
    for column in columns:
        free = column.name not in guessed and column.samples
        if free and all(look.fullmatch(squash(sample)) for sample in column.samples):
            guessed[column.name] = one.name
            return
