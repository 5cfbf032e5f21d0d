"""What an event cost for each, and what came back."""


def per_piece(cost_minor: int, pieces: int) -> int | None:
    """Minor units for each piece, rounded half up; None where there is none."""
    return (2 * cost_minor + pieces) // (2 * pieces) if pieces else None


def return_of(gained_minor: int, cost_minor: int) -> int | None:
    """What was gained for what was paid, in parts of a hundred: 350 is three and a half times as much. None without a cost."""
    return gained_minor * 100 // cost_minor if cost_minor else None
