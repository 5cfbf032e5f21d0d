"""Rules, judgements and figures as screens show them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F

from dabiao.core import phones
from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary, words
from dabiao.core.conditions.terms import Term, title_of
from dabiao.core.errors import DomainError
from dabiao.core.i18n import text
from dabiao.core.importing import pasting
from dabiao.core.mentions.hiding import hidden
from dabiao.core.scoping import fetch, reaches
from dabiao.core.timers.models import OPEN, Job
from dabiao.modules.grading import rules
from dabiao.modules.grading.enums import By
from dabiao.modules.grading.models import Application, Judgement, Model, Rule, Slice
from dabiao.modules.grading.queries import rulesets, texts
from dabiao.modules.grading.queries.texts import KIND, SAID
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

PERMISSION = "grading.manage"
PLAIN = ("id", *Rule.SAID, "version", "created_at", "updated_at")
UNDO_WITHIN = timedelta(
    minutes=30
)  # of an application: the job still has to go through all of it within the hour
BIN = 10  # points in one bar of the histogram


def listing(*, language: str, actor: Actor) -> list[dict[str, Any]]:
    """All rules in their order. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    return [_rule(rule, language) for rule in rulesets.live_rules()]


def detail(rule_id: int, *, language: str, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`, `core.not_found`."""
    actor.require(PERMISSION)
    return _rule(fetch(Rule.objects.filter(removed_at=None), rule_id), language)


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    names = org.tag_names()
    return {
        **{name: getattr(rule, name) for name in PLAIN},
        "when": condition_in_words(rule, language),
        "adds_names": [names.get(id, f"#{id}") for id in rule.adds],
        "removes_names": [names.get(id, f"#{id}") for id in rule.removes],
        "broken": rulesets.read(rule.condition) is rulesets.NEVER,
    }


def condition_in_words(rule: Rule, language: str) -> str:
    try:
        return words.words(rule.condition, vocabulary.of(KIND), language)
    except DomainError:
        return text(language, "said.grading.unreadable")


def names_tag(tag_id: int) -> bool:
    """Whether any rule names this tag."""
    return any(tag_id in (*rule.adds, *rule.removes) for rule in rulesets.live_rules())


def policy(*, actor: Actor) -> dict[str, Any]:
    actor.require(PERMISSION)
    row = rulesets.policy()
    return {name: getattr(row, name) for name in ("thresholds", "model_mode", "version")}


def figures(*, actor: Actor) -> dict[str, Any]:
    """The live leads by grade, and by points as the rules last counted them. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    live = leads.live()
    by_grade = dict(live.values_list("grade").annotate(count=Count("pk")).order_by("grade"))
    judged = Judgement.objects.filter(lead__in=live).order_by()
    by_score = judged.exclude(reasons=[]).values_list("score").annotate(count=Count("pk"))
    bars: dict[int, int] = {}
    for score, count in by_score:
        bars[score // BIN * BIN] = bars.get(score // BIN * BIN, 0) + count
    by_rules = judged.exclude(graded_by=By.PERSON).exclude(grade="").filter(lead__grade=F("grade")).count()
    return {
        "total": sum(by_grade.values()),
        "grades": [{"grade": grade, "count": by_grade.get(grade, 0)} for grade in ("A", "B", "C", "D", "")],
        "bars": [{"from_points": low, "count": bars[low]} for low in sorted(bars)],
        "by_people": sum(n for grade, n in by_grade.items() if grade) - by_rules,
    }


def of_lead(lead_id: int, *, language: str, actor: Actor) -> dict[str, Any]:
    """Why a lead has its grade. Raises `core.not_found`."""
    lead = fetch(leads.visible_to(actor), lead_id)
    found = Judgement.objects.filter(pk=lead_id).first()
    by = rules.whose(lead.grade, (found.grade, found.graded_by) if found is not None else None)
    person_id = found.person_id if found is not None and by == By.PERSON else None
    rows = rulesets.live_rules()
    return {
        "grade": lead.grade,
        "graded_by": by if lead.grade or found is not None else None,
        "person_name": org.names_of([person_id]).get(person_id, "") if person_id else "",
        "judged_grade": found.grade if found is not None else "",
        "score": found.score if found is not None and found.reasons else None,
        "probability": found.probability if found is not None else None,
        "thresholds": rulesets.current().thresholds,
        "reasons": in_words(found.reasons, rows, language, known=_handles(lead)) if found is not None else [],
        "tags": org.in_words(found.tags) if found is not None else [],
        "judged_at": found.judged_at if found is not None else None,
        "may_hand_back": bool(
            any(rule.active for rule in rows)
            and (by == By.PERSON or (found is not None and found.refused))
            and reaches(actor, "lead.edit", lead)
        ),
    }


def in_words(
    reasons: Sequence[Mapping[str, Any]], rows: Sequence[Rule], language: str, *, known: Sequence[str]
) -> list[dict[str, Any]]:
    """Reasons with what each rule asks, as far as the rule is still there, and what was said, without numbers: parts of
    those that are `known` are hidden too, since a quotation cuts anywhere."""
    said = {rule.pk: condition_in_words(rule, language) for rule in rows}
    return [
        {**reason, "name": feature_in_words(reason["feature"], language), "when": ""}
        if "feature" in reason
        else {
            **reason,
            "marks": _veiled(reason["marks"], known),
            "when": said.get(reason["rule_id"] or 0, ""),
        }
        for reason in reasons
    ]


def _veiled(marks: Sequence[Mapping[str, Any]], known: Sequence[str]) -> list[dict[str, Any]]:
    """As long as they were, so that the places in them hold."""
    return [{**mark, "text": hidden(mark["text"], known)} for mark in marks]


def _handles(lead: Any) -> list[str]:
    return [*phones.keys(lead.phone), *filter(None, (lead.wechat, lead.email))]


def feature_in_words(feature: Mapping[str, Any], language: str) -> str:
    """What a model looked at: 「来源 是 转介绍」, 「提到 预算」, 「来的钟点」."""
    name, value = feature["name"], feature["value"]
    negated = "" if feature["true"] or feature["kind"] == "number" else "_not"
    if feature["kind"] == "says":
        return text(language, f"said.grading.model_says{negated}", value=value)
    word = vocabulary.of(KIND).words.get(name)
    label = title_of(word, language) if word is not None else text(language, f"said.grading.model_{name}")
    if feature["kind"] == "number":
        return label
    choices = word.choices(language) if isinstance(word, Term) and word.choices is not None else ()
    shown = next((label for choice, label in choices if str(choice) == value), value)
    return text(language, f"said.grading.model_is{negated}", field=label, value=shown)


def model(*, language: str, actor: Actor) -> dict[str, Any]:
    """The card of the newest model and of the one in use. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    newest = Model.objects.order_by("-pk").first()
    used = Model.objects.filter(in_use=True).first()
    return {
        "mode": rulesets.policy().model_mode,
        "training": Job.objects.filter(kind="grading.train", status__in=OPEN).exists(),
        "in_use": used is not None,
        "card": _card(used or newest, language) if newest is not None else None,
    }


def _card(row: Model, language: str) -> dict[str, Any]:
    names = ("trained_at", "window_from", "window_until", "horizon_days", "why", "in_use", "checked_at")
    told = {name: one for name, one in row.figures.items() if name != "said_sample"}
    weights = sorted(told.pop("weights", {}).items(), key=lambda pair: -pair[1])[:8]
    return {
        "version": row.pk,
        **{name: getattr(row, name) for name in names},
        "figures": told,
        "check": {
            name: row.check_figures.get(name)
            for name in ("tested", "auc_model", "auc_rules", "drift", "months")
        },
        "features": [{"name": _feature(name, language), "count": count} for name, count in weights],
    }


def _feature(name: str, language: str) -> str:
    if name == "text":
        return text(language, "fields.arrival.said")
    word = vocabulary.of(KIND).words.get(name)
    return title_of(word, language) if word is not None else text(language, f"said.grading.model_{name}")


def trial(*, pasted: str, lead_id: int | None, language: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """What the rules would say of a lead as somebody pastes it, or of one that is there. Changes nothing. Raises
    `access.forbidden`, `core.not_found`, `fields.*`."""
    actor.require(PERMISSION)
    unread: list[str] = []
    if lead_id is not None:
        lead = fetch(leads.visible_to(actor), lead_id)
        said: Mapping[str, list[rules.Text]] = texts.of_many([lead])[lead.pk]
        tags = set(lead.tags) - set(getattr(Judgement.objects.filter(pk=lead_id).first(), "tags", ()))
        values = {"name": lead.display, "source": lead.source}
    else:
        values, unread = pasting.read(pasted)
        remark = "\n".join([*filter(None, [values.get("remark", "")]), *unread])
        values = {**values, **({"remark": remark} if remark else {})}
        values.pop("owner", None)
        lead = leads.imagined({**values, "tags": values.get("tags") or []}, now=now)
        said, tags = {SAID: texts.of_new(lead)}, set(lead.tags)
    current = rulesets.current()
    verdict = rules.judge(current.asked(now), texts.arrival(lead, said, tags), said[SAID], current.thresholds)
    return {
        "lead": {name: value for name, value in values.items() if isinstance(value, str | int)},
        "unread": unread,
        "grade": verdict.grade,
        "score": verdict.score,
        "tags": org.in_words(sorted(verdict.tags)),
        "reasons": in_words(verdict.reasons, rulesets.live_rules(), language, known=_handles(lead)),
        "thresholds": current.thresholds,
    }


def application(*, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """How far the last application is. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    made = Application.objects.order_by("-pk").first()
    if made is None:
        return None
    names = ("id", "made_at", "total", "seen", "changed", "finished_at", "undo_asked_at", "undone_at")
    fresh = made.finished_at is not None and now - made.finished_at <= UNDO_WITHIN
    open_still = fresh and made.changed > 0 and made.undo_asked_at is None
    may_undo = open_still and made.made_by == actor.user_id
    return {**{name: getattr(made, name) for name in names}, "may_undo": may_undo}


def of_applications(bulk_ids: Collection[int]) -> set[int]:
    """Those of these changes that rules made when they were put on all leads: to take them back is not a person's word."""
    return set(Slice.objects.filter(bulk_id__in=bulk_ids).values_list("bulk_id", flat=True))
