"""Which kinds of record can be changed by the dozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from dabiao.core.bulk.batches import BulkBatch, BulkUndo


@dataclass(frozen=True)
class BulkKind:
    """`demands`: a field → what it takes to set it; `<kind>.edit` where nothing is said."""

    kind: str
    batch: type[BulkBatch]
    undo: type[BulkUndo]
    demands: Mapping[str, str]


_kinds: dict[str, BulkKind] = {}


def register(kind: BulkKind) -> None:
    """Called once by the owning module, when its app is ready."""
    _kinds[kind.kind] = kind


def named(kind: str) -> BulkKind:
    return _kinds[kind]
