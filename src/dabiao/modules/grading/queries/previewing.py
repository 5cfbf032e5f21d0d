"""What would become of the live leads if the rules were put on all of them. Changes nothing."""

from collections import Counter
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.grading.enums import By
from dabiao.modules.grading.models import Judgement
from dabiao.modules.grading.queries import rulesets, texts
from dabiao.modules.grading.queries.texts import SAID
from dabiao.modules.grading.rules import judge, merged_tags, whose
from dabiao.modules.leads import queries as leads
from dabiao.modules.org.queries.tags import MOST_TAGS

PERMISSION = "grading.manage"
MOST = 3_000  # leads that are judged while somebody waits


def preview(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """How many of the newest live leads would change, and from which grade to which. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    rules, rows = rulesets.current(), leads.newest_live(MOST)
    known = Judgement.objects.in_bulk([lead.pk for lead in rows])
    said, asked = texts.of_many(rows), rules.asked(now)
    moves: Counter[tuple[str, str]] = Counter()
    changed = by_people = 0
    for lead in rows:
        before = known.get(lead.pk)
        ours = before.tags if before is not None else []
        arrival = texts.arrival(lead, said[lead.pk], set(lead.tags) - set(ours))
        verdict = judge(asked, arrival, said[lead.pk][SAID], rules.thresholds)
        refused = before.refused if before is not None else []
        tags, _, _ = merged_tags(lead.tags, ours=ours, refused=refused, wanted=verdict.tags, most=MOST_TAGS)
        person = (
            whose(lead.grade, (before.grade, before.graded_by) if before is not None else None) == By.PERSON
        )
        grade = lead.grade if person else verdict.grade
        by_people += person
        changed += (grade, tags) != (lead.grade, lead.tags)
        if grade != lead.grade:
            moves[lead.grade, grade] += 1
    return {
        "total": leads.live().count() if len(rows) == MOST else len(rows),
        "seen": len(rows),
        "changed": changed,
        "by_people": by_people,
        "moves": [
            {"from_grade": old, "to_grade": new, "count": n} for (old, new), n in sorted(moves.items())
        ],
    }
