"""Writes of reviews, one file per use case."""

from dabiao.modules.reviews.services.calling import call_for_reviews
from dabiao.modules.reviews.services.finishing import finish, reopen
from dabiao.modules.reviews.services.points import add_point, edit_point, remove_point
from dabiao.modules.reviews.services.policies import edit_policy
from dabiao.modules.reviews.services.writing import begin, edit, transfer

__all__ = [
    "add_point",
    "begin",
    "call_for_reviews",
    "edit",
    "edit_point",
    "edit_policy",
    "finish",
    "remove_point",
    "reopen",
    "transfer",
]
