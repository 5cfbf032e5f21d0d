"""An organisation's name taken apart.

「杭州云岚科技有限公司上海分公司」 is 云岚, of 杭州, in 科技, limited, its branch in 上海.
"""

import re
from dataclasses import dataclass

from dabiao.core.matching.spelling import slip
from dabiao.core.matching.words import (
    BRANCH_ENDS,
    CITY_OF,
    FORM_OF,
    LATIN_FORMS,
    PROVINCE_OF,
    PROVINCES,
    TRADE_OF,
)

MUNICIPAL = frozenset(("北京", "上海", "天津", "重庆", "香港", "澳门"))
LONGEST = 80  # characters; a name is shorter, and what is not a name must not cost time
_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_FORMS = sorted(FORM_OF, key=len, reverse=True)
_FORM_THEN_TAIL = re.compile(f"({'|'.join(form for form in _FORMS if form.endswith('公司'))})")
_BRANCH = re.compile(f"(.*?)({'|'.join(BRANCH_ENDS)})")
_NUMBERED = re.compile(r"第?[一二三四五六七八九十\d]+(?:号)?$")
_PLACE_ENDS = ("特别行政区", "自治区", "自治州", "地区", "省", "市", "区", "县")
_DISTRICT = re.compile(r"[\u3400-\u9fff]{2,3}?[区县镇市](?!场)")
_LONGEST_PLACE = max(map(len, PROVINCE_OF))
_LONGEST_TRADE = max(map(len, TRADE_OF))


@dataclass(frozen=True, slots=True)
class Company:
    """Parts of a folded name; what a name does not say is empty."""

    whole: str  # without brackets, spaces and punctuation
    core: str  # 字号
    stem: str  # core and trade words as written: what is left when region, form and branch are gone
    places: frozenset[str]
    trades: frozenset[str]
    form: str
    branch: str
    tokens: tuple[str, ...] = ()  # words of a Latin name

    @property
    def is_organisation(self) -> bool:
        """Whether the name says by itself that it names an organisation and not a person."""
        return bool(self.form or self.trades or self.branch)


def parse(folded: str) -> Company:
    """Take apart a name that `text.fold` has folded."""
    name = folded[:LONGEST]
    return _chinese(name) if _HAN.search(name) else _latin(name)


def _latin(name: str) -> Company:
    words = re.sub(r"[^\w]+", " ", name.replace("'", "").replace("&", " and ")).split()
    tokens = tuple(word for word in words if word not in LATIN_FORMS) or tuple(words)
    form = "limited" if len(tokens) < len(words) and LATIN_FORMS.intersection(words[-2:]) - {"of"} else ""
    joined = "".join(tokens)
    return Company("".join(words), joined, joined, frozenset(), frozenset(), form, "", tokens)


def _chinese(name: str) -> Company:
    asides = [compact(aside) for aside in _BRACKETS.findall(name)]
    text = compact(_BRACKETS.sub(" ", name))
    whole = compact(name)
    text, branch = _cut_branch(text or whole)
    text, form = _cut_form(text)
    places: set[str] = set()
    text = cut_places(text, places)
    for aside in asides:
        if (rest := cut_places(aside, places, least=0)) == "":
            continue
        if rest in FORM_OF:
            form = form or FORM_OF[rest]
        elif rest.endswith(BRANCH_ENDS):
            branch = branch or rest
        elif not branch and rest.startswith(("原", "曾用名")):
            continue
        else:
            text += rest
    core, trades = _cut_trades(text)
    return Company(whole, core, text, frozenset(places), frozenset(trades), form, branch)


def compact(text: str) -> str:
    """Letters and digits alone."""
    return text if text.isalnum() else "".join(char for char in text if char.isalnum())


def _cut_branch(text: str) -> tuple[str, str]:
    """What follows the legal form, or a tail that only a branch has."""
    form = _FORM_THEN_TAIL.search(text, 2)
    if form and form.end() < len(text):
        tail = text[form.end() :]
        if _BRANCH.fullmatch(tail):
            return text[: form.end()], tail
    for end in BRANCH_ENDS:
        if text.endswith(end) and len(text) > len(end) + 2:
            return _cut_branch_without_form(text[: -len(end)], end)
    return text, ""


