"""Numbers, ids and addresses that their writer put right afterwards. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from dabiao.core.mentions.doubts import any_of
from dabiao.core.mentions.phones import Phone


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)

_GONE = re.compile(
    r"^[^\d\n]{0,6}(?:作废|停机|停用|换号|不用了|欠费|别打|是公司的|错了|打错|写错|已经?停|注销|空号|用不了|废了|不对|输错|多打"
    r"|少打|是错的)"
)
_NOT_THIS = re.compile(r"(?:不是|唔系|别加|别打|不要打|\bnot)[^\n]{0,4}$")
_UNLESS = re.compile(r"(?:要是|如果|若|万一|假如|倘若|if)[^\n]{0,8}$")
_CORRECTED = any_of(
    "打错 写错 发错 输错 说错 错了 多打了 少打了 更正 改一下 应该是 才对 才是 以这个为准 换号 停机 作废 不好意思.{0,4}是",
    "不对.{0,3}是 正确的? 应为 改为 帮改 卖了 哦不 呃不 打漏 打反 写反 写倒 拼错 撤回 划掉 换成 改成 转咗 → (?:旧|老).{0,6}新",
    r"^\W*[×x✗]\W 上一?个.{0,3}(?:不对|错) sorry oops typo correction i\smean should\sread \bbut\b",
)


def taken_back(text: str, found: Sequence[P]) -> list[P]:
    """Without those after which another follows that replaces them."""
    kept = list(found)
    for place, one in enumerate(kept[:-1]):
        if _is_replaced(text, one, kept[place + 1]):
            return taken_back(text, kept[:place] + kept[place + 1 :])
    return kept


def _is_replaced(text: str, one: Placed, later: Placed) -> bool:
    if _NOT_THIS.search(text[: one.start]):
        return True
    between = f"{text[one.end : later.start]} {text[later.end :].partition(chr(10))[0]}"
    return not _UNLESS.search(text[: one.start]) and bool(
        _GONE.match(text[one.end :]) or _CORRECTED.search(between)
    )


_TOKEN = re.compile(r"(?<![a-z0-9_@./-])[a-z][a-z0-9_-]{5,19}(?![a-z0-9_@*-]|\.[a-z])")


def put_right(text: str, id: str, place: int) -> str:
    """The id that its writer gave in place of this one, if they did."""
    end = place + len(id)
    for later in _TOKEN.finditer(text, end):
        if _CORRECTED.search(text[end : later.start()]):
            return later[0]
    return id


_TAIL = re.compile(
    r"(?:最后|后|末|尾)(?:[一两二三四1-4]?位|号|数)?[^\n]{0,8}?(?:是|为|改成|换成)\s*(\d{1,4})(?!\d)"
)
_TAIL_WRONG = re.compile(r"写反|错|应该|不是|改成|换成")


def mended(text: str, numbers: Sequence[Phone]) -> list[Phone]:
    """Numbers whose last figures were put right: 「尾号应该是1847」."""
    mended = list(numbers)
    for tail in _TAIL.finditer(text):
        before = [place for place, one in enumerate(mended) if one.end <= tail.start()]
        line = text[text.rfind("\n", 0, tail.start()) + 1 :].partition("\n")[0]
        if before and _TAIL_WRONG.search(line):
            one, right = mended[before[-1]], tail[1]
            mended[before[-1]] = replace(
                one, number=one.number[: -len(right)] + right, typed=one.typed[: -len(right)] + right
            )
    return mended
