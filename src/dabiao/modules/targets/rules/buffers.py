"""By how much the parts of a target exceed it."""

WHOLE = 10_000  # a buffer is in hundredths of a percent


def needed(figure: int, buffer_bp: int) -> int:
    """The least that the parts make together, rounded up: `figure` and the buffer on it."""
    return -(-figure * (WHOLE + buffer_bp) // WHOLE)


def short_by(figure: int, buffer_bp: int, parts: int) -> int:
    """What the parts lack; 0 where they are enough."""
    return max(0, needed(figure, buffer_bp) - parts)
