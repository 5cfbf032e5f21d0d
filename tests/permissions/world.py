"""A company with one person of every role, and every kind of record in every relation to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from tests.permissions import targets_agree, targets_grid, targets_world, work
from tests.permissions.expected import Record, Someone
from tests.permissions.grants import ROLES, grants

from dabiao.core.access import actors
from dabiao.core.access import services as access
from dabiao.core.access.models import Session
from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.attachments import receiving
from dabiao.core.attachments import services as attachments
from dabiao.core.comments import services as comments
from dabiao.core.exporting import seeing
from dabiao.core.exporting.models import Export
from dabiao.core.importing import services as importing
from dabiao.core.timers.worker import drain
from dabiao.core.views import services as views
from dabiao.modules.activities import services as activities
from dabiao.modules.contracts import services as contracts
from dabiao.modules.conversations import services as conversations
from dabiao.modules.conversations.models import Conversation, Site, Visitor
from dabiao.modules.customers import services as customers
from dabiao.modules.dispatch.models import Breach, Case, Decision, Stint
from dabiao.modules.forms import services as forms
from dabiao.modules.forms.models import Submission
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Stage
from dabiao.modules.org.models import Unit
from dabiao.modules.receivables import services as receivables
from dabiao.modules.targets.models import Metric, Tree
from dabiao.testing.files import a_picture
from dabiao.testing.names import mobile, unused
from dabiao.testing.people import NOW, ApiClient, Person, make_person, make_unit

PIXEL = a_picture()
FILE = "姓名,手机号\n王芳,13800000001\n,\n赵敏,不是号码\n".encode()
TOKEN_MAY = ("lead.read", "customer.read")
# what the expectations call a record, where the world makes several sorts of it
READ_AS = {
    "comment": "lead",
    "file": "lead",
    "contact": "customer",
    "signed": "contract",
    "receipt": "receivable",
    "breach": "dispatch",
    "form_submission": "lead",
    "target_alarm": "target",
    "target_tree": "target",
    "plan_item": "plan",
    "meeting_series": "meeting",
}


@dataclass
class World:
    """`records[sort]` are (what it is called in a failure, record); `names` fill the `@…` of bodies and paths."""

    people: dict[str, tuple[Someone, ApiClient]]
    records: Mapping[str, list[tuple[str, Record]]]
    names: dict[str, int]

    def concerning(self, sort: str, who: Someone) -> list[tuple[str, Record]]:
        """One's own and those of people without a role of interest: the other roles' are a colleague's once more."""
        others = {someone.id for someone, _ in self.people.values()} - {who.id}
        return [(called, record) for called, record in self.records[sort] if record.owner not in others]


def build() -> World:
    return _Builder().build()


