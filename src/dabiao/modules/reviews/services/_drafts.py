"""The review that a write is about."""

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.scoping import demand, fetch
from dabiao.modules.reviews.enums import ReviewState
from dabiao.modules.reviews.models import Review
from dabiao.modules.reviews.queries import WRITE, visible_to


def locked_draft(review_id: int, *, actor: Actor) -> Review:
    """Locked, and open to changes. Raises `core.not_found`, `access.forbidden`, `reviews.finished` (409)."""
    review = fetch(visible_to(actor), review_id, lock=True)
    demand(actor, WRITE, review)
    if review.state != ReviewState.DRAFT:
        raise Conflict("reviews.finished", field="state", title=review.title)
    return review
