"""Addresses of mail in folded text, however their writer hid the sign in the middle. Pure."""

import re
from dataclasses import dataclass

_LOCAL = r"[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_])?"
_OPEN, _SHUT = r"[(\[{<【「]", r"[)\]}>】」]"
_AT = rf"(?:\s*(?:@+|{_OPEN}\s*(?:at|a|@|艾特|圈a)\s*{_SHUT}|艾特|爱特|圈a)\s*|\s+at\s+)"
_DOT = rf"(?:\.|\s+\.\s+|\s*{_OPEN}\s*(?:dot|点)\s*{_SHUT}\s*|\s+dot\s+|\s*点\s*|\s*,\s*(?=(?:com|cn|net)(?![a-z]))|。)"
_WRITTEN = re.compile(
    rf"(?<![a-z0-9._%+*@-])({_LOCAL}){_AT}([a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*?(?:{_DOT}[a-z]{{2,8}})?{_DOT}[a-z]{{2,8}})(?![a-z0-9@-]|\.[a-z])"
)
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9_.-] ){2,}@(?: [a-z0-9.-])+(?: [a-z0-9])(?![a-z0-9])")
_SWAPPED = re.compile(
    r"(?:把?\s*(\S)|(星号|井号))\s*(?:换成|换|改成|当作|当|是|=)\s*(?:那个)?(?:@|艾特|圈a|at\b)"
)
_CALLED = {"星号": "*", "井号": "#"}
_ANY_DOT = re.compile(_DOT)
_ALONE_AT = re.compile(r"\s*\n\s*(?=@|艾特)|(?<=@)\s*\n\s*|(?<=艾特)\s*\n\s*")
_SIGNS = (
    (re.compile(r"(?<=[a-z0-9])\s*点\s*(?=[a-z0-9]+\s*(?:艾特|@))"), "."),
    (re.compile(r"(?<=[a-z0-9])\s*下划线\s*(?=[a-z0-9])"), "_"),
    (re.compile(r"(?<=[a-z0-9])\s*(?:加上?)\s*(?=@)"), ""),
)
_PROVIDERS = {
    "gmail": "gmail.com",
    "谷歌": "gmail.com",
    "hotmail": "hotmail.com",
    "outlook": "outlook.com",
    "foxmail": "foxmail.com",
    "163": "163.com",
    "126": "126.com",
    "qq": "qq.com",
    "扣扣": "qq.com",
    "一六三": "163.com",
    "一二六": "126.com",
    "yahoo": "yahoo.com",
    "icloud": "icloud.com",
    "新浪": "sina.com",
    "sina": "sina.com",
    "139": "139.com",
}
_NAMED = re.compile(
    r"邮箱(?:是|用的?|:)?(?:网易)?的?(?P<own>163|126|139)(?!\d)|(?<![a-z0-9@._])(?P<by>gmail|hotmail|outlook|foxmail|yahoo|icloud|sina)(?![a-z0-9@])"
    r"|(?<![a-z0-9@.])(?P<post>谷歌|新浪|163|126|139|qq|扣扣|一六三|一二六)(?=的?(?:邮箱|信箱|邮件|email|e-mail|mail))"
)
_NAME = re.compile(r"(?<![a-z0-9._@*-])([a-z][a-z0-9._-]{3,30}[a-z0-9_]|\d{5,11})(?![a-z0-9@*_-]|\.[a-z])")


@dataclass(frozen=True, slots=True)
class Mail:
    address: str
    start: int
    end: int


def mails_in(text: str) -> list[Mail]:
    """Every address with its place in `text`, in order."""
    found = [
        Mail(f"{one[1]}@{_ANY_DOT.sub('.', one[2])}", one.start(), one.end())
        for one in _WRITTEN.finditer(_plain(text))
    ]
    return found or _spoken(text)


def _plain(text: str) -> str:
    """Signs named in words as signs, the parts of an address on one line."""
    for words, sign in _SIGNS:
        text = words.sub(sign, text)
    return _ALONE_AT.sub("", _SPACED.sub(lambda spelt: spelt[0].replace(" ", ""), _swapped(text)))


def _swapped(text: str) -> str:
    said = _SWAPPED.search(text)
    if said is None or (said[1] or "").isalnum():
        return text
    return text.replace(said[1] or _CALLED[said[2]], "@", 1)


def _spoken(text: str) -> list[Mail]:
    """「我 163 的邮箱是 abc123」: the provider and the name apart."""
    provider = _NAMED.search(text)
    if provider is None:
        return []
    said = provider["by"] or provider["post"] or provider["own"]
    for name in _NAME.finditer(text):
        if name[1] not in _PROVIDERS and name[1] not in _PROVIDERS.values() and not _WORD.fullmatch(name[1]):
            return [Mail(f"{name[1]}@{_PROVIDERS[said]}", name.start(), name.end())]
    return []


_WORD = re.compile(
    r"e-?mail|mail|address|please|send|account|phone|wechat|weixin|contact|gmail|hotmail|outlook"
)
