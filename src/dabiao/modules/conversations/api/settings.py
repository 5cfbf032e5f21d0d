"""HTTP of sites, answers of the bot and ready replies."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.conversations.queries import settings as queries
from dabiao.modules.conversations.queries import trying
from dabiao.modules.conversations.schemas import settings as schemas
from dabiao.modules.conversations.services import setting

router = Router(tags=["conversations"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


@router.get("/chat-sites", operation_id="chat_sites_list", response=schemas.ChatSiteList)
def chat_sites_list(request: ApiRequest) -> HttpResponse:
    return respond({"items": queries.sites(actor=request.auth), "ours": queries.ours()})


@router.post("/chat-sites", operation_id="chat_sites_create", response={201: schemas.ChatSiteOut})
@idempotent
def chat_sites_create(request: ApiRequest, body: schemas.ChatSiteIn) -> HttpResponse:
    """A web site that is to have our chat."""
    site = setting.create_site(values=body.dict(), **_who(request))
    return respond(queries.site(site.pk, actor=request.auth), 201)


@router.patch("/chat-sites/{int:id}", operation_id="chat_sites_edit", response=schemas.ChatSiteOut)
def chat_sites_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.ChatSiteChanges]) -> HttpResponse:
    """Also switches it off and on."""
    said: dict[str, Any] = {"changes": body.changed(), "base": body.base, "version": body.version}
    setting.edit_site(id, **said, **_who(request))
    return respond(queries.site(id, actor=request.auth))


@router.get("/bot-answers", operation_id="bot_answers_list", response=schemas.BotAnswerList)
def bot_answers_list(request: ApiRequest) -> HttpResponse:
    """All that the bot knows, in the order in which it prefers and offers them."""
    return respond({"items": queries.answers(actor=request.auth)})


@router.post("/bot-answers", operation_id="bot_answers_create", response={201: schemas.BotAnswerOut})
@idempotent
def bot_answers_create(request: ApiRequest, body: schemas.BotAnswerIn) -> HttpResponse:
    answer = setting.create_answer(values=body.dict(), **_who(request))
    return respond(queries.answer(answer.pk, actor=request.auth), 201)


@router.patch("/bot-answers/{int:id}", operation_id="bot_answers_edit", response=schemas.BotAnswerOut)
def bot_answers_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.BotAnswerChanges]) -> HttpResponse:
    said: dict[str, Any] = {"changes": body.changed(), "base": body.base, "version": body.version}
    setting.edit_answer(id, **said, **_who(request))
    return respond(queries.answer(id, actor=request.auth))


@router.delete("/bot-answers/{int:id}", operation_id="bot_answers_remove", response={204: None})
def bot_answers_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    setting.remove_answer(id, **_who(request))
    return no_content()


@router.put("/bot-answers/order", operation_id="bot_answers_arrange", response={204: None})
def bot_answers_arrange(request: ApiRequest, body: schemas.BotAnswerOrderIn) -> HttpResponse:
    """Those not named follow."""
    setting.arrange_answers(ids=body.ids, **_who(request))
    return no_content()


@router.post("/bot-answers/trials", operation_id="bot_answers_try", response=schemas.BotTrialOut)
def bot_answers_try(request: ApiRequest, body: schemas.BotTrialIn) -> HttpResponse:
    """What the bot would say to a sentence, and why. Says and changes nothing."""
    found = trying.tried(body.text, language=body.language, site_id=body.site_id, actor=request.auth)
    return respond(found)


@router.get("/canned-replies", operation_id="canned_list", response=schemas.CannedList)
def canned_list(request: ApiRequest) -> HttpResponse:
    """One's own and the company's."""
    return respond({"items": queries.canned(actor=request.auth)})


@router.post("/canned-replies", operation_id="canned_create", response={201: schemas.CannedOut})
@idempotent
def canned_create(request: ApiRequest, body: schemas.CannedIn) -> HttpResponse:
    values = {"shortcut": body.shortcut, "text": body.text}
    canned = setting.create_canned(values=values, mine=body.mine, **_who(request))
    return respond(queries.canned_shown(canned), 201)


@router.patch("/canned-replies/{int:id}", operation_id="canned_edit", response=schemas.CannedOut)
def canned_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.CannedChanges]) -> HttpResponse:
    said: dict[str, Any] = {"changes": body.changed(), "base": body.base, "version": body.version}
    return respond(queries.canned_shown(setting.edit_canned(id, **said, **_who(request))))


@router.delete("/canned-replies/{int:id}", operation_id="canned_remove", response={204: None})
def canned_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    setting.remove_canned(id, **_who(request))
    return no_content()
