"""Column names from a header row: every one unique, none empty."""

from collections.abc import Sequence

from dabiao.core.text import tidy


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """`["名称", "", "名称"]` → `("名称", "#2", "名称 (2)")`. Line breaks inside a header become spaces."""
    taken: set[str] = set()
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(tidy(cell).split())[:120] or f"#{position}"
        candidate, copy = name, 1
        while candidate in taken:
            copy += 1
            candidate = f"{name} ({copy})"
        taken.add(candidate)
        names.append(candidate)
    return tuple(names)


def is_unnamed(name: str, position: int) -> bool:
    return name == f"#{position}"
