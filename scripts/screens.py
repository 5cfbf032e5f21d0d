"""Photographs every screen of a running demo: `.venv/bin/python scripts/screens.py`; then look at screenshots/sheet-*.png.

Each screen is taken for the role that works with it, at 1440 and 390 px, in 简体 and English, and once more in dark.
The address is that of `make run` unless DABIAO_URL says otherwise.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

BASE = os.environ.get("DABIAO_URL", f"http://127.0.0.1:{os.environ.get('DABIAO_PORT', '8000')}")
PASSWORD = "dabiao-demo"  # noqa: S105 - of the demo company
OUT = Path("screenshots")
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
LOOKS = (("zh-Hans", "light"), ("en", "light"), ("zh-Hans", "dark"))

# name → (who looks, address); `{kind}` in an address becomes the first record of that list
SCREENS = {
    "workbench-sales": ("sales1", "/"),
    "workbench-lead": ("lead1", "/"),
    "workbench-manager": ("manager1", "/"),
    "workbench-director": ("boss", "/"),
    "workbench-finance": ("finance", "/"),
    "leads": ("lead1", "/leads"),
    "leads-pool": ("sales1", "/leads?view=pool"),
    "lead": ("lead1", "/leads/{leads}"),
    "imports": ("admin", "/imports"),
    "customers": ("manager1", "/customers"),
    "customer": ("manager1", "/customers/{customers}"),
    "contacts": ("manager1", "/contacts"),
    "completeness": ("manager1", "/customers/completeness"),
    "kanban": ("manager1", "/opportunities"),
    "opportunity": ("manager1", "/opportunities/{opportunities}"),
    "tasks": ("sales1", "/tasks"),
    "calendar": ("sales1", "/calendar"),
    "touchpoints": ("sales1", "/touchpoints"),
    "chats": ("sales1", "/chats"),
    "chat-settings": ("admin", "/settings/chats"),
    "contracts": ("finance", "/contracts"),
    "contract": ("finance", "/contracts/{contracts}"),
    "instalments": ("finance", "/instalments"),
    "receipts": ("finance", "/receipts"),
    "funnel": ("boss", "/analytics"),
    "outcomes": ("boss", "/analytics/leads"),
    "returns": ("admin", "/analytics/returns?by=campaign"),
    "channels": ("admin", "/settings/channels"),
    "team": ("manager1", "/team"),
    "roles": ("admin", "/settings/roles"),
    "shared-keys": ("admin", "/settings/shared-keys"),
    "products": ("admin", "/settings/products"),
    "competitors": ("admin", "/settings/competitors"),
    "tags": ("admin", "/settings/tags"),
    "fields": ("admin", "/settings/fields?kind=lead"),
    "forms": ("admin", "/settings/forms"),
    "form": ("admin", "/settings/forms/{forms}"),
    "form-submissions": ("admin", "/settings/forms/submissions"),
    "rules": ("admin", "/settings/rules"),
    "grading": ("admin", "/settings/grading"),
    "customer-needs": ("admin", "/settings/customers"),
    "tokens": ("admin", "/settings/tokens"),
    "audit": ("admin", "/settings/audit"),
}


@dataclass(frozen=True)
class Shot:
    screen: str
    size: str
    language: str
    theme: str

    @property
    def path(self) -> Path:
        return OUT / f"{self.screen}-{self.size}-{self.language}-{self.theme}.png"


def main() -> None:
    """Take all pictures, or those of the screens named as arguments, and lay them out on sheets."""
    wanted = sys.argv[1:] or list(SCREENS)
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        shots = [shot for language, theme in LOOKS for shot in take(browser, wanted, language, theme)]
        for size in SIZES:
            for language, theme in LOOKS:
                chosen = [s for s in shots if (s.size, s.language, s.theme) == (size, language, theme)]
                lay_out(browser, chosen, OUT / f"sheet-{size}-{language}-{theme}.png")
        browser.close()


def take(browser: Browser, wanted: list[str], language: str, theme: str) -> Iterator[Shot]:
    for size, (width, height) in SIZES.items():
        signed_in: dict[str, BrowserContext] = {}
        for screen in ["sign-in", *wanted]:
            login, address = SCREENS.get(screen, ("", "/sign-in"))
            if login not in signed_in:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    locale="zh-CN" if language == "zh-Hans" else "en-GB",
                    timezone_id="Asia/Shanghai",
                    color_scheme="dark" if theme == "dark" else "light",
                    reduced_motion="reduce",
                )
                sign_in(context, login, language)
                signed_in[login] = context
            shot = Shot(screen, size, language, theme)
            photograph(signed_in[login], address, shot)
            yield shot
        for context in signed_in.values():
            context.close()


def sign_in(context: BrowserContext, login: str, language: str) -> None:
    if not login:
        return
    opened = context.request.post(f"{BASE}/api/v1/sessions", data={"login": login, "password": PASSWORD})
    assert opened.ok, opened.text()
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    context.request.patch(
        f"{BASE}/api/v1/me", data={"language": language, "theme": "system"}, headers={"X-CSRFToken": token}
    )


def photograph(context: BrowserContext, address: str, shot: Shot) -> None:
    page = context.new_page()
    page.goto(BASE + resolve(context, address))
    settle(page)
    page.screenshot(path=shot.path)
    page.close()


def resolve(context: BrowserContext, address: str) -> str:
    if "{" not in address:
        return address
    kind = address.partition("{")[2].rstrip("}")
    first = context.request.get(f"{BASE}/api/v1/{kind}?limit=1").json()["items"][0]
    return address.replace(f"{{{kind}}}", str(first["id"]))


def settle(page: Page) -> None:
    """Until nothing is loading: no skeletons or spinners are left."""
    page.wait_for_load_state("load")
    page.wait_for_selector("h1, form", timeout=15_000)
    loading = page.locator(
        ".ant-skeleton-active, .ant-spin-spinning, [aria-busy=true], [role=status][aria-label]"
    )
    expect(loading).to_have_count(0, timeout=15_000)
    page.wait_for_timeout(400)


def lay_out(browser: Browser, shots: list[Shot], path: Path) -> None:
    """One sheet of thumbnails with their names."""
    width = 460 if shots and shots[0].size == "desktop" else 240
    cells = "".join(
        f"<figure><img src='{s.path.resolve().as_uri()}' width={width}><figcaption>{s.screen}</figcaption></figure>"
        for s in shots
    )
    style = (
        "body{font:13px sans-serif;display:flex;flex-wrap:wrap;gap:12px;margin:12px}"
        "figure{margin:0}img{border:1px solid #ccc}"
    )
    html = OUT / "sheet.html"
    html.write_text(f"<meta charset=utf-8><style>{style}</style>{cells}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(html.resolve().as_uri())
    page.screenshot(path=path, full_page=True)
    page.close()
    html.unlink()


if __name__ == "__main__":
    main()
