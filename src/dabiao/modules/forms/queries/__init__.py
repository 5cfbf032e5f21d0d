"""Reads of forms. Each starts from what the actor may see, but for what strangers find by its address."""

from dabiao.modules.forms.queries.codes import code_detail, codes, codes_managed_by
from dabiao.modules.forms.queries.forms import detail, listing, managed_by
from dabiao.modules.forms.queries.strangers import by_token, code_by_token
from dabiao.modules.forms.queries.submissions import submission, submissions, submissions_for

__all__ = [
    "by_token",
    "code_by_token",
    "code_detail",
    "codes",
    "codes_managed_by",
    "detail",
    "listing",
    "managed_by",
    "submission",
    "submissions",
    "submissions_for",
]
