"""The language sentence by sentence: what is empty, what is asked, what is refused, and what stays hidden."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.conditions import language, vocabulary
from dabiao.core.conditions.terms import title_of
from dabiao.core.i18n import LANGUAGES, find
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
KEPT = {"created_at": NOW, "updated_at": NOW}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


def lead(**facts: Any) -> Lead:
    return Lead.objects.create(**{"name": "王芳", "received_at": NOW, **KEPT, **facts})


def found(tree: Any, *, actor: Actor = SYSTEM, now: datetime = NOW) -> list[int]:
    """The leads that a condition finds, after asking each lead too."""
    words = vocabulary.of("lead")
    rows = Lead.objects.order_by("pk")
    ids = list(rows.filter(language.compiled(tree, words, actor=actor, now=now)).values_list("pk", flat=True))
    assert ids == [row.pk for row in rows if language.evaluate(tree, row, words, actor=actor, now=now)]
    return ids


def is_(field: str, op: str, *value: Any) -> dict[str, Any]:
    return {"field": field, "op": op, **({"value": value[0]} if value else {})}


def refused(tree: Any, kind: str = "lead") -> list[tuple[str, str | None]]:
    return [(error.code, error.field) for error in language.check(tree, vocabulary.of(kind))]


def test_an_empty_tree_is_true_of_everything() -> None:
    both = [lead().pk, lead().pk]
    assert found({}) == both


def test_what_is_empty_satisfies_only_the_negative_operators() -> None:
    bare = lead(region="", next_contact_at=None, grade="").pk
    for true in (
        is_("region", "empty"),
        is_("region", "is_not", "杭州"),
        is_("region", "not_in", ["杭州"]),
        is_("region", "not_contains", "杭"),
        is_("next_contact_at", "empty"),
        is_("next_contact_at", "is_not", "today"),
        is_("grade", "is_not", "A"),
        is_("customer.industry", "is_not", "教育"),
        is_("customer", "none"),
        {"not": is_("next_contact_at", "lt", "today")},
    ):
        assert found(true) == [bare], true
    for false in (
        is_("region", "not_empty"),
        is_("region", "is", "杭州"),
        is_("region", "starts_with", "杭"),
        is_("next_contact_at", "lt", "today"),
        is_("next_contact_at", "gte", "today"),
        is_("next_contact_at", "between", ["2000-01-01", "2900-01-01"]),
        is_("grade", "in", ["A", "B"]),
        is_("owner_id", "is", 1),
        is_("customer.industry", "is", "教育"),
        is_("customer", "some"),
    ):
        assert found(false) == [], false


def test_texts_are_one_whatever_their_width_case_and_script() -> None:
    mine = lead(company="臺灣ＡＢ科技").pk
    lead(company="香港科技")
    for tree in (
        is_("company", "contains", "台湾ab"),
        is_("company", "is", " 台湾Ab科技 "),
        is_("company", "starts_with", "臺湾"),
        is_("company", "in", ["别的", "台灣AB科技"]),
    ):
        assert found(tree) == [mine], tree


def test_signs_of_pattern_languages_are_plain_characters() -> None:
    odd = lead(company="50%_off\\'\"[x]^$.*").pk
    lead(company="50 off")
    for part in ("%_", "\\", "'\"", "[x]", "^$", ".*", "50%_off\\'\"[x]^$.*"):
        assert found(is_("company", "contains", part)) == [odd], part


def test_days_end_at_midnight_in_the_companys_time_zone() -> None:
    midnight = datetime(2026, 3, 17, 16, 0, tzinfo=UTC)
    before, at, end = (
        lead(next_contact_at=midnight + timedelta(microseconds=shift)).pk for shift in (-1, 0, 86_399_999_999)
    )
    assert found(is_("next_contact_at", "is", "today")) == [at, end]
    assert found(is_("next_contact_at", "lt", "today")) == [before]
    assert found(is_("next_contact_at", "gt", "yesterday")) == [at, end]
    assert found(is_("next_contact_at", "lte", "2026-03-17")) == [before]
    assert found(is_("next_contact_at", "between", ["yesterday", "today"])) == [before, at, end]
    assert found(is_("next_contact_at", "lt", "now")) == [before, at]
    assert found(is_("next_contact_at", "lt", "7_days_ago")) == []


def test_me_and_mine_are_those_of_who_asks(company: Company) -> None:
    sales1, sales2, manager = (company[name] for name in ("sales1", "sales2", "manager"))
    one = lead(owner_id=sales1.id, unit_id=company.team1.pk).pk
    two = lead(owner_id=sales2.id, unit_id=company.team2.pk).pk
    south = lead(owner_id=company["sales3"].id, unit_id=company.team3.pk).pk
    assert found(is_("owner_id", "is_me"), actor=sales1.actor) == [one]
    assert found(is_("owner_id", "is_me")) == []
    assert found(is_("unit_id", "my_team"), actor=sales2.actor) == [two]
    assert found(is_("unit_id", "my_unit"), actor=manager.actor) == [one, two]
    assert found(is_("unit_id", "within", [company.east.pk])) == [one, two]
    assert found(is_("unit_id", "is", company.team3.pk)) == [south]
    assert found({"not": is_("owner_id", "is_me")}, actor=sales1.actor) == [two, south]


def test_related_records_out_of_sight_tell_nothing(company: Company) -> None:
    sales1, sales3 = company["sales1"], company["sales3"]
    theirs = Customer.objects.create(
        name="远方", industry="教育", owner_id=sales3.id, unit_id=company.team3.pk, **KEPT
    )
    mine = lead(owner_id=sales1.id, unit_id=company.team1.pk, customer=theirs).pk
    asked = is_("customer.industry", "is", "教育")
    assert found(asked, actor=sales1.actor) == []
    assert found({"not": asked}, actor=sales1.actor) == [mine]
    assert found(is_("customer", "some"), actor=sales1.actor) == []
    assert found(asked, actor=company["ops"].actor) == [mine]


def test_a_condition_on_many_related_records_asks_one_of_them_for_all_of_it() -> None:
    customer = Customer.objects.create(name="云岚", **KEPT)
    for name, role in (("张三", "decides"), ("李四", "pays")):
        Contact.objects.create(customer=customer, name=name, decision_role=role, **KEPT)
    words = vocabulary.of("customer")

    def holds(name: str, role: str) -> bool:
        where = {"all": [is_("name", "is", name), is_("decision_role", "is", role)]}
        tree = {"field": "contacts", "op": "some", "where": where}
        seen = Customer.objects.filter(language.compiled(tree, words, actor=SYSTEM, now=NOW)).exists()
        assert seen == language.evaluate(tree, customer, words, actor=SYSTEM, now=NOW)
        return seen

    assert holds("张三", "decides")
    assert not holds("张三", "pays")


def test_phones_and_addresses_are_recognised_whole_and_never_spelled_out() -> None:
    mine = lead(phone="13812345678", email="zhang@example.com").pk
    lead(phone="13912340000")
    assert found(is_("phone", "is", "138-1234-5678")) == [mine]
    assert found(is_("phone", "last_four", "5678")) == [mine]
    assert found(is_("email", "is", "Zhang@Example.COM")) == [mine]
    for name in ("phone", "wechat", "email", "customer.phone"):
        for op in ("contains", "starts_with", "in", "lt", "between", "not_contains"):
            assert refused(is_(name, op, "138")) == [("conditions.unknown_op", "where.op")], (name, op)
    assert refused(is_("phone", "is", "138")) == [("conditions.value_phone", "where.value")]
    assert refused(is_("phone", "last_four", "38")) == [("conditions.value_last_four", "where.value")]
    guesses = [is_("phone", "is", f"1381234567{n}") for n in range(4)]
    assert refused({"any": guesses}) == [("conditions.too_many_masked", "where")]


MISTAKES: list[tuple[Any, str, str]] = [
    ([], "not_a_condition", "where"),
    ({"all": [], "any": []}, "not_a_condition", "where"),
    ({"all": []}, "empty_group", "where.all"),
    ({"all": [{"any": "x"}]}, "empty_group", "where.all.0.any"),
    ({"not": 1}, "not_a_condition", "where.not"),
    ({"all": [is_("region", "is", "x"), is_("colour", "is", "x")]}, "unknown_field", "where.all.1.field"),
    ({"field": ["x"], "op": "is"}, "unknown_field", "where.field"),
    (is_("customer.nothing", "is", "x"), "unknown_field", "where.field"),
    (is_("region", "gt", "x"), "unknown_op", "where.op"),
    ({"field": "region", "op": ["is"]}, "unknown_op", "where.op"),
    ({"field": "region", "op": "is", "values": "x"}, "unknown_part", "where.values"),
    (is_("region", "is"), "value_text", "where.value"),
    (is_("region", "is", "  "), "value_text", "where.value"),
    (is_("region", "is", "x" * 101), "value_too_long", "where.value"),
    (is_("region", "in", "x"), "value_list", "where.value"),
    (is_("region", "in", []), "value_list", "where.value"),
    (is_("region", "empty", None), "takes_no_value", "where.value"),
    (is_("cost_minor", "is", True), "value_integer", "where.value"),
    (is_("cost_minor", "is", 1.5), "value_integer", "where.value"),
    (is_("cost_minor", "lt", 10**15 + 1), "value_integer", "where.value"),
    (is_("cost_minor", "between", [1]), "value_pair", "where.value"),
    (is_("source", "is", "fax"), "value_choice", "where.value"),
    (is_("owner_id", "is", 0), "value_id", "where.value"),
    (is_("received_at", "is", "now"), "value_day", "where.value"),
    (is_("received_at", "lt", "2026-02-30"), "value_moment", "where.value"),
    (is_("received_at", "lt", "2026-02-03T10:00:00"), "value_moment", "where.value"),
    (is_("customer", "some", 1), "takes_no_value", "where.value"),
    ({**is_("region", "is", "x"), "where": {}}, "takes_no_where", "where.where"),
    ({"field": "customer", "op": "some", "where": is_("x", "is", 1)}, "unknown_field", "where.where.field"),
    (is_("opportunity.customer.industry", "is", "x"), "ok", ""),
    (is_("opportunity.customer.contacts", "some"), "too_far", "where.field"),
    (
        {"not": {"not": {"not": {"not": {"not": {"not": is_("region", "empty")}}}}}},
        "too_deep",
        "where.not.not.not.not.not",
    ),
    ({"any": [is_("region", "empty")] * 51}, "too_many_conditions", "where"),
    (is_("owner_id", "in", list(range(1, 202))), "too_many_values", "where"),
    (is_("region", "in", ["很" * 100] * 11), "too_much_text", "where"),
]


@pytest.mark.parametrize(("tree", "code", "place"), MISTAKES)
def test_a_mistake_is_named_with_its_place(tree: Any, code: str, place: str) -> None:
    assert refused(tree) == ([] if code == "ok" else [(f"conditions.{code}", place)])


def test_several_mistakes_are_told_together() -> None:
    tree = {"any": [is_("colour", "is", "x"), {"not": is_("region", "gt", 1)}]}
    assert refused(tree) == [
        ("conditions.unknown_field", "where.any.0.field"),
        ("conditions.unknown_op", "where.any.1.not.op"),
    ]


def test_every_mistake_has_its_words() -> None:
    for code in {code for _, code, _ in MISTAKES} - {"ok"} | {"value_last_four", "value_phone", "value_bool"}:
        for tongue in LANGUAGES:
            assert find(tongue, f"errors.conditions.{code}"), code


def test_every_operator_of_every_vocabulary_has_its_words() -> None:
    for kind in vocabulary.kinds():
        for word in vocabulary.of(kind).words.values():
            for tongue in LANGUAGES:
                assert title_of(word, tongue) != getattr(word, "label", ""), (kind, word.name)
                for op in word.operators:
                    assert find(tongue, f"conditions.op.{op}"), op
