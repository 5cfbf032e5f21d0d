"""What is wrong is refused with a code and the field to mend, and nothing is half written."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoDbBlocker
from tests.bad_input_cases import LONE, NUL, REFUSED
from tests.journey import Journey, live_through
from tests.shared_world import rolled_back

from dabiao.core.access import services as access
from dabiao.testing.people import NOW, ApiClient, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def journey(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Journey]:
    with django_db_blocker.unblock(), rolled_back():
        yield live_through(make_company())


def names(journey: Journey) -> dict[str, Any]:
    from dabiao.modules.leads.models import Lead
    from dabiao.modules.opportunities.models import Stage

    stages = {stage.kind: stage.pk for stage in Stage.objects.all()}
    first, second = Stage.objects.order_by("position")[:2]
    journey.contract.refresh_from_db()
    return {
        "lead": journey.open_lead.pk,
        "converted": Lead.objects.filter(status="converted").values_list("pk", flat=True)[0],
        "invalid": journey.lost_lead.pk,
        "customer": journey.won.customer_id,
        "deal": journey.won.opportunity_id,
        "lost": journey.lost.opportunity_id,
        "contract": journey.contract.pk,
        "receipt": journey.receipt.pk,
        "version": journey.contract.version,
        "gone": journey.departed.id,
        "seller": journey.company["sales1"].id,
        "team": journey.company.team1.pk,
        "stage1": first.pk,
        "stage2": second.pk,
        "won_stage": stages["won"],
        "lost_stage": stages["lost"],
    }


def filled(template: Any, known: dict[str, Any]) -> Any:
    if isinstance(template, str) and template.startswith("@"):
        return known[template[1:]]
    if isinstance(template, str):
        return "/".join(
            str(known[part[1:]]) if part.startswith("@") else part for part in template.split("/")
        )
    if isinstance(template, dict):
        return {key: filled(value, known) for key, value in template.items()}
    return [filled(value, known) for value in template] if isinstance(template, list) else template


def rows() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_field_to_mend(case: str, journey: Journey) -> None:
    who, method, path, body, refusal = REFUSED[case]
    known = names(journey)
    client = journey.company[who].client
    before = rows()
    assert client.problem(method, filled(path, known), filled(body, known)) == refusal
    assert rows() == before


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_refusal_has_words(language: str) -> None:
    """The sentence names the field or the value, not the code."""
    from dabiao.core.i18n import find

    codes = {refusal[1] for *_, refusal in REFUSED.values()}
    assert [code for code in sorted(codes) if find(language, f"errors.{code}") is None] == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"null", b"[]" * 3, b'"x"', b"1e999"])
def test_what_is_not_json_is_the_callers_fault(journey: Journey, body: bytes) -> None:
    client = journey.company["sales1"].client
    response = client.post("/api/v1/leads", body, content_type="application/json")
    assert 400 <= response.status_code < 500
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("text", [NUL, LONE, "\u202e反", "😀" * 30])
@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        (
            "sales1",
            "/leads",
            {"name": "@", "company": "@", "phone": "@", "remark": "@", "raw": {"@": ["@", {"x": "@"}]}},
        ),
        ("sales1", "/leads/batch", {"items": [{"name": "@", "raw": {"x": "@"}}]}),
        ("sales1", "/customers", {"name": "@", "industry": "@", "address": "@", "remark": "@"}),
        ("sales1", "/contacts", {"customer_id": "@customer", "name": "@", "remark": "@"}),
        (
            "sales1",
            "/opportunities",
            {"customer_id": "@customer", "amount_minor": 1, "name": "@", "competitors": ["@"]},
        ),
        (
            "sales1",
            "/contracts",
            {"customer_id": "@customer", "amount_minor": 1, "title": "@", "number": "@", "remark": "@"},
        ),
        (
            *("sales1", "/activities"),
            {
                "subject_kind": "customer",
                "subject_id": "@customer",
                "method": "call",
                "result": "reached",
                "content": "@",
                "purpose": "@",
            },
        ),
        (
            *("finance", "/receipts"),
            {
                "contract_id": "@contract",
                "received_on": "2026-03-18",
                "amount_minor": 1,
                "method": "bank",
                "remark": "@",
            },
        ),
        ("ops", "/units", {"name": "@", "kind": "team", "parent_id": "@team"}),
        ("ops", "/tokens", {"name": "@", "permissions": ["lead.read"]}),
    ],
)
def test_odd_characters_crash_nothing(journey: Journey, who: str, path: str, body: Any, text: str) -> None:
    def put(node: Any) -> Any:
        if isinstance(node, dict):
            return {put(key): put(value) for key, value in node.items()}
        if isinstance(node, list):
            return [put(item) for item in node]
        return text if node == "@" else node

    sent = filled(put(body), names(journey))
    response = journey.company[who].client.send("POST", path, sent)
    assert response.status_code in (200, 201, 422), response.content


@pytest.mark.parametrize(
    "path",
    [
        "/leads",
        "/customers",
        "/contacts",
        "/opportunities",
        "/contracts",
        "/activities",
        "/employees",
        "/receipts",
        "/instalments",
        "/imports",
        "/people",
        "/search",
    ],
)
@pytest.mark.parametrize(
    "q", ["\x00", "%_\\", "'; DROP TABLE leads_lead; --", "١٢٣٤", "1234", "138 1111 2222"]
)
def test_any_text_may_be_searched_for(journey: Journey, path: str, q: str) -> None:
    assert journey.company["ops"].client.send("GET", path, {"q": q}).status_code in (200, 422)


NULLED = (
    "leads/@lead",
    "customers/@customer",
    "contacts/@contact",
    "opportunities/@deal",
    "contracts/@contract",
    "employees/@seller",
)


@pytest.mark.parametrize("path", NULLED)
def test_null_never_reaches_a_column_that_has_none(journey: Journey, path: str) -> None:
    """Every field of an edit is sent as null: it is cleared where that means something, and refused by name elsewhere."""
    client = journey.company["ops"].client
    known = {**names(journey), "contact": journey.won.contact_id}
    path = filled(f"/{path}", known)
    row = client.read(path)
    for field in row:
        with rolled_back():
            response = client.send("PATCH", path, {"changes": {field: None}, "version": row["version"]})
        assert response.status_code in (200, 409, 422), (field, response.content)
        if response.status_code == 422:
            assert response.json()["field"], field


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/leads/@lead", "phone"),
        ("/customers/@customer", "phone"),
        ("/contacts/@contact", "phone"),
        ("/contacts/@contact", "email"),
    ],
)
def test_a_mask_is_never_stored(journey: Journey, path: str, field: str) -> None:
    """The screen shows 138****1234; sent back unchanged it must not take the place of the number."""
    ops, seller = journey.company["ops"].client, journey.company["manager"].client
    path = filled(path, {**names(journey), "contact": journey.won.contact_id})
    plain = {"phone": "13899998888", "email": "wangfang@example.com"}[field]
    ops.write("PATCH", path, {"changes": {field: plain}, "version": ops.read(path)["version"]})
    row = seller.read(path)
    assert "*" in row[field]
    seller.send("PATCH", path, {"changes": {field: row[field]}, "version": row["version"]})
    assert ops.read(path)[field] == plain


@pytest.mark.parametrize("path", ["/leads/@lead", "/customers/@customer", "/contacts/@contact"])
def test_a_conflict_tells_no_number(journey: Journey, path: str) -> None:
    ops, seller = journey.company["ops"].client, journey.company["manager"].client
    path = filled(path, {**names(journey), "contact": journey.won.contact_id})
    row = seller.read(path)
    ops.write("PATCH", path, {"changes": {"phone": "13899998888"}, "version": row["version"]})
    response = seller.send("PATCH", path, {"changes": {"phone": "13877776666"}, "version": row["version"]})
    assert response.status_code == 409
    assert "13899998888" not in response.content.decode()


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "this is no workbook")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("leer.csv", b""),
        ("nur.csv", b"\xef\xbb\xbf"),
        ("kaputt.xlsx", _zip()),
        ("kaputt.xlsx", b"PK\x03\x04 no zip at all"),
        ("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("half.csv", "姓名,电话\n王芳,13812345678\n".encode("utf-16")[:-1]),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(journey: Journey, filename: str, content: bytes) -> None:
    client = journey.company["sales1"].client
    before = rows()
    response = client.post("/api/v1/imports", {"kind": "lead", "file": SimpleUploadedFile(filename, content)})
    assert response.status_code == 422, response.content
    said = response.json()
    assert said["field"]
    assert said["detail"] != said["code"]
    assert rows() == before


def test_ragged_rows_are_rejected_one_by_one(journey: Journey) -> None:
    """Rows that are too short or too long spoil only themselves."""
    from dabiao.core.timers.worker import drain

    client = journey.company["ops"].client
    content = "姓名,手机号\n王芳,13812345678\n只有名字\n李强,13887654321,多余的一格\n".encode("gb18030")
    upload = client.post(
        "/api/v1/imports", {"kind": "lead", "file": SimpleUploadedFile("名单.csv", content)}
    ).json()
    assert (
        client.send("POST", f"/imports/{upload['id']}/runs", {"mapping": upload["guess"]}).status_code == 202
    )
    drain()
    run = client.read(f"/imports/{upload['id']}")
    assert (run["status"], run["total"], run["created"] + run["rejected"]) == ("done", 3, 3)


def test_a_token_reaches_no_further_than_it_says(journey: Journey) -> None:
    """The administrator's token for reading leads reads leads, and nothing else."""
    admin = journey.company["ops"].actor
    _, key = access.issue_token(name="只读", permissions=["lead.read"], expires_at=None, actor=admin, now=NOW)
    program = ApiClient()
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    lead, customer = journey.open_lead.pk, journey.won.customer_id
    assert program.read(f"/leads/{lead}")["id"] == lead
    assert program.read(f"/leads/{lead}")["actions"] == []
    assert program.problem("PATCH", f"/leads/{lead}", {"changes": {"remark": "x"}, "version": 1})[0] == 403
    assert program.problem("GET", f"/customers/{customer}")[0] == 404
    assert program.problem("GET", "/customers")[0] == 403
    assert program.problem("POST", "/leads", {"name": "x"})[0] == 403
    assert program.problem("GET", "/audit")[0] == 403
    assert program.problem("POST", "/tokens", {"name": "x", "permissions": ["lead.read"]})[0] == 403


def test_a_revoked_token_is_no_token(journey: Journey) -> None:
    admin = journey.company["ops"]
    token, key = access.issue_token(
        name="x", permissions=["lead.read"], expires_at=None, actor=admin.actor, now=NOW
    )
    admin.client.write("DELETE", f"/tokens/{token.pk}")
    program = ApiClient()
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    assert program.problem("GET", "/leads")[:2] == (401, "access.unauthenticated")