class _Builder:
    def __init__(self) -> None:
        root = make_unit("总部", "company", None)
        self.east, south = make_unit("华东", "branch", root), make_unit("华南", "branch", root)
        teams = {
            "总部/华东": self.east,
            "总部/华南": south,
            "总部/华东/一组": make_unit("一组", "team", self.east),
            "总部/华东/二组": make_unit("二组", "team", self.east),
            "总部/华南/三组": make_unit("三组", "team", south),
        }
        self.units: dict[str, Unit] = {"总部": root, **teams}
        self.stands: dict[int, str] = {}
        self.records: dict[str, list[tuple[str, Record]]] = defaultdict(list)

    def person(self, login: str, place: str, *roles: str) -> Person:
        person = make_person(login, self.units[place], *roles, phone="13877776666")
        self.stands[person.id] = place
        return person

    def build(self) -> World:
        places = dict.fromkeys(ROLES, "总部/华东/一组") | {"manager": "总部/华东"}
        people = {role: self.person(role, place, role) for role, place in places.items()}
        others = {
            "of a colleague in 一组": self.person("mate1", "总部/华东/一组", "salesperson"),
            "of a colleague in 华东": self.person("mate", "总部/华东", "salesperson"),
            "of 二组, same branch": self.person("mate2", "总部/华东/二组", "salesperson"),
            "of 三组, foreign": self.person("mate3", "总部/华南/三组", "salesperson"),
        }
        heir = self.person("heir", "总部/华东/二组", "salesperson")
        for role, person in people.items():
            self.make_all(f"of {role}", person, {})
        for name, person in others.items():
            self.make_all(name, person, {})
        far = others["of 三组, foreign"]
        for level in ("read", "edit"):
            self.make_all(
                f"foreign, shared to {level}", far, dict.fromkeys((p.id for p in people.values()), level)
            )
        self.make_pools()
        drain(NOW)
        stages = list(Stage.objects.order_by("position")[:2])
        names = {"heir": heir.id, "east": self.east.pk, "stage1": stages[0].pk, "stage2": stages[1].pk}
        names["report_template"] = work.reports.a_template().pk
        names["tree"] = Tree.objects.get(name="2026").pk
        names["metric"] = Metric.objects.get(code="signed").pk
        return World(self.signed_in(people), self.records, names)

    def signed_in(self, people: Mapping[str, Person]) -> dict[str, tuple[Someone, ApiClient]]:
        """Everybody with their browser, and a program with a token of the administrator that may only read."""
        table = grants()
        found = {
            role: (Someone(person.id, self.stands[person.id], table[role]), person.client)
            for role, person in people.items()
        }
        boss = people["operations"]
        _, key = access.issue_token(
            name="读", permissions=list(TOKEN_MAY), expires_at=None, actor=boss.actor, now=NOW
        )
        program = ApiClient()
        program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        found["a reading token"] = (
            Someone(boss.id, self.stands[boss.id], dict.fromkeys(TOKEN_MAY, "all")),
            program,
        )
        return found

    def make_all(self, name: str, owner: Person, shared: Mapping[int, str]) -> None:
        """One record of every sort for `owner`, shared with these people."""
        who = replace(SYSTEM, user_id=owner.id, unit_id=owner.employee.unit_id)
        made: dict[str, Any] = {}
        for sort, make in SORTS.items():
            made[sort] = make(made, who)
            self.note(sort, name, made[sort].pk, owner.id, shared)
        for sort in (
            "lead",
            "customer",
            "opportunity",
            "contract",
            "signed",
            "task",
            "visit",
            "conversation",
        ):
            self.share(READ_AS.get(sort, sort), made[sort].pk, shared)
        if not shared:
            self.note("employee", name, owner.id, owner.id, {})
            for sort, make in OF_A_PERSON.items():
                if (row := make(who)) is not None:
                    self.note(sort, name, row.pk, owner.id, {})

    def note(self, sort: str, name: str, id: int, owner: int, shared: Mapping[int, str]) -> None:
        record = Record(READ_AS.get(sort, sort), id, owner, self.stands[owner], shared)
        self.records[sort].append((name, record))

    def share(self, kind: str, id: int, shared: Mapping[int, str]) -> None:
        for user_id, level in shared.items():
            access.share(kind=kind, object_id=id, user_id=user_id, level=level, actor=SYSTEM, now=NOW)

    def make_pools(self) -> None:
        for place in ("总部", "总部/华东", "总部/华南"):
            lead = leads.receive(
                values={"name": "池中客", "phone": mobile(next(_number)), "owner_id": None},
                actor=SYSTEM,
                now=NOW,
            ).made
            Lead.objects.filter(pk=lead.pk).update(unit_id=self.units[place].pk)
            self.records["lead"].append((f"in the pool of {place}", Record("lead", lead.pk, None, place)))
            waiting = _conversation({}, SYSTEM).pk
            waits = {"owner": None, "unit": self.units[place], "state": "waiting"}
            Conversation.objects.filter(pk=waiting).update(**waits)
            record = Record("conversation", waiting, None, place)
            self.records["conversation"].append((f"in the queue of {place}", record))


_number = count(1)


def _lead(_: Any, who: Actor) -> Any:
    values = {
        "name": "王芳",
        "phone": mobile(next(_number)),
        "email": f"wf{next(_number)}@example.com",
        "owner_id": who.user_id,
    }
    return leads.receive(values=values, actor=who, now=NOW).made


def _customer(_: Any, who: Actor) -> Any:
    return customers.create(
        name=unused("云岚科技"), phone=mobile(next(_number)), owner_id=who.user_id, actor=who, now=NOW
    )


def _contact(made: Any, who: Actor) -> Any:
    return customers.create_contact(
        customer_id=made["customer"].pk, name="李强", phone=mobile(next(_number)), actor=who, now=NOW
    )


def _opportunity(made: Any, who: Actor) -> Any:
    facts = {
        "name": "采购",
        "customer_id": made["customer"].pk,
        "amount_minor": 1_000_000,
        "owner_id": who.user_id,
    }
    return opportunities.create(**facts, actor=who, now=NOW)


def _contract(made: Any, who: Actor) -> Any:
    facts = {
        "title": "合同",
        "customer_id": made["customer"].pk,
        "amount_minor": 1_000_000,
        "owner_id": who.user_id,
    }
    return contracts.create(**facts, actor=who, now=NOW)


def _signed(made: Any, who: Actor) -> Any:
    return contracts.sign(_contract(made, who).pk, signed_on=NOW.date(), actor=who, now=NOW)


def _receipt(made: Any, who: Actor) -> Any:
    paid = {
        "contract_id": made["signed"].pk,
        "received_on": NOW.date(),
        "amount_minor": 100_000,
        "method": "bank",
    }
    return receivables.receive(**paid, actor=who, now=NOW)


def _activity(made: Any, who: Actor) -> Any:
    said = {
        "subject_kind": "lead",
        "subject_id": made["lead"].pk,
        "method": "call",
        "purpose": "",
        "result": "reached",
    }
    return activities.log(**said, actor=who, now=NOW)


def _comment(made: Any, who: Actor) -> Any:
    lead = made["lead"].pk
    return comments.add(
        subject_kind="lead", subject_id=lead, text="先寄样品", mentions=[], actor=who, now=NOW
    )


