"""HTTP of conversations as agents have them."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Page
from dabiao.core.identity import queries as identities
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Ending
from dabiao.modules.conversations.queries import colleagues, detail, figures, listing
from dabiao.modules.conversations.schemas import console as schemas

router = Router(tags=["conversations"])


def _who(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.auth, "now": timezone.now()}


def _detail(request: ApiRequest, id: int, status: int = 200) -> HttpResponse:
    return respond(detail.detail(id, **_who(request)), status)


@router.get("/conversations", operation_id="conversations_list", response=Page[schemas.ConversationOut])
def conversations_list(request: ApiRequest, params: Query[schemas.ConversationFilters]) -> HttpResponse:
    """What the caller may see: their own, those of whom they lead, and the queues they may take from."""
    return respond(listing.listing(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.get("/conversations/figures", operation_id="conversations_figures", response=schemas.ChatFigures)
def conversations_figures(request: ApiRequest) -> HttpResponse:
    """How many wait and since when, how soon people were answered today, what visitors thought of it."""
    return respond(figures.figures(**_who(request)))


@router.get(
    "/conversations/colleagues", operation_id="conversations_colleagues", response=schemas.ChatColleagues
)
def conversations_colleagues(request: ApiRequest, params: Query[schemas.ChatColleagueParams]) -> HttpResponse:
    """Who serves visitors: whom a conversation may be handed to."""
    return respond({"items": colleagues.serving(q=params.q.strip(), **_who(request))})


@router.get(
    "/conversations/about/{subject_kind}/{int:id}",
    operation_id="conversations_about",
    response=schemas.ConversationList,
)
def conversations_about(request: ApiRequest, subject_kind: str, id: Path[Id]) -> HttpResponse:
    """The newest twenty with a lead or customer, for whoever sees that record; a customer's leads count as theirs."""
    return respond({"items": listing.about(subject_kind, id, actor=request.auth)})


@router.get("/conversations/{int:id}", operation_id="conversations_get", response=schemas.ConversationDetail)
def conversations_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Also for whoever sees the lead or customer that it is with."""
    return _detail(request, id)


@router.get(
    "/conversations/{int:id}/messages",
    operation_id="conversations_messages",
    response=schemas.ChatMessagePage,
)
def conversations_messages(
    request: ApiRequest, id: Path[Id], params: Query[schemas.ChatMessageParams]
) -> HttpResponse:
    """What was said, in order: the newest, or a page in either direction."""
    return respond(detail.messages(id, **params.dict(), actor=request.auth))


@router.post(
    "/conversations/{int:id}/messages",
    operation_id="conversations_say",
    response={201: schemas.ChatMessageOut},
)
@idempotent
def conversations_say(request: ApiRequest, id: Path[Id], body: schemas.ChatMessageIn) -> HttpResponse:
    """Answer the visitor. In one that nobody has, whoever answers has it; 409 where a colleague has it."""
    message = services.answer(id, **body.dict(), **_who(request))
    (said,) = detail.in_words([message], message.conversation, request.auth)
    return respond(said, 201)


@router.post(
    "/conversations/{int:id}/takes",
    operation_id="conversations_take",
    response={201: schemas.ConversationDetail},
)
@idempotent
def conversations_take(request: ApiRequest, id: Path[Id], body: schemas.ChatTakeIn) -> HttpResponse:
    """Out of the queue, or from the bot; whoever comes second gets 409. `over`: from whoever has it, for who leads them."""
    if body.over:
        services.take_over(id, **_who(request))
    else:
        services.take(id, **_who(request))
    return _detail(request, id, 201)


@router.post("/conversations/{int:id}/transfers", operation_id="conversations_transfer", response={204: None})
@idempotent
def conversations_transfer(request: ApiRequest, id: Path[Id], body: schemas.ChatTransferIn) -> HttpResponse:
    """To a colleague who is there, or back to a queue. The answer tells nothing: you may not see it any more."""
    if (body.owner_id is None) == (body.unit_id is None):
        raise Invalid("conversations.one_receiver", field="owner_id")
    if body.owner_id is not None:
        services.hand_on(id, owner_id=body.owner_id, words=body.words, **_who(request))
    else:
        services.hand_back(id, unit_id=body.unit_id or 0, words=body.words, **_who(request))
    return no_content()


@router.post(
    "/conversations/{int:id}/closures",
    operation_id="conversations_close",
    response={201: schemas.ConversationDetail},
)
@idempotent
def conversations_close(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """It is over; can be reopened for a minute."""
    services.close(id, ending=Ending.AGENT, **_who(request))
    return _detail(request, id, 201)


@router.post(
    "/conversations/{int:id}/reopenings",
    operation_id="conversations_reopen",
    response={201: schemas.ConversationDetail},
)
@idempotent
def conversations_reopen(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Within a minute of being closed by one of ours."""
    services.reopen(id, **_who(request))
    return _detail(request, id, 201)


@router.post("/conversations/{int:id}/reads", operation_id="conversations_read", response=schemas.ChatReadOut)
def conversations_read(request: ApiRequest, id: Path[Id], body: schemas.ChatReadIn) -> HttpResponse:
    """How far who has it has read; from others it changes nothing."""
    return respond({"seq": services.mark_read(id, seq=body.seq, **_who(request))})


@router.post("/conversations/{int:id}/typing", operation_id="conversations_type", response={204: None})
def conversations_type(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Whoever has it is writing: told to the visitor, kept nowhere. Once every few seconds is enough."""
    services.type_on(id, **_who(request))
    return no_content()


@router.put(
    "/conversations/{int:id}/name", operation_id="conversations_name", response=schemas.ConversationDetail
)
def conversations_name(request: ApiRequest, id: Path[Id], body: schemas.ChatNameIn) -> HttpResponse:
    """What the visitor is called."""
    services.name_visitor(id, name=body.name, **_who(request))
    return _detail(request, id)


@router.put(
    "/conversations/{int:id}/link", operation_id="conversations_link", response=schemas.ConversationDetail
)
def conversations_link(request: ApiRequest, id: Path[Id], body: schemas.ChatLinkIn) -> HttpResponse:
    """Whom it is with: a lead or a customer that the caller sees."""
    services.link(id, about_kind=body.about_kind, about_id=body.about_id, **_who(request))
    return _detail(request, id)


@router.post(
    "/conversations/{int:id}/leads", operation_id="conversations_submit", response={201: schemas.ChatLeadMade}
)
@idempotent
def conversations_submit(request: ApiRequest, id: Path[Id], body: schemas.LeadFromChat) -> HttpResponse:
    """Make the visitor a lead; who is a lead or a customer already is not made twice, the enquiry joins theirs."""
    went = services.submit(id, values=body.values(), keep=body.keep, **_who(request))
    known = identities.known([went.holder], request.auth)[went.holder]
    return respond({**asdict(known), "joined": went.joined}, 201)


@router.post("/conversations/{int:id}/blocks", operation_id="conversations_block", response={204: None})
@idempotent
def conversations_block(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Whoever this is writes to us no more."""
    services.block(id, **_who(request))
    return no_content()


@router.delete("/conversations/{int:id}/blocks", operation_id="conversations_let_in", response={204: None})
def conversations_let_in(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.let_in(id, **_who(request))
    return no_content()
