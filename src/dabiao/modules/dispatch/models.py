"""Rows of dispatch: what decides, what runs, and what was decided."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dabiao.modules.dispatch.enums import (
    Appeal,
    CaseState,
    Clock,
    Evidence,
    Fallback,
    Hours,
    Kind,
    Outcome,
    Refusal,
    StintEnd,
    Strategy,
    Waiver,
)


class Policy(models.Model):
    """One row: what holds for all rules. `working` are the company's hours (see `rules.hours`); `grades` are terms of
    the clocks by grade of the lead, which stand above `clock` and below what a rule says (see `rules.terms`).

    After `clean_to_regain` responses in time in a row a lost level comes back. `hand_clocks`: whether leads that a person
    gives to another have clocks too. Limits of claiming: 0 is none. `recycle_days`: without contact for so long a lead goes
    back to the pool; 0 is never.
    """

    working: Any = models.JSONField(default=dict)
    clock: Any = models.JSONField(default=dict)
    grades: Any = models.JSONField(default=dict)
    clean_to_regain = models.IntegerField(default=20)
    hand_clocks = models.BooleanField(default=True)
    claims_per_day = models.IntegerField(default=0)
    claims_open = models.IntegerField(default=0)
    recycle_days = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "dispatch policy"


class Rule(models.Model):
    """One rule of the ordered list. `condition` is a tree of the condition language over leads, null for every lead.

    `candidates`: `{"units": [ids, with all below], "people": [ids], "except": [ids], "levels": ["S"],
    "tags": [{"id": 3, "least": 50}]}`; who is in one of the units or is named, is not excepted, has one of the levels (if
    any are named) and all the tags. `weights`: level → share, for `weighted`. Caps: null is none. `own_hours`: as
    `Policy.working`, for `hours = own`. `clock` and `grades`: what differs from the company's clocks. A rule that was used
    is retired, not deleted: the ledger points at it.
    """

    subject_kind: ClassVar[str] = "dispatch_rule"
    # what people write
    SAID: ClassVar = (
        *(
            "name",
            "active",
            "condition",
            "candidates",
            "strategy",
            "weights",
            "cap_day",
            "cap_hour",
            "cap_open",
        ),
        *("hours", "own_hours", "fallback", "wait_minutes", "pool_unit_id", "clock", "grades"),
    )

    name = models.CharField(max_length=80)
    place = models.IntegerField()
    active = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True)
    condition: Any = models.JSONField(null=True)
    candidates: Any = models.JSONField(default=dict)
    strategy = models.CharField(max_length=12, choices=Strategy.choices, default=Strategy.ROUND_ROBIN)
    weights: Any = models.JSONField(default=dict)
    cap_day = models.IntegerField(null=True)
    cap_hour = models.IntegerField(null=True)
    cap_open = models.IntegerField(null=True)
    hours = models.CharField(max_length=8, choices=Hours.choices, default=Hours.WORKING)
    own_hours: Any = models.JSONField(default=dict)
    fallback = models.CharField(max_length=8, choices=Fallback.choices, default=Fallback.WAIT)
    wait_minutes = models.IntegerField(default=30)
    pool_unit = models.ForeignKey("org.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    clock: Any = models.JSONField(default=dict)
    grades: Any = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "id"], name="rule_by_place", condition=Q(removed_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(cap_day=None) | Q(cap_day__gte=1), name="rule_cap_day_positive"
            ),
            models.CheckConstraint(
                condition=Q(cap_hour=None) | Q(cap_hour__gte=1), name="rule_cap_hour_positive"
            ),
            models.CheckConstraint(
                condition=Q(cap_open=None) | Q(cap_open__gte=1), name="rule_cap_open_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.SAID}


class Lane(models.Model):
    """One row, locked by whoever decides: caps and fairness need one order.

    `turn` counts what rules decided, `roster_turn` is the first turn of the newest `Roster`. `beat_at` is when the lane was
    last looked after: a gap is an outage, for which nobody is punished.
    """

    turn = models.BigIntegerField(default=0)
    roster_turn = models.BigIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"turn {self.turn}"


class Outage(models.Model):
    """A time in which nothing was looked after: no clock that ran through it has consequences."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.began_at} to {self.ended_at}"


