"""The product's routes; one that does nothing, which is what the server itself costs; and an agent's answer in a chat."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from dabiao.config.api import api
from dabiao.core.access.auth import actor_of_session
from dabiao.core.db import in_turn
from dabiao.core.http.respond import respond
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Author


@api.get("/bench/empty", operation_id="bench_empty")
def empty(request: HttpRequest) -> HttpResponse:
    return respond({})


@csrf_exempt
def answer(request: HttpRequest) -> HttpResponse:
    """What the console's own route does, without its checks."""
    actor = actor_of_session(request.COOKIES[settings.SESSION_COOKIE])
    said = json.loads(request.body)
    if actor is None:
        return respond({}, 401)
    text, client_id = said["text"], said["client_id"]
    with in_turn():
        services.say(
            said["conversation"],
            author=Author.AGENT,
            text=text,
            client_id=client_id,
            actor=actor,
            now=timezone.now(),
        )
    return respond({})


# only now: reading the product's urls fixes the list of its operations
from dabiao.config.urls import urlpatterns as product  # noqa: E402

urlpatterns = [path("bench/answers", answer), *product]
