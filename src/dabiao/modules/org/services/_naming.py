"""A unit that somebody names."""

from dabiao.core.errors import Invalid
from dabiao.modules.org.models import Unit


def unit_named(unit_id: int, *, field: str = "parent_id") -> Unit:
    """Raises `core.not_found_here`."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Invalid("core.not_found_here", field=field, value=unit_id)
    return unit
