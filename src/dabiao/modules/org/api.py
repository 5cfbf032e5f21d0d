"""HTTP of units, people and tags."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from dabiao.core.days import local_day
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.idempotency import idempotent
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Edit, Id, Page
from dabiao.modules.org import queries, schemas, services

router = Router(tags=["org"])


@router.get("/units", operation_id="units_list", response=schemas.Units)
def units_list(request: ApiRequest) -> HttpResponse:
    return respond({"items": queries.units()})


@router.post("/units", operation_id="units_create", response={201: schemas.Units})
@idempotent
def units_create(request: ApiRequest, body: schemas.UnitIn) -> HttpResponse:
    services.create_unit(**body.dict(), actor=request.auth, now=timezone.now())
    return respond({"items": queries.units()}, 201)


@router.patch("/units/{int:id}", operation_id="units_edit", response=schemas.Units)
def units_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.UnitChanges]) -> HttpResponse:
    services.edit_unit(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond({"items": queries.units()})


@router.get("/people", operation_id="people_list", response=schemas.Colleagues)
def people_list(request: ApiRequest, params: Query[schemas.PeopleParams]) -> HttpResponse:
    """Colleagues to choose from, by name or login."""
    return respond({"items": queries.people(q=params.q, limit=params.limit)})


@router.get(
    "/people/seeing/{subject_kind}/{int:id}", operation_id="people_seeing", response=schemas.Colleagues
)
def people_seeing(
    request: ApiRequest, subject_kind: str, id: Path[Id], params: Query[schemas.SeeingParams]
) -> HttpResponse:
    """Those of them who see a record, at most ten: whom a comment on it may name."""
    return respond({"items": queries.people_seeing(subject_kind, id, q=params.q, actor=request.auth)})


@router.get("/employees", operation_id="employees_list", response=Page[schemas.EmployeeOut])
def employees_list(request: ApiRequest, params: Query[schemas.EmployeeFilters]) -> HttpResponse:
    return respond(queries.employees(asked=params.page(), filters=params.filters(), actor=request.auth))


@router.post("/employees", operation_id="employees_create", response={201: schemas.EmployeeDetail})
@idempotent
def employees_create(request: ApiRequest, body: schemas.EmployeeIn) -> HttpResponse:
    person = services.create_employee(**body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.employee(person.pk, actor=request.auth), 201)


@router.get("/employees/{int:id}", operation_id="employees_get", response=schemas.EmployeeDetail)
def employees_get(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    return respond(queries.employee(id, actor=request.auth))


@router.patch("/employees/{int:id}", operation_id="employees_edit", response=schemas.EmployeeDetail)
def employees_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.EmployeeChanges]) -> HttpResponse:
    services.edit_employee(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.employee(id, actor=request.auth))


@router.post(
    "/employees/{int:id}/duty", operation_id="employees_switch_duty", response=schemas.EmployeeDetail
)
def employees_switch_duty(request: ApiRequest, id: Path[Id], body: schemas.DutyIn) -> HttpResponse:
    services.switch_duty(id, on_duty=body.on_duty, actor=request.auth, now=timezone.now())
    return respond(queries.employee(id, actor=request.auth))


@router.post(
    "/employees/{int:id}/busy", operation_id="employees_declare_busy", response=schemas.EmployeeDetail
)
def employees_declare_busy(request: ApiRequest, id: Path[Id], body: schemas.BusyIn) -> HttpResponse:
    """No leads for so many minutes from now on, within the company's limits."""
    services.declare_busy(id, minutes=body.minutes, actor=request.auth, now=timezone.now())
    return respond(queries.employee(id, actor=request.auth))