def _cut_branch_without_form(text: str, end: str) -> tuple[str, str]:
    """「云岚科技上海」+「分公司」 → 「云岚科技」, 「上海分公司」."""
    if (numbered := _NUMBERED.search(text)) and numbered.start() >= 2:
        return text[: numbered.start()], numbered[0] + end
    for size in range(_LONGEST_PLACE, 1, -1):
        if text[-size:] in PROVINCE_OF and len(text) - size >= 2:
            return text[:-size], text[-size:] + end
    for size in (4, 3, 2):
        # a part of a town: what stands between a trade word and the end
        before = text[:-size]
        if len(before) > 3 and any(before.endswith(word) for word in TRADE_OF if len(word) == 2):
            return before, text[-size:] + end
    return text, end


def _cut_form(text: str) -> tuple[str, str]:
    if text in FORM_OF:
        return text, ""
    for form in _FORMS:
        if len(text) > len(form) + 1 and (text.endswith(form) or _misspelt(text, form)):
            rest, inner = text[: -len(form)], FORM_OF[form]
            return (rest[:-2], "group") if rest.endswith("集团") and len(rest) > 3 else (rest, inner)
    return text, ""


def _misspelt(text: str, form: str) -> bool:
    """Whether one of the two commonest forms stands at the end with one character wrong."""
    return form in ("有限责任公司", "有限公司") and slip(text[-len(form) :], form)


def cut_places(text: str, found: set[str], *, least: int = 2) -> str:
    """`text` without the places at its beginning, which are added to `found`; at least `least` characters stay."""
    while True:
        size = _place_at_start(text)
        if not size:
            return _cut_district(text, least) if found or least else text
        rest = text[size:]
        for end in _PLACE_ENDS:
            if rest.startswith(end) and len(rest) - len(end) >= least:
                rest = rest[len(end) :]
                break
        if len(rest) < least:
            return text
        found.add(text[:size])
        text = rest


def _cut_district(text: str, least: int) -> str:
    """`text` without 「西湖区」, 「正定县」, 「小榄镇」 at its beginning: too many to list, and told by their ends."""
    district = _DISTRICT.match(text)
    if (
        not district
        or district[0].endswith(("城市", "都市", "社区", "园区", "小区", "城镇"))
        or len(text) - district.end() < least
    ):
        return text
    return text[district.end() :]


def _place_at_start(text: str) -> int:
    for size in range(_LONGEST_PLACE, 1, -1):
        if text[:size] in PROVINCE_OF and len(text) >= size:
            return size
    return 0


def _cut_trades(text: str) -> tuple[str, list[str]]:
    """The core and the trade words behind it; a core of at least two characters stays."""
    trades: list[str] = []
    while len(text) > 3:
        for size in range(min(_LONGEST_TRADE, len(text) - 2), 1, -1):
            if text[-size:] in TRADE_OF:
                trades.append(text[-size:])
                text = text[:-size]
                break
        else:
            break
    return text, trades


def agree(ours: frozenset[str], theirs: frozenset[str]) -> str:
    """Whether two sets of places can be one place: "same", "differ", or "" when one says nothing."""
    if not ours or not theirs:
        return ""
    ours_cities, their_cities = _cities(ours), _cities(theirs)
    if ours_cities and their_cities:
        return "same" if ours_cities & their_cities else "differ"
    ours_provinces = {PROVINCE_OF[place] for place in ours}
    return "same" if ours_provinces & {PROVINCE_OF[place] for place in theirs} else "differ"


def _cities(places: frozenset[str]) -> frozenset[str]:
    return frozenset(
        CITY_OF.get(place, place)
        for place in places
        if place not in PROVINCES or PROVINCE_OF[place] in MUNICIPAL
    )
