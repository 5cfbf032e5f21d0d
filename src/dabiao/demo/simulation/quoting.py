"""What a quote is made of: seats of the product that the deal is about, days of work, and a rest; together its amount."""

from dabiao.demo import names
from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.happenings import Offer

DISCOUNTS = {0: 40.0, 500: 22.0, 1_000: 22.0, 1_500: 10.0, 2_000: 6.0}  # hundredths of a percent
_BY_NAME = {name: (code, unit, yuan * 100) for code, name, unit, yuan in names.PRICE_LIST}
_BY_CODE = {code: (name, unit, yuan * 100) for code, name, unit, yuan in names.PRICE_LIST}


def quote(chance: Chance, product: str, amount_minor: int) -> tuple[Offer, ...]:
    """Lines that sum to the amount exactly; three quarters of it or more are for the product itself."""
    code, unit, price = _BY_NAME[product]
    discount = chance.one_of(DISCOUNTS)
    part = amount_minor * chance.randint(75, 92) // 100
    seats = max(part * 10_000 // (price * (10_000 - discount)), 1)
    lines = [_line(code, product, unit, seats, price, discount)]
    left = amount_minor - _sum(lines)
    name, unit, price = _BY_CODE[names.IMPLEMENTING]
    if days := left // price:
        lines.append(_line(names.IMPLEMENTING, name, unit, days, price, 0))
    if left := amount_minor - _sum(lines):
        lines.append(_line("", names.REST, "", 1, left, 0))
    return tuple(lines)


def _line(code: str, name: str, unit: str, pieces: int, price: int, discount: int) -> Offer:
    return Offer(
        code=code,
        name=name,
        unit=unit,
        quantity_thousandths=pieces * 1_000,
        price_minor=price,
        discount_hundredths=discount,
    )


def _sum(lines: list[Offer]) -> int:
    """Line by line, half up, as quotes are rounded; whole pieces only."""
    return sum(
        (one.quantity_thousandths // 1_000 * one.price_minor * (10_000 - one.discount_hundredths) + 5_000)
        // 10_000
        for one in lines
    )