class Seat(models.Model):
    """What rules gave one person on `day` (local) and in the hour from `hour` on, written under the lane's lock only; and
    their answers in time in a row, written under their own row's."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(null=True)
    day_given = models.IntegerField(default=0)
    hour = models.DateTimeField(null=True)
    hour_given = models.IntegerField(default=0)
    clean_run = models.IntegerField(default=0)
    demoted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"seat of {self.user_id}"


class Standing(models.Model):
    """When a rule last gave somebody a lead (`last_turn` of the lane), how much of their share they have had, and how much
    that was just before (`started`)."""

    pk = models.CompositePrimaryKey("rule_id", "user_id")
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    last_turn = models.BigIntegerField()
    spent = models.BigIntegerField(default=0)
    started = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id} by rule {self.rule_id}"


class Roster(models.Model):
    """What the choices from this turn on were made from, until the next roster: see `rules.replaying`.

    With it and the decisions in the order of their turns every winner can be found again.
    """

    first_turn = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    data: Any = models.JSONField()

    def __str__(self) -> str:
        return f"roster from turn {self.first_turn}"


class Case(models.Model):
    """A lead in dispatch, from its arrival until somebody has given feedback. At most one per lead is open.

    `next_at` is when something is due (a try, a warning, the end of a clock): it is the durable timer, claimed and moved
    in the transaction that carries the effect. `urgency` orders who waits: by grade, A first. `hops` counts those who had
    the lead and let it go by. `owner` is the lead's, kept here so that the desk reads one table; `unit` likewise.
    """

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.WAITING)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ARRIVAL)
    urgency = models.SmallIntegerField(default=2)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "org.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    stint_id = models.BigIntegerField(null=True)
    hops = models.IntegerField(default=0)
    why = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    arrived_at = models.DateTimeField()
    state_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["urgency", "id"],
                name="case_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["next_at", "id"],
                name="case_due",
                condition=Q(next_at__isnull=False),
            ),
            models.Index(fields=["owner", "state"], name="case_of_owner", condition=~Q(state="closed")),
            models.Index(fields=["unit", "state"], name="case_of_unit", condition=~Q(state="closed")),
            models.Index(fields=["lead", "-id"], name="case_of_lead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=~Q(state="closed"), name="case_open_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["responding", "feedback"]) | Q(owner__isnull=False),
                name="case_running_has_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="case_closed_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"case of lead {self.lead_id}: {self.state}"

    def close(self, now: datetime) -> None:
        """It is over (unsaved): nothing is due any more."""
        self.state, self.state_at, self.closed_at = CaseState.CLOSED, now, now
        self.next_at = self.due_at = None


class Decision(models.Model):
    """One line of the ledger: never changed, and there when the lead is gone.

    `turn` is null where no rule chose (by hand, claimed). `passed` lists the rules that came before, in order:
    `[[rule id, name, why]]` with why `no_match`, `hours` or `nobody`. `excluded` are those who had the lead before, `tags`
    and `grade` the lead's at that moment: what the choice depended on beside the roster. `score` is the winner's.
    """

    lead_id = models.BigIntegerField()
    case_id = models.BigIntegerField()
    turn = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    rule_name = models.CharField(max_length=80, blank=True)
    passed: Any = models.JSONField(default=list)
    winner_id = models.BigIntegerField(null=True)
    winner_name = models.CharField(max_length=80, blank=True)
    loser_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    score = models.IntegerField(null=True)
    excluded: Any = models.JSONField(default=list)
    tags: Any = models.JSONField(default=list)
    grade = models.CharField(max_length=1, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["lead_id", "id"], name="decision_of_lead"),
            models.Index(fields=["turn"], name="decision_by_turn", condition=Q(turn__isnull=False)),
            models.Index(fields=["winner_id", "-at"], name="decision_of_winner"),
            models.Index(fields=["-at", "-id"], name="decision_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome} of lead {self.lead_id}"


class Stint(models.Model):
    """One person's turn with a lead, and how its clocks went. `unit` is where they stood then.

    `terms` are the clocks' numbers as they held (see `rules.terms`). `warned_at` is when the warning was sent.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stints")
    lead_id = models.BigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    terms: Any = models.JSONField(default=dict)
    given_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    responded_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=10, choices=Evidence.choices, blank=True)
    feedback_due_at = models.DateTimeField(null=True)
    feedback_warned_at = models.DateTimeField(null=True)
    feedback_at = models.DateTimeField(null=True)
    intent = models.CharField(max_length=8, blank=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=StintEnd.choices, blank=True)

    class Meta:
        indexes = [
            models.Index("user", F("given_at").desc(), name="stint_of_user"),
            models.Index("unit", F("given_at").desc(), name="stint_of_unit"),
            models.Index(F("given_at").desc(), name="stint_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} with lead {self.lead_id}"


class Breach(models.Model):
    """A clock that ran out: the compliance record. Levels are empty where nothing was lost, and `waiver` says why.

    Where it was lost, an appeal can give it back: asked by the person, judged by who leads them.
    """

    subject_kind: ClassVar[str] = "breach"

    stint = models.ForeignKey(Stint, on_delete=models.CASCADE, related_name="+")
    lead_id = models.BigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    clock = models.CharField(max_length=8, choices=Clock.choices)
    at = models.DateTimeField()
    level_before = models.CharField(max_length=1, blank=True)
    level_after = models.CharField(max_length=1, blank=True)
    waiver = models.CharField(max_length=13, choices=Waiver.choices, blank=True)
    appeal = models.CharField(max_length=8, choices=Appeal.choices, blank=True)
    appeal_text = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    judged_by_id = models.BigIntegerField(null=True)
    judged_by_name = models.CharField(max_length=80, blank=True)
    judged_at = models.DateTimeField(null=True)
    judgement = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stint", "clock"], name="breach_once_per_clock")]
        indexes = [
            models.Index("owner", F("at").desc(), F("id").desc(), name="breach_of_owner"),
            models.Index("unit", F("at").desc(), F("id").desc(), name="breach_of_unit"),
            models.Index(F("at").desc(), F("id").desc(), name="breach_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} of {self.owner_id} at {self.at}"