@router.delete("/employees/{int:id}/busy", operation_id="employees_end_busy", response=schemas.EmployeeDetail)
def employees_end_busy(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Ready again before the time."""
    services.end_busy(id, actor=request.auth, now=timezone.now())
    return respond(queries.employee(id, actor=request.auth))


@router.get("/employees/{int:id}/absences", operation_id="absences_list", response=schemas.AbsencesOut)
def absences_list(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """The days on which a person is or was away, the newest first."""
    return respond(queries.absences(id, today=local_day(timezone.now()), actor=request.auth))


@router.get("/absences", operation_id="absences_all", response=schemas.AbsenceRows)
def absences_all(request: ApiRequest, params: Query[schemas.AbsencesParams]) -> HttpResponse:
    """Who is away on some of these days, of everybody one sees."""
    return respond(queries.all_absences(**params.dict(), today=local_day(timezone.now()), actor=request.auth))


@router.post(
    "/employees/{int:id}/absences", operation_id="absences_enter", response={201: schemas.AbsencesOut}
)
@idempotent
def absences_enter(request: ApiRequest, id: Path[Id], body: schemas.AbsenceIn) -> HttpResponse:
    """Off duty on these days, and back after them. Nothing is owed for them: no quota, plan or report."""
    services.enter_absence(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.absences(id, today=local_day(timezone.now()), actor=request.auth), 201)


@router.delete("/absences/{int:id}", operation_id="absences_end", response=schemas.AbsencesOut)
def absences_end(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Back today, or not gone at all; the days that have passed stay."""
    person = services.end_absence(id, actor=request.auth, now=timezone.now())
    return respond(queries.absences(person, today=local_day(timezone.now()), actor=request.auth))


@router.put(
    "/employees/{int:id}/skills", operation_id="employees_set_skills", response=schemas.EmployeeDetail
)
def employees_set_skills(request: ApiRequest, id: Path[Id], body: schemas.SkillsIn) -> HttpResponse:
    """All skills of a person at once; what is not named goes."""
    services.set_skills(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond(queries.employee(id, actor=request.auth))


@router.post(
    "/employees/{int:id}/reveals", operation_id="employees_reveal", response=schemas.EmployeeRevealed
)
def employees_reveal(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Phone and e-mail in full. Each call is audited."""
    return respond(services.reveal(id, actor=request.auth, now=timezone.now()))


@router.get("/employees/{int:id}/holdings", operation_id="employees_holdings", response=schemas.Holdings)
def employees_holdings(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """What the person holds, for review before a departure."""
    return respond({"items": queries.holdings(id, actor=request.auth)})


@router.post(
    "/employees/{int:id}/departures", operation_id="employees_depart", response={201: schemas.Transferred}
)
@idempotent
def employees_depart(request: ApiRequest, id: Path[Id], body: schemas.DepartureIn) -> HttpResponse:
    """Close the sign-in and hand everything to the successor, in one step."""
    moved = services.depart(id, **body.dict(), actor=request.auth, now=timezone.now())
    return respond({"transferred": [{"kind": kind, "count": count} for kind, count in moved.items()]}, 201)


@router.get("/tags", operation_id="tags_list", response=schemas.Tags)
def tags_list(request: ApiRequest, params: Query[schemas.TagsAsked]) -> HttpResponse:
    """What a lead may be about, and a person good at."""
    return respond({"items": queries.tags(active=params.active)})


@router.post("/tags", operation_id="tags_create", response={201: schemas.TagOut})
@idempotent
def tags_create(request: ApiRequest, body: schemas.TagIn) -> HttpResponse:
    tag = services.create_tag(name=body.name, actor=request.auth, now=timezone.now())
    return respond(queries.one_tag(tag), 201)


@router.patch("/tags/{int:id}", operation_id="tags_edit", response=schemas.TagOut)
def tags_edit(request: ApiRequest, id: Path[Id], body: Edit[schemas.TagChanges]) -> HttpResponse:
    """Also retires (`active: false`) and brings back."""
    tag = services.edit_tag(
        id,
        changes=body.changed(),
        base=body.base,
        version=body.version,
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(queries.one_tag(tag))


@router.delete("/tags/{int:id}", operation_id="tags_remove", response={204: None})
def tags_remove(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Only what nothing uses; what was used is retired. 409 `org.tag_in_use`."""
    services.remove_tag(id, actor=request.auth, now=timezone.now())
    return no_content()
