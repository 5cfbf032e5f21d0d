"""People at their screens: each signs in on a browser of their own, and what goes wrong there is written down."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    StorageState,
    TimeoutError,
    expect,
)

PASSWORD = "dabiao-demo"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# before anybody is signed in the page asks who it is, and Chromium reports the answer
EXPECTED = ("401 (Unauthorized)",)

# the screen that is left stands until the code of the next has come: its heading is marked, to see when it is gone
LEAVE = """path => {
    document.querySelector("#root h1")?.setAttribute("data-left", "");
    history.pushState(null, "", path);
}"""


@dataclass
class Trouble:
    """Console errors, CSP violations, script errors and answers of 5xx that nobody announced."""

    announced: list[str] = field(default_factory=lambda: list(EXPECTED))
    found: list[str] = field(default_factory=list)

    def announce(self, *texts: str) -> None:
        """A test that provokes a refusal names what the console will say of it."""
        self.announced.extend(texts)

    def note(self, text: str) -> None:
        if not any(known in text for known in self.announced):
            self.found.append(text)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.note(f"script error: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.note(f"{message.text} ({message.location.get('url', '')})")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.note(f"{response.status} {response.url}")


class Seat:
    """One person's page, and the API in the same session: what they may read, no more."""

    def __init__(self, context: BrowserContext, home: str, trouble: Trouble) -> None:
        self.context, self.home, self.trouble = context, home, trouble
        self.page = context.new_page()
        trouble.watch(self.page)

    def go(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def on(self, path: str) -> Page:
        """To another screen of the program that is open, as its own links lead there: without loading it anew."""
        if not self.page.url.startswith(self.home) or self.path == urlsplit(path).path:
            return self.go(path)
        self.page.evaluate(LEAVE, path)
        expect(self.page.locator("h1[data-left]")).to_have_count(0)
        return self.page

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def get(self, path: str, **params: Any) -> Any:
        answer = self.context.request.get(f"{self.home}/api/v1{path}", params=params)
        assert answer.ok, answer.text()
        return answer.json()

    def send(self, method: str, path: str, data: Any) -> Any:
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        headers = {"X-CSRFToken": cookies.get("csrftoken", ""), "Content-Type": "application/json"}
        answer = self.context.request.fetch(
            f"{self.home}/api/v1{path}", method=method, data=data, headers=headers
        )
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def every(self, url: str) -> list[dict[str, Any]]:
        """All records of a list address, page by page."""
        items: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            answer = self.context.request.get(url, params={"cursor": cursor} if cursor else None)
            assert answer.ok, answer.text()
            page = answer.json()
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items


class Desks:
    """Lets people sit down; afterwards everybody goes home."""

    def __init__(self, browser: Browser, home: str, sessions: dict[str, StorageState]) -> None:
        self.browser, self.home, self.sessions = browser, home, sessions
        self.trouble = Trouble()
        self._open: list[BrowserContext] = []

    def sit(
        self, login: str = "", *, size: dict[str, int] = DESK, home: str = "", still: bool = False
    ) -> Seat:
        """A page for somebody who is signed in already, or for nobody yet; `still` for who prefers no motion."""
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=size is PHONE,
            accept_downloads=True,
            reduced_motion="reduce" if still else "no-preference",
            storage_state=self._session(login) if login else None,
        )
        context.set_default_timeout(15_000)
        self._open.append(context)
        return Seat(context, home or self.home, self.trouble)

    def _session(self, login: str) -> StorageState:
        """Signing in hashes a password, which is slow on purpose: once per person."""
        if login not in self.sessions:
            context = self.browser.new_context()
            answer = context.request.post(
                f"{self.home}/api/v1/sessions", data={"login": login, "password": PASSWORD}
            )
            assert answer.ok, answer.text()
            self.sessions[login] = context.storage_state()
            context.close()
        return self.sessions[login]

    def close(self) -> None:
        for context in self._open:
            for page in context.pages:
                # an answer on its way through a walk's hands ends with it
                page.unroute_all(behavior="ignoreErrors")
            context.close()


def exactly(text: str) -> re.Pattern[str]:
    """The whole of a name; antd puts a space between the two characters of a short button."""
    return re.compile(r"^\s*" + r"\s?".join(map(re.escape, text)) + r"\s*$")


def choose(page: Page, label: str, name: str) -> None:
    """Search a picker for a name and take it."""
    page.get_by_label(label).click()
    page.keyboard.type(name)
    page.locator(".ant-select-item-option").filter(has_text=name).first.click()


def move_by_menu(page: Page, deal: str, stage: str) -> None:
    """Moves a card by its menu. A menu that opened out of sight while the board was drawn anew is opened again."""
    opener = page.get_by_role("button", name=f"把“{deal}”移到其他阶段")
    for patience in (2_000, 2_000, 2_000, 10_000):
        opener.click()
        try:
            return page.get_by_role("menuitem", name=stage, exact=True).click(timeout=patience)
        except TimeoutError:
            page.locator("main h1").click()  # a click elsewhere closes it
    raise AssertionError(f"the menu of {deal} cannot be reached")


def drag(page: Page, card: Locator, place: Locator) -> None:
    """By a hand as quick as can be, to the middle of the screen."""
    place.evaluate("(one) => one.scrollIntoView({block: 'center'})")
    card.hover()
    start, end = card.bounding_box(), place.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] - 12)
    page.mouse.down()
    for step in range(1, 6):
        share = step / 5
        page.mouse.move(
            start["x"] + 20 + (end["x"] + 40 - start["x"] - 20) * share,
            start["y"] + 20 + (end["y"] + 10 - start["y"] - 20) * share,
        )
    page.mouse.up()
