"""Distances on the earth, from places in millionths of a degree."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_M = 6_371_008.8  # mean radius, R1 of IUGG (Moritz, Geodetic Reference System 1980)
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """WGS-84, in millionths of a degree."""

    lat: int
    lon: int


def distance_m(one: Place, other: Place) -> int:
    """Metres along the great circle, by the haversine formula (Sinnott, Virtues of the Haversine, Sky and Telescope
    68, 1984); on a sphere, so up to half a percent off."""
    lat, far = radians(one.lat / _MICRO), radians(other.lat / _MICRO)
    half_lat, half_lon = (far - lat) / 2, radians((other.lon - one.lon) / _MICRO) / 2
    chord = sin(half_lat) ** 2 + cos(lat) * cos(far) * sin(half_lon) ** 2
    return round(2 * EARTH_M * asin(min(1.0, sqrt(chord))))


def around(centre: Place, metres: int) -> tuple[Place, Place]:
    """The corners, south-west and north-east, of a box that holds everything within `metres`."""
    tall = degrees(metres / EARTH_M) * _MICRO
    wide = tall / max(cos(radians(centre.lat / _MICRO)), 0.01)
    return (
        Place(int(centre.lat - tall) - 1, int(centre.lon - wide) - 1),
        Place(int(centre.lat + tall) + 1, int(centre.lon + wide) + 1),
    )
