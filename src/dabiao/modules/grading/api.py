"""HTTP of grading."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.grading import schemas
from dabiao.modules.grading.queries import previewing, showing
from dabiao.modules.grading.services import applying, following, learning, ruling

router = Router(tags=["grading"])


@router.get("/grading/rules", operation_id="grading_rules_list", response=schemas.GradingRulesOut)
def grading_rules_list(request: ApiRequest) -> HttpResponse:
    """All rules in their order."""
    items = showing.listing(language=language_of(request), actor=request.auth)
    return respond({"items": items, "most": ruling.MOST})


@router.post("/grading/rules", operation_id="grading_rules_create", response={201: schemas.GradingRuleOut})
@idempotent
def grading_rules_create(request: ApiRequest, body: schemas.GradingRuleIn) -> HttpResponse:
    """A new rule. Leads that come from now on are judged by it too; those that are there when they change, or by
    `POST /grading/applications`."""
    rule = ruling.create(values=body.values(), actor=request.auth, now=timezone.now())
    return respond(showing.detail(rule.pk, language=language_of(request), actor=request.auth), 201)


@router.get("/grading/rules/{int:id}", operation_id="grading_rules_get", response=schemas.GradingRuleOut)
def grading_rules_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(showing.detail(id, language=language_of(request), actor=request.auth))


@router.patch("/grading/rules/{int:id}", operation_id="grading_rules_edit", response=schemas.GradingRuleOut)
def grading_rules_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.GradingRuleChanges]
) -> HttpResponse:
    """Also switches it off and on."""
    ruling.edit(
        id,
        changes=body.changes.values(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(showing.detail(id, language=language_of(request), actor=request.auth))


@router.delete("/grading/rules/{int:id}", operation_id="grading_rules_remove", response={204: None})
def grading_rules_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What it said of leads stays explained."""
    ruling.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.put("/grading/rules/order", operation_id="grading_rules_arrange", response={204: None})
def grading_rules_arrange(request: ApiRequest, body: schemas.GradingRuleOrderIn) -> HttpResponse:
    """The order tells which of several outright grades counts."""
    ruling.arrange(ids=body.ids, actor=request.auth, now=timezone.now())
    return no_content()


@router.get("/grading/policy", operation_id="grading_policy_get", response=schemas.GradingPolicyOut)
def grading_policy_get(request: ApiRequest) -> HttpResponse:
    """From how many points on a lead has which grade."""
    return respond(showing.policy(actor=request.auth))


@router.patch("/grading/policy", operation_id="grading_policy_edit", response=schemas.GradingPolicyOut)
def grading_policy_edit(request: ApiRequest, body: Edit[schemas.GradingPolicyChanges]) -> HttpResponse:
    """Leads that are there keep their grade until they change or the rules are applied to all."""
    ruling.edit_policy(
        changes=body.changed(), base=body.base, version=body.version, actor=request.auth, now=timezone.now()
    )
    return respond(showing.policy(actor=request.auth))


@router.get("/grading/figures", operation_id="grading_figures", response=schemas.GradingFiguresOut)
def grading_figures(request: ApiRequest) -> HttpResponse:
    """The live leads by grade and by points."""
    return respond(showing.figures(actor=request.auth))


@router.post("/grading/trials", operation_id="grading_trials_run", response=schemas.GradingTrialOut)
def grading_trials_run(request: ApiRequest, body: schemas.GradingTrialIn) -> HttpResponse:
    """What the rules would say of a lead, and why. Changes nothing."""
    if bool(body.text.strip()) == (body.lead_id is not None):
        raise Invalid("grading.one_lead", field="text")
    return respond(
        showing.trial(
            pasted=body.text.replace("\x00", ""),
            lead_id=body.lead_id,
            language=language_of(request),
            actor=request.auth,
            now=timezone.now(),
        )
    )


@router.post("/grading/previews", operation_id="grading_preview", response=schemas.GradingPreviewOut)
def grading_preview(request: ApiRequest) -> HttpResponse:
    """How many of the live leads would change if the rules were put on all of them now."""
    return respond(previewing.preview(actor=request.auth, now=timezone.now()))


@router.get(
    "/grading/applications", operation_id="grading_applications", response=schemas.GradingApplicationsOut
)
def grading_applications(request: ApiRequest) -> HttpResponse:
    """How far the last application is."""
    return respond({"last": showing.application(actor=request.auth, now=timezone.now())})


@router.post(
    "/grading/applications", operation_id="grading_apply", response={201: schemas.GradingApplicationsOut}
)
@idempotent
def grading_apply(request: ApiRequest) -> HttpResponse:
    """Put the rules on all live leads, by a job. Grades and tags that people set stay."""
    applying.start(actor=request.auth, now=timezone.now())
    return respond({"last": showing.application(actor=request.auth, now=timezone.now())}, 201)


@router.post(
    "/grading/applications/{int:id}/undos",
    operation_id="grading_application_undo",
    response={201: schemas.GradingApplicationsOut},
)
@idempotent
def grading_application_undo(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Within half an hour, by who asked for it; what was changed since stays."""
    applying.ask_undo(id, actor=request.auth, now=timezone.now())
    return respond({"last": showing.application(actor=request.auth, now=timezone.now())}, 201)


@router.get("/grading/model", operation_id="grading_model", response=schemas.GradingModelOut)
def grading_model(request: ApiRequest) -> HttpResponse:
    """The trained model, its figures, and why it grades or does not."""
    return respond(showing.model(language=language_of(request), actor=request.auth))


@router.post("/grading/trainings", operation_id="grading_train", response={201: schemas.GradingModelOut})
@idempotent
def grading_train(request: ApiRequest) -> HttpResponse:
    """Train a model now, besides the training of every week."""
    learning.ask_training(actor=request.auth, now=timezone.now())
    return respond(showing.model(language=language_of(request), actor=request.auth), 201)


@router.get("/leads/{int:id}/grading", operation_id="leads_grading", response=schemas.LeadGradingOut)
def leads_grading(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Why a lead has its grade: who said it, each rule that counted, and the words it heard."""
    return respond(showing.of_lead(id, language=language_of(request), actor=request.auth))


@router.post(
    "/leads/{int:id}/grade-hand-backs",
    operation_id="leads_hand_back_grade",
    response={201: schemas.LeadGradingOut},
)
@idempotent
def leads_hand_back_grade(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Let the rules say grade and tags again, whatever people had said."""
    following.hand_back(id, actor=request.auth, now=timezone.now())
    return respond(showing.of_lead(id, language=language_of(request), actor=request.auth), 201)
