"""A column that holds only the month, in a file that is in time order: the year follows from the order."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from dabiao.core.errors import Invalid
from dabiao.core.text import squash

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = {name: number for number, name in enumerate(_ENGLISH, start=1)}
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CHINESE_MONTHS = {name: number for number, name in enumerate(_CHINESE, start=1)} | {
    "正": 1,
    "元": 1,
    "腊": 12,
}
_FULL = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)


def month_of(text: str) -> int:
    """may, May., 5, 05, 5月, 五月 → 5. Raises `importing.not_a_month`."""
    typed = squash(text).casefold()
    if named := _FULL.fullmatch(typed):
        return MONTH_NAMES[named[1][:3]]
    bare = typed.removesuffix("份").removesuffix("月").strip()
    number = _CHINESE_MONTHS.get(bare) or (int(bare) if bare.isdecimal() and len(bare) <= 2 else 0)
    if not 1 <= number <= 12:
        raise Invalid("importing.not_a_month", value=text[:40])
    return number


@dataclass
class MonthsInOrder:
    """Remembers the last month read; a month before it belongs to the next year. Its state is two numbers."""

    zone: tzinfo
    year: int
    month: int = 0

    def day(self, text: str) -> date:
        """The first day of that month. Advances the state."""
        month = month_of(text)
        if month < self.month:
            self.year += 1
        self.month = month
        return date(self.year, month, 1)

    def moment(self, text: str) -> datetime:
        """The start of that day in `zone`, as UTC."""
        day = self.day(text)
        return datetime(day.year, day.month, 1, tzinfo=self.zone).astimezone(UTC)

    def state(self) -> list[int]:
        return [self.year, self.month]

    def restore(self, state: list[int]) -> None:
        self.year, self.month = state
