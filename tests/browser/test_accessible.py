"""Every screen, in both themes, under the eyes of axe; it opens without an alert, and without a word in the console."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import PHONE, Desks, Seat

pytestmark = pytest.mark.browser

MISSING, DOOR = "/nowhere", "/sign-in"
# `{kind}` becomes the first record of that list
SCREENS = {
    "admin": (
        *("/", "/agenda", "/leads", "/leads?view=pool", "/leads/{leads}", "/imports", "/imports/new"),
        *(
            "/customers",
            "/customers/{customers}",
            "/contacts",
            "/contacts/{contacts}",
            "/customers/completeness",
        ),
        *("/opportunities", "/opportunities?layout=list", "/opportunities/{opportunities}"),
        *("/tasks", "/tasks?new=1", "/calendar", "/touchpoints"),
        *("/contracts", "/contracts/{contracts}", "/instalments", "/receipts"),
        *(
            "/targets",
            "/pulses",
            "/plans",
            "/quotas",
            "/reports",
            "/checks",
            "/meetings",
            "/reviews",
            "/sales-events",
            "/visits",
            "/analytics",
            "/analytics/leads",
            "/team",
            "/team/units",
            "/team/{employees}",
        ),
        *(
            "/settings",
            "/settings/security",
            "/settings/roles",
            "/settings/messengers",
            "/settings/shared-keys",
            "/settings/fields",
            "/settings/forms",
            "/settings/forms/{forms}",
            "/settings/forms/submissions",
            "/settings/rules",
            "/settings/grading",
            "/settings/chats",
            "/settings/products",
            "/settings/competitors",
            "/settings/tags",
            "/settings/channels",
            "/analytics/returns",
            "/settings/customers",
            "/settings/tokens",
            "/settings/audit",
            MISSING,
        ),
    ),
    "sales1": ("/", "/leads/{leads}", "/chats"),
    "manager1": (
        *("/", "/leads", "/exports", "/exports?view=to_approve", "/exports?view=overseen"),
        *("/dispatch", "/dispatch/compliance", "/dispatch/stints", "/dispatch/breaches"),
    ),
    "boss": ("/", "/?side=team"),
    "finance": ("/", "/contracts/{contracts}", "/exports", "/exports/{exports}"),
    "": (DOOR,),
}
ON_PHONE = {
    "finance": ("/", "/exports", "/exports/{exports}"),
    "manager1": ("/", "/?side=company", "/dispatch"),
    "sales1": (
        "/",
        "/dispatch/compliance",
        "/chats",
        "/leads",
        "/leads/{leads}",
        "/customers",
        "/opportunities",
        "/settings",
    ),
}


def resolve(seat: Seat, path: str) -> str:
    if "{" not in path:
        return path
    kind = path.partition("{")[2].rstrip("}")
    first = seat.get(f"/{kind}", limit=1)["items"][0]
    return path.replace(f"{{{kind}}}", str(first["id"]))


def settled(page: Page, path: str) -> None:
    expect(page.locator("#root h1").first, path).to_be_attached()
    expect(page.locator("[aria-busy=true], .ant-skeleton-active, .ant-spin-spinning"), path).to_have_count(0)


def looked_at(page: Page, name: str) -> list[str]:
    """The complaints about a screen in light, and about its colours in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_css("color-scheme", scheme)
        found += [f"{name} {scheme} {one}" for one in complaints(page, colours_only=scheme == "dark")]
    return found


def walk(seat: Seat, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        page = seat.on(resolve(seat, path))
        settled(page, path)
        if path not in (MISSING, DOOR):  # these two have something to say
            expect(page.get_by_role("alert"), path).to_have_count(0)
        found += looked_at(page, path)
        assert seat.trouble.found == [], path
    return found


@pytest.mark.parametrize("login", SCREENS)
def test_every_screen_opens_quietly_and_axe_finds_nothing_in_either_theme(desks: Desks, login: str) -> None:
    assert "\n".join(walk(desks.sit(login, still=True), SCREENS[login])) == ""


@pytest.mark.parametrize("login", ON_PHONE)
def test_on_a_phone_too(desks: Desks, login: str) -> None:
    assert "\n".join(walk(desks.sit(login, size=PHONE, still=True), ON_PHONE[login])) == ""


Role = Literal["dialog", "menu", "tooltip"]
# over a screen: who, where, the button that opens it (or the key), and what then is there
OPENED: list[tuple[str, str, str, Role]] = [
    ("admin", "/", "ControlOrMeta+k", "dialog"),
    ("admin", "/", "沈云", "menu"),
    ("admin", "/", "新建", "menu"),
    ("lead1", "/leads", "新建线索", "dialog"),
    ("lead1", "/leads", "显示的列", "tooltip"),
    ("lead1", "/leads", "导出当前列表", "menu"),
    ("lead1", "/opportunities/{opportunities}", "记录联系", "dialog"),
    ("lead1", "/customers", "新建客户", "dialog"),
    ("lead1", "/opportunities", "新建商机", "dialog"),
]


@pytest.mark.parametrize(("login", "path", "opener", "role"), OPENED)
def test_axe_finds_nothing_in_what_opens_over_a_screen(
    desks: Desks, login: str, path: str, opener: str, role: Role
) -> None:
    seat = desks.sit(login, still=True)
    page = seat.go(resolve(seat, path))
    settled(page, path)
    if "+" in opener:
        page.keyboard.press(opener)
    else:
        page.get_by_role("button", name=opener).first.click()
    expect(page.get_by_role(role).filter(visible=True).first).to_be_visible()
    found = looked_at(page, f"{path} {opener}")
    # what opens hangs at the end of the page, outside of its landmarks, and takes the focus with it
    assert "\n".join(one for one in found if " region: " not in one) == ""
