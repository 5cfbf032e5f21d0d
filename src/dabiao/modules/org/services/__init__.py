"""Writes of units, people and tags, one file per use case."""

from dabiao.modules.org.services.absences import end_absence, enter_absence, turn
from dabiao.modules.org.services.duty import declare_busy, end_busy, switch_duty
from dabiao.modules.org.services.levels import demote, promote
from dabiao.modules.org.services.people import create_admin, create_employee, depart, edit_employee, reveal
from dabiao.modules.org.services.skills import set_skills
from dabiao.modules.org.services.tags import create_tag, edit_tag, remove_tag
from dabiao.modules.org.services.units import create_unit, edit_unit

__all__ = [
    "create_admin",
    "create_employee",
    "create_tag",
    "create_unit",
    "declare_busy",
    "demote",
    "depart",
    "edit_employee",
    "edit_tag",
    "edit_unit",
    "end_absence",
    "end_busy",
    "enter_absence",
    "promote",
    "remove_tag",
    "reveal",
    "set_skills",
    "switch_duty",
    "turn",
]
