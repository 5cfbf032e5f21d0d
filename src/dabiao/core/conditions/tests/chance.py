"""Trees and records by chance, from the same small stock of awkward values, so that they often meet."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.spans import NAMED
from dabiao.core.conditions.terms import TAKES, Relation, Term, Word
from dabiao.core.conditions.vocabulary import Vocabulary

# midnight in Shanghai is 16:00 UTC: ends of days, months, leap years, and the moment before
MOMENTS = [
    datetime.fromisoformat(text).replace(tzinfo=UTC)
    for text in (
        "2024-02-29T15:59:59.999999",
        "2026-02-28T16:00:00",
        "2026-03-18T02:00:00",
        "2026-06-30T16:00:00",
        "2026-11-29T15:59:59",
        "2026-11-29T16:00:00",
        "2026-12-31T15:59:59.999999",
        "2026-12-31T16:00:00.000001",
    )
]
LETTERS = "台臺湾灣aAａK1１ ß％%_\\'\"[]^$.*-|(){}+?😀é\nﬁ發发"
TEXTS = st.one_of(
    st.sampled_from(
        ["", "台湾", "臺灣", "台灣ＡＢ", "广告%", "a_b", "\\", "'; --", '"', "😀👍", "^a$", "[台]"]
    ),
    st.text(LETTERS, max_size=4),
)
NUMBERS = st.sampled_from([0, 1, -1, 7, 100, 99_999, 10**12])
CODES = st.sampled_from(["red", "green", "台", "a'b"])
SHIFTS = [timedelta(0), timedelta(microseconds=1), *(timedelta(days=n) for n in (1, 6, 7, 30, 31, 366))]


@cache
def around(now: datetime) -> st.SearchStrategy[datetime]:
    """A moment near `now`, often exactly at a midnight of Shanghai or beside it."""
    midnight = now.replace(hour=16, minute=0, second=0, microsecond=0)
    return st.builds(
        lambda base, shift, sign: base + sign * shift,
        st.sampled_from([now, midnight, midnight - timedelta(days=1)]),
        st.sampled_from(SHIFTS),
        st.sampled_from([1, -1]),
    )


JSON_TERMS: list[Word] = [
    Term(f"fields.{name}", type, "raw", key=name, title=name)  # type: ignore[arg-type]
    for name, type in (
        ("note", "text"),
        ("budget", "number"),
        ("fee", "money"),
        ("vip", "bool"),
        ("colour", "choice"),
        ("tags", "multi"),
        ("born", "date"),
        ("seen", "datetime"),
        ("helper", "person"),
    )
]


@cache
def raw(now: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """A JSON column in which every key may be absent, null, or of a wrong type."""
    born = around(now).map(lambda moment: moment.date().isoformat())
    seen = around(now).map(lambda moment: moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    right: dict[str, st.SearchStrategy[Any]] = {
        "note": TEXTS,
        "budget": NUMBERS,
        "fee": NUMBERS,
        "vip": st.booleans(),
        "colour": CODES,
        "tags": st.lists(CODES, max_size=3),
        "born": born,
        "seen": seen,
        "helper": st.integers(1, 4),
    }
    wrong = st.sampled_from([None, "", 0, False, 1.5, [], {}, ["red", 1], "1"])
    return st.fixed_dictionaries({}, optional={key: st.one_of(value, wrong) for key, value in right.items()})


@cache
def custom(now: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """The column of custom fields, of the types in `fields.tests.made`; any key may be absent."""
    born = around(now).map(lambda moment: moment.date().isoformat())
    seen = around(now).map(lambda moment: moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    ids = st.sampled_from(["o1", "o2", "o3"])
    held: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("a_line", "story"), TEXTS.filter(lambda text: text != "")),
        **dict.fromkeys(("people", "rate", "budget"), NUMBERS),
        "go_live": born,
        "demo_at": seen,
        "tender": st.booleans(),
        "way": ids,
        "systems": st.lists(ids, min_size=1, max_size=3, unique=True).map(sorted),
    }
    return st.fixed_dictionaries({}, optional=held)


class Trees:
    """Trees over the words of a kind, at one moment, about these people.

    Strategies are kept: Hypothesis checks each new one, and that takes longer than all it draws from it.
    """

    def __init__(self, words: Vocabulary, now: datetime, ids: list[int]) -> None:
        self.words, self.now, self.ids = words, now, ids
        self._there: dict[str, Trees] = {}
        self._values: dict[str, st.SearchStrategy[Any]] = {}
        self._kept: dict[int, st.SearchStrategy[dict[str, Any]]] = {}

    def there(self, kind: str) -> "Trees":
        """Over a related kind."""
        if kind not in self._there:
            self._there[kind] = Trees(vocabulary.of(kind), self.now, self.ids)
        return self._there[kind]

    def trees(self, far: int = 2) -> st.SearchStrategy[dict[str, Any]]:
        if far not in self._kept:
            self._kept[far] = st.recursive(
                leaves(self, far),
                lambda inner: st.one_of(
                    st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
                    st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
                    inner.map(lambda part: {"not": part}),
                ),
                max_leaves=4,
            )
        return self._kept[far]

    def values(self, word: Term, op: str) -> st.SearchStrategy[Any]:
        """What the operator takes of this word."""
        name = f"{word.name} {op}"
        if name not in self._values:
            value = _phone(op) if word.type == "phone" else _value(word, self.now, self.ids)
            if word.type == "datetime" and op in ("is", "is_not"):
                value = value.filter(lambda text: text != "now" and "T" not in text)
            sizes = {"one": None, "two": (2, 2), "many": (1, 3)}[TAKES.get(op, "one")]
            self._values[name] = (
                value if sizes is None else st.lists(value, min_size=sizes[0], max_size=sizes[1])
            )
        return self._values[name]


def _value(word: Term, now: datetime, ids: list[int]) -> st.SearchStrategy[Any]:
    days = st.one_of(
        st.sampled_from([*NAMED, "last_1_days", "last_7_days", "next_30_days", "7_days_ago", "in_1_days"]),
        around(now).map(lambda moment: moment.date().isoformat()),
    )
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXTS.filter(lambda text: text.strip() != ""),
        "handle": st.sampled_from(["wx_1", "WX_1", "zhang@example.com"]),
        "number": NUMBERS,
        "money": NUMBERS,
        "bool": st.booleans(),
        "date": days,
        "datetime": st.one_of(days, st.just("now"), around(now).map(lambda moment: moment.isoformat())),
        "person": st.sampled_from(ids),
        "unit": st.integers(1, 6),
        "multi": CODES,
    }
    if word.type in ("choice", "multi"):
        return st.sampled_from([value for value, _ in word.choices("en")]) if word.choices else CODES
    return by_type[word.type]


@st.composite
def leaves(draw: st.DrawFn, over: Trees, far: int) -> dict[str, Any]:
    """Any operator of any word, with a value it takes; related records as far as allowed."""
    words = over.words.words
    usable = [name for name, word in words.items() if far > 0 or not isinstance(word, Relation)]
    name = draw(st.sampled_from(usable))
    word = words[name]
    if isinstance(word, Relation):
        there = over.there(word.kind)
        if not word.many and draw(st.booleans()):
            leaf = draw(leaves(there, 0))
            return {**leaf, "field": f"{name}.{leaf['field']}"}
        inner = draw(st.one_of(st.just({}), there.trees(far - 1)))
        return {"field": name, "op": draw(st.sampled_from(word.operators)), "where": inner}
    op = draw(st.sampled_from(word.operators))
    if TAKES.get(op) == "nothing":
        return {"field": name, "op": op}
    return {"field": name, "op": op, "value": draw(over.values(word, op))}


def _phone(op: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["1234", "5678"] if op == "last_four" else ["138 1234 5678", "13812345678"])
