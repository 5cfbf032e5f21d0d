"""How far a locked figure may be moved by those below the keeper of its tree."""

from dabiao.modules.targets.rules.buffers import WHOLE


def band(locked: int | None, band_bp: int) -> tuple[int, int]:
    """The least and the most, both allowed, that a figure locked at `locked` may be set to; rounded towards it. A line that
    was empty at the lock has no room."""
    figure = locked or 0
    room = figure * band_bp // WHOLE
    return figure - room, figure + room


def within_band(locked: int | None, wanted: int | None, band_bp: int) -> bool:
    if wanted is None or locked is None:
        return wanted == locked
    least, most = band(locked, band_bp)
    return least <= wanted <= most
