"""`Idempotency-Key` on creates: the same key gives the same answer, once done and never twice."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone

from dabiao.core.errors import Conflict, Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.models import IdempotentAnswer

KEPT = timedelta(hours=24)
View = Callable[..., HttpResponse]


def idempotent(view: View) -> View:
    """Run the view and keep its answer in one transaction; a repeat with the same key gets the kept answer.

    Raises `idempotency.body_differs` when a key comes back with another body. A refused request keeps nothing, so
    its key may be used again.
    """

    @wraps(view)
    def wrapped(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return once(request, request.body, lambda: view(request, *args, **kwargs))

    return keyed(wrapped)


def keyed(view: View) -> View:
    """Marks a view as taking the header, for the OpenAPI document."""
    view.idempotent = True  # type: ignore[attr-defined]
    return view


def once(request: ApiRequest, said: bytes, run: Callable[[], HttpResponse]) -> HttpResponse:
    """For a view that has to look at its request first, outside of the transaction; `said` tells one request from another."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return run()
    if len(key) > 100:
        raise Invalid("idempotency.key_too_long", field="Idempotency-Key", limit=100)
    user_id = request.auth.user_id or 0
    body_hash = hashlib.sha256(f"{request.method} {request.path}\n".encode() + said).hexdigest()
    kept = IdempotentAnswer.objects.filter(user_id=user_id, key=key).first()
    if kept is not None:
        return _repeat(kept, body_hash)
    try:
        with transaction.atomic():
            row = IdempotentAnswer.objects.create(
                user_id=user_id,
                key=key,
                operation=f"{request.method} {request.path}"[:120],
                body_hash=body_hash,
                created_at=timezone.now(),
            )
            response = run()
            IdempotentAnswer.objects.filter(pk=row.pk).update(
                status=response.status_code, content=response.content
            )
            return response
    except IntegrityError:
        kept = IdempotentAnswer.objects.filter(user_id=user_id, key=key).first()
        if kept is None:  # the clash was the view's own, not ours
            raise
        return _repeat(kept, body_hash)


def _repeat(kept: IdempotentAnswer, body_hash: str) -> HttpResponse:
    if kept.body_hash != body_hash:
        raise Invalid("idempotency.body_differs", field="Idempotency-Key")
    if not kept.status:
        raise Conflict("idempotency.in_progress", field="Idempotency-Key")
    response = HttpResponse(bytes(kept.content), content_type="application/json", status=kept.status)
    response["Idempotent-Replay"] = "true"
    return response
