"""Whether two shares differ by more than chance."""

from math import sqrt

Z = 1.959964  # 95 %, two-sided


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The score interval of a proportion (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), at 95 %. (0, 1) of nothing."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, Z * Z
    centre = share + square / (2 * whole)
    spread = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def beyond_chance(part: int, whole: int, other_part: int, other_whole: int) -> bool | None:
    """Whether the 95 % interval of the difference of two independent proportions leaves out zero; None of nothing.

    R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10: both Wilson intervals combined; it holds for small
    counts, where the usual test does not.
    """
    if not whole or not other_whole:
        return None
    one, other = part / whole, other_part / other_whole
    (low, high), (other_low, other_high) = wilson(part, whole), wilson(other_part, other_whole)
    difference = one - other
    least = difference - sqrt((one - low) ** 2 + (other_high - other) ** 2)
    most = difference + sqrt((high - one) ** 2 + (other - other_low) ** 2)
    return least > 0 or most < 0
