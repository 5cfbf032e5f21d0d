"""Whatever is sent to the API, it answers in the shapes that its OpenAPI document promises, and never with a crash."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from ninja import Schema
from pytest_django import DjangoDbBlocker
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.journey import Journey, live_through
from tests.permissions.operations import OPERATIONS, PUBLIC
from tests.shared_world import rolled_back

from dabiao.config.api import api
from dabiao.core.access import services as access
from dabiao.testing.people import NOW, ApiClient, make_company

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5 * int(os.environ.get("DABIAO_DEPTH", "1"))  # `make deep` asks more


@pytest.fixture(scope="module")
def token(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An administrator's, with every permission, in a company where every kind of record exists."""
    with django_db_blocker.unblock(), rolled_back():
        journey = live_through(make_company())
        admin = journey.company["ops"].actor
        KNOWN.update(known_ids(journey))
        yield access.issue_token(
            name="全部",
            permissions=list(admin.grants),
            expires_at=None,
            per_minute=60_000,
            actor=admin,
            now=NOW,
        )[1]


KNOWN: dict[str, list[int]] = {}


def known_ids(journey: Journey) -> dict[str, list[int]]:
    """Ids of records that exist, by the name under which bodies, queries and paths speak of them."""
    people = [person.id for person in journey.company.people.values()]
    leads = [journey.pool_lead.pk, journey.open_lead.pk, journey.lost_lead.pk]
    deals = [journey.won.opportunity_id, journey.lost.opportunity_id]
    return {
        "admin": [journey.company["ops"].id],
        "leads": leads,
        "lead_id": leads,
        "subject_id": leads,
        "ids": leads,
        "customers": [journey.won.customer_id, journey.lost.customer_id],
        "customer_id": [journey.won.customer_id, journey.lost.customer_id],
        "contacts": [journey.won.contact_id],
        "contact_id": [journey.won.contact_id],
        "opportunities": deals,
        "opportunity_id": deals,
        "contracts": [journey.contract.pk],
        "contract_id": [journey.contract.pk],
        "receipts": [journey.receipt.pk],
        "activities": [journey.activity.pk],
        "files": [journey.file.pk],
        "imports": [journey.run.pk],
        "employees": people,
        "owner_id": people,
        "user_id": people,
        "successor_id": people,
        "units": [journey.company.team1.pk],
        "unit_id": [journey.company.east.pk, journey.company.team1.pk],
        "stage_id": [1, 2, 7],
        "expected_stage_id": [1, 7],
    }


@cache
def document() -> Any:
    with _connection_kept():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*OPERATIONS, *PUBLIC}))
def test_answers_keep_to_the_document(name: str, token: str) -> None:
    operation = document().find_operation_by_id(name)

    # the same at each run, others on each database: what one of them refuses is mostly refused by both
    @seed(f"{name} on {connection.vendor}")
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), data=st.data())
    def try_it(case: Case, data: Any) -> None:
        about_what_exists(case, data.draw)
        as_just_seen(case, ApiClient(KNOWN["admin"][0]))
        with rolled_back(), _connection_kept():
            response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)

    try_it()


@contextmanager
def _connection_kept() -> Iterator[None]:
    """After a request a server drops a connection that is inside a transaction; here the whole test is."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def about_what_exists(case: Case, draw: Any) -> None:
    """Random ids reach no record: mostly put those of real ones in their place."""
    folder = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    if isinstance(case.path_parameters, dict) and "id" in case.path_parameters and folder in KNOWN:
        case.path_parameters["id"] = draw(st.sampled_from(KNOWN[folder]))
    for part in (case.body, case.query, case.path_parameters):
        _make_real(part, draw)


def as_just_seen(case: Case, client: ApiClient) -> None:
    """An edit that nobody came before: of any other, only the refusal would be tried."""
    if case.method == "PATCH" and isinstance(case.body, dict) and "version" in case.body:
        seen = client.get(case.formatted_path)
        if seen.status_code == 200:
            case.body["version"] = seen.json()["version"]


def _make_real(part: Any, draw: Any) -> None:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in KNOWN and isinstance(value, int) and draw(st.booleans() | st.just(True)):
                part[key] = draw(st.sampled_from(KNOWN[key]))
            else:
                _make_real(value, draw)
    elif isinstance(part, list):
        for item in part:
            _make_real(item, draw)


def test_one_name_means_one_shape() -> None:
    """Components are told apart by class names alone: of two shapes with one name, the document shows the last."""
    text = json.dumps(api.get_openapi_schema())
    shapes: dict[str, set[str]] = defaultdict(set)
    for schema in _all_below(Schema):
        if f'/schemas/{schema.__name__}"' in text and not schema.__pydantic_generic_metadata__["parameters"]:
            shapes[schema.__name__].add(json.dumps(schema.model_json_schema(), sort_keys=True))
    assert [name for name, found in sorted(shapes.items()) if len(found) > 1] == []


def _all_below(schema: type[Schema]) -> Iterator[type[Schema]]:
    for one in schema.__subclasses__():
        yield one
        yield from _all_below(one)
