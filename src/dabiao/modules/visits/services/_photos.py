"""What a photo says of itself: when and where it was taken, by what its camera wrote into it (EXIF 2.32)."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.files import services as files
from dabiao.modules.visits.rules.checking import Photo
from dabiao.modules.visits.rules.places import Place

_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, ZeroDivisionError, AttributeError)


def looked_at(file_id: int, *, seen_before: bool) -> Photo:
    """Nothing where the camera wrote nothing, or nothing that can be read."""
    from PIL import Image

    try:
        with closing(files.open_file(file_id)) as stream, Image.open(stream) as image:
            said = image.getexif()
            taken, gps = said.get_ifd(_EXIF), said.get_ifd(_GPS)
        return Photo(_moment(taken), _place(gps), seen_before)
    except (*_BROKEN, Image.DecompressionBombError):  # each of these Pillow says of some broken picture
        return Photo(seen_before=seen_before)


def _moment(said: Any) -> datetime | None:
    """By the camera's own offset where it wrote one, else in the company's time."""
    text = str(said.get(_TAKEN, "")).strip("\x00 ")
    try:
        naive = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 its zone is told apart
    except ValueError:
        return None
    if naive.year < 2000:
        return None  # a camera whose clock was never set
    return naive.replace(tzinfo=_zone(str(said.get(_OFFSET, "")))).astimezone(UTC)


def _zone(text: str) -> Any:
    sign, hours, minutes = text[:1], text[1:3], text[4:6]
    if sign in ("+", "-") and hours.isdigit() and minutes.isdigit():
        off = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(off if sign == "+" else -off)
    return get_default_timezone()


def _place(said: Any) -> Place | None:
    lat, lon = _degrees(said.get(2), said.get(1), "S"), _degrees(said.get(4), said.get(3), "W")
    if lat is None or lon is None or (lat, lon) == (0, 0):
        return None
    return Place(lat, lon) if abs(lat) <= 90_000_000 and abs(lon) <= 180_000_000 else None


def _degrees(parts: Any, side: Any, negative: str) -> int | None:
    if not parts or len(parts) != 3:
        return None
    whole, minutes, seconds = (Fraction(str(float(part))) for part in parts)
    found = round((whole + minutes / 60 + seconds / 3600) * 1_000_000)
    return -found if side == negative else found
