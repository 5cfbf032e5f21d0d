"""Every trouble, messenger and field has its words in every language: the names are put together at run time."""

import re
from pathlib import Path

import pytest

from dabiao.core.i18n import find
from dabiao.core.notifications import connecting
from dabiao.core.notifications.messengers import MESSENGERS, dingtalk, feishu, wecom

HERE = Path(connecting.__file__).parent
RAISED = re.compile(r'(?:Refused|Postponed|Unsure|lost)\(\s*"([a-z_]+)"')


def words() -> set[str]:
    said = {
        word
        for path in HERE.rglob("*.py")
        if "tests" not in path.parts
        for word in RAISED.findall(path.read_text())
    }
    tables = {word for module in (wecom, dingtalk, feishu) for word in module.WORDS.values()}
    return said | tables | {"sent"}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_everything_that_is_said_of_messengers_has_words(language: str) -> None:
    fields = [field for one in MESSENGERS.values() for field in one.fields]
    keys = {f"errors.messengers.{word}" for word in words()}
    keys |= {f"messengers.name.{name}" for name in MESSENGERS}
    keys |= {f"messengers.field.{field.name}" for field in fields}
    keys |= {f"messengers.choice.{choice}" for field in fields for choice in field.choices}
    assert len(keys) > 30
    assert sorted(key for key in keys if find(language, key) is None) == []
