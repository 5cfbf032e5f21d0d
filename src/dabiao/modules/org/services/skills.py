"""What a person is good at, and how good."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.scoping import demand, fetch
from dabiao.modules.org import events, queries, rules
from dabiao.modules.org.models import Employee, Skill, Tag


@transaction.atomic
def set_skills(
    employee_id: int, *, skills: Sequence[Mapping[str, int]], actor: Actor, now: datetime
) -> Employee:
    """These `{tag_id, strength}` are all of a person's skills; what stays as it was keeps how it came. The same once more
    is no news.

    Raises `org.skill_twice`, `org.bad_strength`, `org.unknown_tag`, `org.tag_retired`.
    """
    person = fetch(queries.visible_to(actor), employee_id, lock=True)
    demand(actor, "employee.edit", person)
    pairs = [(one["tag_id"], one["strength"]) for one in skills]
    rules.check_skills(pairs)
    held = {one.tag_id: one for one in Skill.objects.filter(employee=person)}
    known = Tag.objects.filter(pk__in=dict(pairs)).order_by("pk").select_for_update().in_bulk()
    for place, (tag_id, _) in enumerate(
        pairs
    ):  # locked, not from memory: none of them goes before this is done
        queries.check_tag(known.get(tag_id), tag_id, held=held, field=f"skills.{place}.tag_id")
    wanted, before = dict(pairs), {tag_id: one.strength for tag_id, one in held.items()}
    if wanted != before:
        _replace(person, held, wanted)
        person.version, person.updated_at = person.version + 1, now
        person.save(update_fields=["version", "updated_at"])
        record(events.SkillsSet(_in_words(before), _in_words(wanted)), person, actor=actor, now=now)
    return person


def _replace(person: Employee, held: Mapping[int, Skill], wanted: Mapping[int, int]) -> None:
    changed = {
        tag_id for tag_id in held.keys() | wanted.keys() if _strength(held, tag_id) != wanted.get(tag_id)
    }
    Skill.objects.filter(employee=person, tag_id__in=changed & held.keys()).delete()
    Skill.objects.bulk_create(
        Skill(employee=person, tag_id=tag_id, strength=wanted[tag_id])
        for tag_id in sorted(changed & wanted.keys())
    )


def _strength(held: Mapping[int, Skill], tag_id: int) -> int | None:
    return held[tag_id].strength if tag_id in held else None


def _in_words(strengths: Mapping[int, int]) -> str:
    """The strongest first; a dash for none."""
    names = queries.tag_names()
    said = sorted(strengths.items(), key=lambda one: (-one[1], one[0]))
    named = [f"{names.get(tag_id, tag_id)} {strength}%" for tag_id, strength in said]
    return rules.BETWEEN_TAGS.join(named) or "—"
