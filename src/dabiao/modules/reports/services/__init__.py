"""Writes of reports: one promise each, one transaction each."""

from dabiao.modules.reports.services.excusing import excuse
from dabiao.modules.reports.services.reading import praise, read
from dabiao.modules.reports.services.telling import tell_missing, tell_writers
from dabiao.modules.reports.services.templates import create_template, edit_template, retire_template
from dabiao.modules.reports.services.writing import begin, submit, withdraw, write

__all__ = [
    "begin",
    "create_template",
    "edit_template",
    "excuse",
    "praise",
    "read",
    "retire_template",
    "submit",
    "tell_missing",
    "tell_writers",
    "withdraw",
    "write",
]
