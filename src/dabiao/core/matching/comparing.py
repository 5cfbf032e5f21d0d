"""Two ready records side by side: for every kind of evidence one word, its level. "" where one of them says nothing.

Every comparison is symmetric. The words are the rows of the weight tables and the keys of the reasons people read.
"""

from collections.abc import Callable

from dabiao.core.matching.comparing_companies import branch, core, form, place, site, trade
from dabiao.core.matching.comparing_contacts import (
    address,
    born,
    email,
    name,
    number,
    phone,
    postcode,
    region,
    wechat,
)
from dabiao.core.matching.records import Ready
from dabiao.core.matching.surroundings import Surroundings

Compare = Callable[[Ready, Ready, Surroundings], str]
Levels = tuple[str, ...]

COMPARISONS: dict[str, Compare] = {
    function.__name__: function
    for function in (
        core,
        trade,
        place,
        site,
        form,
        branch,
        phone,
        wechat,
        email,
        name,
        address,
        postcode,
        region,
        born,
        number,
    )
}


def compare(a: Ready, b: Ready, around: Surroundings) -> Levels:
    """The level of every comparison, in the order of COMPARISONS."""
    return tuple(function(a, b, around) for function in COMPARISONS.values())
