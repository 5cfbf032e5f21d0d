"""What is found by its address alone: nobody is signed in, the token is the key."""

from dabiao.modules.sales_events.models import Guest, SalesEvent

_LONGEST = 32


def guest_by_token(token: str) -> Guest | None:
    if not token or len(token) > _LONGEST:
        return None
    return Guest.objects.select_related("event", "inviter").filter(token=token).first()


def event_by_token(token: str) -> SalesEvent | None:
    """A draft has no address yet."""
    if not token or len(token) > _LONGEST:
        return None
    return SalesEvent.objects.filter(token=token).exclude(state="draft").first()
