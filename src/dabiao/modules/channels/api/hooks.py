"""Where platforms deliver. Nobody signs in: the address is the secret, and a signature where one is agreed on."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from dabiao.core.actor import SYSTEM
from dabiao.core.http.respond import respond
from dabiao.modules.channels import services
from dabiao.modules.channels.rules.signing import Request


@csrf_exempt
def hook(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """Kept and answered; what it means is found out afterwards."""
    if request.method != "POST":
        return respond({"code": 405, "message": "POST"}, 405)
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdigit() or int(announced) > services.LARGEST:
        return respond({"code": 413, "message": f"at most {services.LARGEST // 1024} KB"}, 413)
    said = Request(
        query={name: str(value) for name, value in request.GET.items()},
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
        content_type=request.content_type or "",
    )
    reply = services.take(kind=kind, token=token, request=said, actor=SYSTEM, now=timezone.now())
    return respond(reply.body, reply.status)