def _file(made: Any, who: Actor) -> Any:
    """A picture on the lead."""
    about = {"about_kind": "lead", "about_id": made["lead"].pk}
    with receiving.received(BytesIO(PIXEL), name="现场.png") as arrived:
        return attachments.attach(arrived, **about, actor=who, now=NOW)


def _conversation(_: Any, who: Actor) -> Any:
    """One that runs, with a visitor of its own."""
    stamps = {"created_at": NOW, "updated_at": NOW}
    site, _made = Site.objects.get_or_create(token="world", defaults={"name": "官网", "bot": False, **stamps})
    seen = {"first_seen_at": NOW, "last_seen_at": NOW}
    visitor = Visitor.objects.create(site=site, secret_hash=str(next(_number)), language="zh-Hans", **seen)
    opened = conversations.opened(visitor, actor=who, now=NOW)
    if who.user_id is not None:
        held = {"owner_id": who.user_id, "unit_id": who.unit_id, "state": "open"}
        Conversation.objects.filter(pk=opened.pk).update(**held)
    return opened


def _import(who: Actor) -> Any:
    return importing.upload("lead", BytesIO(FILE), "名单.csv", who, NOW)


def _token(who: Actor) -> Any:
    return access.issue_token(name="读", permissions=["lead.read"], expires_at=None, actor=who, now=NOW)[0]


def _view(who: Actor) -> Any:
    return views.create(kind="lead", values={"name": "我的"}, actor=who, now=NOW)


SORTS: Mapping[str, Callable[[dict[str, Any], Actor], Any]] = {
    "lead": _lead,
    "customer": _customer,
    "contact": _contact,
    "opportunity": _opportunity,
    "contract": _contract,
    "signed": _signed,
    "receipt": _receipt,
    "activity": _activity,
    "task": lambda _, who: activities.tasks.create(title="寄样品", actor=who, now=NOW),
    "visit": work.visits.a_visit,
    "comment": _comment,
    "file": _file,
    "conversation": _conversation,
}


def _session(who: Actor) -> Any:
    times = {"created_at": NOW, "seen_at": NOW, "expires_at": NOW + timedelta(days=3650)}
    return Session.objects.create(key_hash=f"elsewhere {who.user_id}", user_id=who.person, **times)


def _export(who: Actor) -> Any:
    """One that waits for approval."""
    return Export.objects.create(
        kind="lead",
        format="csv",
        language="zh-Hans",
        asked_by_id=who.person,
        unit_id=who.unit_id,
        reach=seeing.reach_of(actors.of_user(who.person)),
        via="web",
        asked_at=NOW,
        reason="月度复盘",
        status="waiting",
        need="rows",
        decide_until=NOW + timedelta(days=3650),
        rows=1,
    )


def _approvable(who: Actor) -> Any:
    """The same of somebody who may still export when it is approved."""
    return _export(who) if actors.of_user(who.person).may("lead.export") else None


def _breach(who: Actor) -> Any:
    """A first clock that ran out; nobody has appealed yet. The day of the appeal is the real one, which is now."""
    lead, now = _lead(None, who), timezone.now()
    told = {"lead_id": lead.pk, "unit_id": who.unit_id}
    case = Case.objects.create(
        lead=lead, state="closed", owner_id=who.user_id, arrived_at=now, state_at=now, closed_at=now
    )
    decision = Decision.objects.create(
        lead_id=lead.pk, case_id=case.pk, at=now, kind="arrival", outcome="given"
    )
    stint = Stint.objects.create(**told, case=case, decision=decision, user_id=who.user_id, given_at=now)
    return Breach.objects.create(**told, stint=stint, owner_id=who.user_id, clock="response", at=now)


def _form(who: Actor) -> Any:
    """One that nobody has filled in yet."""
    values = {"name": "官网", "unit_id": who.unit_id, "state": "live", "fields": [{"name": "phone"}]}
    return forms.create(values={**values, "texts": {"title": "预约"}}, actor=who, now=NOW)


def _form_code(who: Actor) -> Any:
    return forms.create_code(_form(who).pk, values={"name": "地铁"}, actor=who, now=NOW)


def _form_submission(who: Actor) -> Any:
    values = {"name": "王芳", "phone": mobile(next(_number))}
    return Submission.objects.create(
        form=_form(who), key=f"key {next(_number)}", state="suspected", values=values, received_at=NOW
    )


OF_A_PERSON: Mapping[str, Callable[[Actor], Any]] = {
    "import": _import,
    "export": _export,
    "approvable": _approvable,
    "token": _token,
    "session": _session,
    "view": _view,
    "breach": _breach,
    "target": targets_agree.a_figure,
    "form": _form,
    "form_code": _form_code,
    "form_submission": _form_submission,
    "target_alarm": targets_world.an_alarm,
    "target_tree": targets_grid.a_tree,
    **work.OF_A_PERSON,
}
