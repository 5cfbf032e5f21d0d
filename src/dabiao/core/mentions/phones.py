"""Telephone numbers in folded text: written in any script, with anything between the digits, over several lines. Pure.

A run is digits with little between them. It is one number as a whole, or several numbers and nothing else, or stands
beside other figures in a group of its own: so cards, orders and lists of figures give none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat

from dabiao.core.mentions.reading import HANZI, JOINT, joined

_LOOKALIKE = {"i": "1", "l": "1", "o": "0", "b": "6"}
_DIGITS = f"0-9{''.join(HANZI)}"
_GROUP = rf"[{_DIGITS}](?:[{_DIGITS}iolb]*[{_DIGITS}iolb])?|(?<![a-z])[iol][0-9iolb]*[0-9][0-9iolb]*"
# anything that is neither letter nor digit nor character: blanks, signs, pictures, and the ends of lines
_BETWEEN = rf"(?:[^\w]|[_{JOINT}])"
RUN = re.compile(rf"(?:\+|\(\+?)?\s*(?:{_GROUP})(?:{_BETWEEN}{{1,14}}(?:{_GROUP}))*")
PIECE = re.compile(_GROUP)
_EXTENSION = re.compile(r"\s*\(?(?:转|分机号?|内线|ext\.?|x|#|之后再拨|再拨)\s*:?\s*(\d{1,6})(?!\d)")
_LETTER_BEFORE = re.compile(r"([a-z]+)[#_\-]?$")
_LABELS = frozenset(
    (
        *(
            "tel",
            "phone",
            "mobile",
            "cell",
            "call",
            "text",
            "no",
            "num",
            "number",
            "whatsapp",
            "wechat",
            "weixin",
        ),
        *(
            "wx",
            "vx",
            "v",
            "shouji",
            "dianhua",
            "hm",
            "hao",
            "haoma",
            "shi",
            "at",
            "is",
            "to",
            "me",
            "on",
            "my",
        ),
    )
)
_OTHER_THING = re.compile(
    r"(?:单号|订单|编号|账号|帐号|户号|卡号|学号|社保号?|医保|imei|批次|条码|税号|流水号?|工单|尾号|验证码|密码|口令"
    r"|(?<!邮)qq号?|企鹅号?|球球号?|群号?|邮编|身份证号?|证件号?码?|护照|运单号?|快递单?|设备号|时间戳|好友码|激活码|兑换码"
    r"|邀请码|优惠码|提取码|型号|金额|报价|圆周率|播放|粉丝|序列号|发票号|合同号)(?:是|为|就是|:|,|\s|#|我的)*$"
)
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d\s*[-~—–至到,]")
_UNIT_AFTER = re.compile(r"\s*(?:元|块|万|千克|公斤|kg|%|度|年|条|件|个(?!号))")
_HONG_KONG = re.compile(
    r"香港|港|hk|hong ?kong|澳门|macau|九龙|新界|屯门|沙田|旺角|尖沙|荃湾|元朗|铜锣湾|将军澳|whatsapp|俾我|搵我"
)
_TAIWAN = re.compile(r"台湾|台北|台中|台南|高雄|新竹|桃园|基隆|嘉义|taiwan|taipei")


@dataclass(frozen=True, slots=True)
class Phone:
    """`number`: E.164, with `;ext=` where one was said. `typed`: its digits as they are dialled at home."""

    number: str
    typed: str
    start: int
    end: int


def phones_in(text: str) -> list[Phone]:
    """Every number with its place in `text`, in order."""
    spelt = joined(text)
    return [one for run in RUN.finditer(spelt) for one in _of_run(spelt, run)]


def _regions(text: str) -> frozenset[str]:
    """Where else the writer may be at home, by what they say."""
    return frozenset(region for region, said in (("HK", _HONG_KONG), ("TW", _TAIWAN)) if said.search(text))


@dataclass(frozen=True, slots=True)
class _Group:
    digits: str
    plus: bool
    start: int
    end: int
    raw: str


def _of_run(text: str, run: re.Match[str]) -> list[Phone]:
    groups = list(_groups(text, run))
    if (
        not groups
        or _CLOCK.search(run[0])
        or _OTHER_THING.search(text[max(0, run.start() - 12) : groups[0].start])
    ):
        return []
    regions = _regions(text)
    if one := _number(groups, text, regions):
        return [one]
    return _several(groups, text, regions) or [
        found for group in groups for found in _alone(group, text, regions)
    ]


def _groups(text: str, run: re.Match[str]) -> Iterator[_Group]:
    for piece in PIECE.finditer(text, run.start(), run.end()):
        digits = "".join(HANZI.get(char) or _LOOKALIKE.get(char) or char for char in piece[0])
        if text[piece.start() - 1 : piece.end() + 1] == "(0)":  # +44 (0)20: dialled at home only
            continue
        before = text[max(0, piece.start() - 2) : piece.start()]
        yield _Group(digits, "+" in before, piece.start(), piece.end(), piece[0])


def _several(groups: list[_Group], text: str, regions: frozenset[str]) -> list[Phone]:
    """The run cut into numbers with nothing left over; none where that cannot be done."""
    for length in range(min(len(groups), 8), 0, -1):
        first = _number(groups[:length], text, regions)
        if first is None:
            continue
        if all(map(_a_word, groups[length:])) or _EXTENSION.match(text, first.end):
            return [first]
        if rest := _several(groups[length:], text, regions):
            return [first, *rest]
    return []


def _a_word(group: _Group) -> bool:
    """One or two characters that are digits as well: a name (陆先生), 一下, 两个."""
    return len(group.raw) <= 2 and all(char in HANZI for char in group.raw)


def _alone(group: _Group, text: str, regions: frozenset[str]) -> list[Phone]:
    """A group that is a number by itself, or is one once figures of another script beside it are left out (1380…00一下)."""
    if found := _number([group], text, regions):
        return [found]
    inner = re.search(r"(?<!\d)\d{10,12}(?!\d)", group.raw)
    if inner is None or inner[0] == group.raw:
        return []
    start = group.start + inner.start()
    part = _Group(inner[0], group.plus, start, start + len(inner[0]), inner[0])
    found = _number([part], text, regions)
    return [found] if found else []


def _number(groups: list[_Group], text: str, regions: frozenset[str]) -> Phone | None:
    start, end = groups[0].start, groups[-1].end
    digits = "".join(group.digits for group in groups)
    if not 8 <= len(digits) <= 16 or _in_a_word(text, start, end) or _UNIT_AFTER.match(text, end):
        return None
    number = _valid(digits, groups[0].plus, regions)
    if number is None or not (_mobile(number) or _plain(groups)):
        return None
    key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if extension := _EXTENSION.match(text, end):
        key += f";ext={extension[1]}"
    return Phone(key, phonenumbers.national_significant_number(number), start, end)


def _plain(groups: list[_Group]) -> bool:
    """No letters that only look like digits: those are read so in mobile numbers alone."""
    return not any(char in _LOOKALIKE for group in groups for char in group.raw)


def _mobile(number: phonenumbers.PhoneNumber) -> bool:
    return number.country_code == 86 and str(number.national_number).startswith("1")


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Part of a model, a plate, an order: letters touch it that are no label such as tel or wx."""
    before = _LETTER_BEFORE.search(text, max(0, start - 12), start)
    if before is not None and before[1] not in _LABELS:
        return True
    after = text[end : end + 2]
    return bool(after) and (
        (after[0].isascii() and after[0].isalpha() and after[0] != "x") or after[0] == "@"
    )


_AT_HOME = (
    ("CN", re.compile(r"1[3-9]\d{9}|0[1-9]\d{8,10}|[48]00\d{7}")),
    ("TW", re.compile(r"09\d{8}")),
)
_WITH_COUNTRY = re.compile(r"(?:86|852|853|886)\d{8,12}")


def _valid(digits: str, plus: bool, regions: frozenset[str]) -> phonenumbers.PhoneNumber | None:
    readings: list[tuple[str, str]] = []
    if plus:
        readings.append((f"+{digits}", "CN"))
    if digits.startswith("00") and len(digits) >= 11:
        readings.append((f"+{digits[2:]}", "CN"))
    readings += [(digits, region) for region, shape in _AT_HOME if shape.fullmatch(digits)]
    if _WITH_COUNTRY.fullmatch(digits):
        readings.append((f"+{digits}", "CN"))
    if "HK" in regions and re.fullmatch(r"[235-9]\d{7}", digits):
        readings.append((digits, "HK"))
    if "TW" in regions and re.fullmatch(r"0[2-8]\d{7,8}", digits):
        readings.insert(0, (digits, "TW"))
    for spelling, region in readings:
        try:
            number = phonenumbers.parse(spelling, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None
