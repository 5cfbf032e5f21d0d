"""Tags and skills. The list of tags is no secret, short, and kept in the process until it changes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dabiao.core.access import epochs
from dabiao.core.conditions.terms import Choice
from dabiao.core.errors import Invalid
from dabiao.modules.org import rules
from dabiao.modules.org.models import Skill, Tag

MOST_TAGS = 20  # of one record
COLUMNS = ("id", "name", "active", "version", "created_at", "updated_at")


def tags(*, active: bool | None = None) -> list[dict[str, Any]]:
    """The whole list by name, retired ones last."""
    found = Tag.objects.all() if active is None else Tag.objects.filter(active=active)
    return [dict(row) for row in found.order_by("-active", "name", "pk").values(*COLUMNS)]


def one_tag(tag: Tag) -> dict[str, Any]:
    return {name: getattr(tag, name) for name in COLUMNS}


def skills_of(employee_id: int) -> list[dict[str, Any]]:
    """The strongest first."""
    found = Skill.objects.filter(employee_id=employee_id).order_by("-strength", "tag_id")
    return [dict(row) for row in found.values("tag_id", "strength", "learned")]


def _read() -> Mapping[int, Tag]:
    return {tag.pk: tag for tag in Tag.objects.order_by("-active", "name", "pk")}


_kept = epochs.Kept(_read)


def tag_names() -> dict[int, str]:
    """Retired ones too."""
    return {id: tag.name for id, tag in _kept.get().items()}


def tag_choices(_: str = "") -> Sequence[Choice]:
    """As conditions list them, alike in every language; retired ones last, as old records still hold them."""
    return list(tag_names().items())


def in_words(ids: Collection[int] | None) -> list[str]:
    """The names of a record's tags; one that is gone has none."""
    names = tag_names()
    return [names[id] for id in ids or () if id in names]


def in_line(ids: Collection[int] | None) -> str:
    """「宝妈、企业采购」, as `tags_named` reads it."""
    return rules.BETWEEN_TAGS.join(in_words(ids))


def check_tag(tag: Tag | None, tag_id: int, *, held: Collection[int], field: str) -> None:
    """Raises `org.unknown_tag`; and `org.tag_retired`, unless the record holds it already."""
    if tag is None:
        raise Invalid("org.unknown_tag", field=field, value=tag_id)
    if not tag.active and tag_id not in held:
        raise Invalid("org.tag_retired", field=field, value=tag.name)


def kept_tags(wanted: Collection[int], *, held: Collection[int] = (), field: str = "tags") -> list[int]:
    """A record's tags as it keeps them: each once, in one order. Raises `org.unknown_tag`, `org.tag_retired`,
    `org.too_many_tags`."""
    if not wanted:
        return []
    known = _kept.get()
    for id in wanted:
        if id not in held:
            check_tag(known.get(id), id, held=held, field=field)
    if len(set(wanted)) > MOST_TAGS:
        raise Invalid("org.too_many_tags", field=field, limit=MOST_TAGS)
    return sorted(set(wanted))


def tags_named(typed: str) -> list[int]:
    """The tags of a cell such as 「宝妈、企业采购」, retired ones too. Raises `org.unknown_tags` naming those there are not."""
    by_key = {tag.key: id for id, tag in _kept.get().items()}
    wanted = {name: rules.spelled(name) for name in rules.parted(typed)}
    unknown = [name for name, key in wanted.items() if key not in by_key]
    if unknown:
        raise Invalid("org.unknown_tags", value=rules.BETWEEN_TAGS.join(unknown)[:200])
    return sorted({by_key[key] for key in wanted.values()})
