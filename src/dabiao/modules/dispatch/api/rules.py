"""HTTP of the rules, and of what holds for all of them."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Router

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id
from dabiao.modules.dispatch.queries import ruleset, trial_words
from dabiao.modules.dispatch.schemas import rules as schemas
from dabiao.modules.dispatch.schemas import trials
from dabiao.modules.dispatch.services import policies, ruling

router = Router(tags=["dispatch"])


@router.get("/dispatch/rules", operation_id="dispatch_rules_list", response=schemas.DispatchRulesOut)
def dispatch_rules_list(request: ApiRequest) -> HttpResponse:
    """All rules in the order in which they are asked, as data and as sentences, with what is wrong by now."""
    items = ruleset.listing(language=language_of(request), actor=request.auth)
    return respond({"items": items, "most": ruling.MOST})


@router.post("/dispatch/rules", operation_id="dispatch_rules_create", response={201: schemas.DispatchRuleOut})
@idempotent
def dispatch_rules_create(request: ApiRequest, body: schemas.DispatchRuleIn) -> HttpResponse:
    """A new rule, asked after all others."""
    rule = ruling.create(values=body.values(), actor=request.auth, now=timezone.now())
    return respond(ruleset.detail(rule.pk, language=language_of(request), actor=request.auth), 201)


@router.get("/dispatch/rules/{int:id}", operation_id="dispatch_rules_get", response=schemas.DispatchRuleOut)
def dispatch_rules_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(ruleset.detail(id, language=language_of(request), actor=request.auth))


@router.patch(
    "/dispatch/rules/{int:id}", operation_id="dispatch_rules_edit", response=schemas.DispatchRuleOut
)
def dispatch_rules_edit(
    request: ApiRequest, id: Path[Id], body: Edit[schemas.DispatchRuleChanges]
) -> HttpResponse:
    """Also switches it off and on. Who has a lead by it keeps the lead and its clocks."""
    ruling.edit(
        id,
        changes=body.changes.values(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(ruleset.detail(id, language=language_of(request), actor=request.auth))


@router.delete("/dispatch/rules/{int:id}", operation_id="dispatch_rules_remove", response={204: None})
def dispatch_rules_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """It is asked no more; what it decided stays explained."""
    ruling.remove(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.put("/dispatch/rules/order", operation_id="dispatch_rules_arrange", response={204: None})
def dispatch_rules_arrange(request: ApiRequest, body: schemas.DispatchRuleOrderIn) -> HttpResponse:
    """The order in which rules are asked; those not named follow."""
    ruling.arrange(ids=body.ids, actor=request.auth, now=timezone.now())
    return no_content()


@router.post("/dispatch/rule-previews", operation_id="dispatch_rules_preview", response=schemas.RuleSpoken)
def dispatch_rules_preview(request: ApiRequest, body: schemas.DispatchRuleDraft) -> HttpResponse:
    """What a rule would read as while it is being written. Keeps nothing."""
    spoken = ruleset.preview(body.id, body.values(), language=language_of(request), actor=request.auth)
    return respond(spoken)


@router.get("/dispatch/policy", operation_id="dispatch_policy_get", response=schemas.DispatchPolicyOut)
def dispatch_policy_get(request: ApiRequest) -> HttpResponse:
    """What holds for all rules: the company's hours and clocks, limits of claiming."""
    return respond(ruleset.policy(actor=request.auth))


@router.patch("/dispatch/policy", operation_id="dispatch_policy_edit", response=schemas.DispatchPolicyOut)
def dispatch_policy_edit(request: ApiRequest, body: Edit[schemas.DispatchPolicyChanges]) -> HttpResponse:
    """Clocks that run keep the numbers they started with."""
    policies.edit(
        changes=body.changed(), base=body.base, version=body.version, actor=request.auth, now=timezone.now()
    )
    return respond(ruleset.policy(actor=request.auth))


@router.post("/dispatch/trials", operation_id="dispatch_trials_run", response=trials.DispatchTrialOut)
def dispatch_trials_run(request: ApiRequest, body: trials.DispatchTrialIn) -> HttpResponse:
    """What would become of a lead now: which rules are asked, who could have it and who not and why, what follows. Changes
    nothing."""
    asked: dict[str, Any] = {"language": language_of(request), "actor": request.auth, "now": timezone.now()}
    if sum((bool(body.text.strip()), body.fields is not None, body.lead_id is not None)) != 1:
        raise Invalid("dispatch.one_lead", field="text")
    if body.lead_id is not None:
        return respond(trial_words.of_a_lead(body.lead_id, **asked))
    if body.fields is not None:
        return respond(trial_words.of_values(body.fields.values(), **asked))
    return respond(trial_words.of_a_text(body.text.replace("\x00", ""), **asked))
