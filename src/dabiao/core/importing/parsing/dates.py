"""Dates and times in the spellings of Chinese and international files. What could be read in two ways is refused."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from dabiao.core.errors import Invalid
from dabiao.core.importing.parsing.months import MONTH_NAMES
from dabiao.core.text import squash

FIRST_YEAR, LAST_YEAR = 1900, 2199
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - serials are wall-clock time
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001

_WEEKDAY = re.compile(
    r"\(?(?:星期|周|週|礼拜)[一二三四五六日天]\)?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ?", re.IGNORECASE
)
_TIME = (
    r"(?:[T\s]*(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|[AP]M)?\s*(?P<hour>\d{1,2})\s*[:时時点點]"
    r"\s*(?P<minute>\d{1,2})?\s*[:分]?\s*(?P<second>\d{1,2})?(?:[.,]\d{1,9})?\s*秒?"
    r"\s*(?P<after>[AP]M)?\s*(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_SHAPES = tuple(
    re.compile(shape + _TIME, re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})\s*(?P<sep>[-/.])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*(?P<day>\d{1,2})",
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号號]?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[ -](?P<name>[A-Z]{3,9})\.?,?[ -](?P<year>\d{4})",
        r"(?P<name>[A-Z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)
_COMPACT_TIME = re.compile(r"(\d{8})\s?T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?")
_SERIAL = re.compile(r"\d{4,6}(?:\.\d+)?")
_TWO_WAYS = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{1,2})(?!\d).*")
_AFTERNOON = frozenset({"中午", "下午", "傍晚", "晚上", "PM"})


@dataclass(frozen=True)
class DateReader:
    """Reads moments in `zone`. `format` (strptime) replaces the guessing; `serials` admits Excel's day numbers."""

    zone: tzinfo
    format: str = ""
    serials: bool = False
    epoch_1904: bool = False

    def moment(self, text: str) -> datetime:
        """UTC. Raises `importing.not_a_date`, `.date_ambiguous`, `.date_out_of_range`, `.date_not_in_format`."""
        typed = squash(text)
        found = self._formatted(typed) if self.format else self._guessed(typed)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Invalid("importing.date_out_of_range", value=typed[:40], first=FIRST_YEAR, last=LAST_YEAR)
        return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)

    def day(self, text: str) -> date:
        """The calendar day in `zone`; a time of day is ignored."""
        return self.moment(text).astimezone(self.zone).date()

    def _formatted(self, text: str) -> datetime:
        try:
            return datetime.strptime(text, self.format)  # noqa: DTZ007 - the zone is added by the caller
        except ValueError:
            raise Invalid("importing.date_not_in_format", value=text[:40], format=self.format) from None

    def _guessed(self, text: str) -> datetime:
        if self.serials and _SERIAL.fullmatch(text) and not FIRST_YEAR <= float(text) <= LAST_YEAR:
            return from_serial(float(text), epoch_1904=self.epoch_1904)
        plain = _WEEKDAY.sub("", text).strip()
        if compact := _COMPACT_TIME.fullmatch(plain):
            day, hour, minute, second, offset = compact.groups()
            plain = f"{day} {hour}:{minute}:{second or '00'}{offset or ''}"
        for shape in _SHAPES:
            if match := shape.fullmatch(plain):
                return _built(match, text)
        if _TWO_WAYS.fullmatch(plain):
            raise Invalid("importing.date_ambiguous", value=text[:40])
        raise Invalid("importing.not_a_date", value=text[:40])


def from_serial(value: float, *, epoch_1904: bool = False) -> datetime:
    """Excel's count of days, to the second."""
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    return epoch + timedelta(seconds=round(value * 86_400))


def _built(match: re.Match[str], text: str) -> datetime:
    parts = match.groupdict()
    month = MONTH_NAMES.get(parts["name"][:3].lower(), 0) if parts.get("name") else int(parts["month"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
        return datetime.combine(day, _clock(parts), _offset(parts["offset"]))
    except ValueError:  # the 30th of February, 25 o'clock
        raise Invalid("importing.not_a_date", value=text[:40]) from None


def _clock(parts: dict[str, str | None]) -> time:
    if parts["hour"] is None:
        return time()
    hour = int(parts["hour"])
    half = (parts["half"] or parts["after"] or "").upper()
    if half in _AFTERNOON and hour < 12 and not (half == "中午" and hour >= 10):
        hour += 12
    elif half in ("AM", "凌晨", "上午") and hour == 12:
        hour = 0
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def check_format(format: str) -> str:
    """A strptime format that can say a whole day. Raises `importing.bad_date_format`."""
    probe = datetime(2031, 11, 23)  # noqa: DTZ001 - only its date is compared
    try:
        read = datetime.strptime(probe.strftime(format), format)  # noqa: DTZ007
    except (ValueError, re.error):
        read = None
    if read is None or read.date() != probe.date():
        raise Invalid("importing.bad_date_format", field="options.dates", value=format[:40])
    return format
