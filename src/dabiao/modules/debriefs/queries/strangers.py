"""What is found by its address alone: nobody is signed in, the token is the key."""

from dabiao.modules.debriefs.models import Link

_LONGEST = 43


def link_by_token(token: str) -> Link | None:
    if not token or len(token) > _LONGEST:
        return None
    return Link.objects.select_related("debrief").filter(token=token).first()
