"""Every number on the workbench, the funnel and the outcomes is a link, and the list behind it is exactly that number."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.desk import Desks, Seat

pytestmark = pytest.mark.browser

# what a list's rows add up to, by the words the number stands under
SUMS = {"回款": ("amount_minor", "refunded_minor")}
SUMS_OF_LIST = {"/instalments": ("amount_minor", "paid_minor")}
LISTS = re.compile(r"/api/v1/(leads|opportunities|contracts|instalments|receipts|agenda|activities)\?")


# these have no records of their own; a share's records are checked where its parts stand beside it
NO_LIST = ("上一步转化率", "平均停留（天）", "一半停留", "九成停留", "赢单率", "转化率", "5 分钟内首联")


@dataclass(frozen=True)
class Number:
    """One number as it stands on the screen: its words, how many records it promises, and where it leads."""

    label: str
    count: str
    exact: str  # of money, on hover: ¥1,234.00
    href: str

    @property
    def minor(self) -> int:
        return round(float(self.exact.lstrip("¥").replace(",", "")) * 100)


def number(label: str, link: Locator, count: str = "") -> Number:
    assert link.count() == 1, f"{label} is no link"
    exact = link.locator("[title]").first
    title = exact.get_attribute("title") if exact.count() else None
    return Number(label, count or link.inner_text().strip(), title or "", link.get_attribute("href") or "")


def figures(page: Page) -> list[tuple[Number, Locator]]:
    """The numbers of the strips. A share (`5%`, with `1 / 19` beside it) promises its part; `—` has nothing to open."""
    cells = page.locator("main section dl:not([data-targets]) > div")  # a target is no count of records
    expect(cells.first).to_be_visible()
    found = []
    for cell in cells.all():
        label, link = cell.locator("dt").inner_text(), cell.locator("dd > a")
        words = cell.locator("dd").inner_text()
        if words.startswith("—"):
            continue
        part = re.search(r"%\s*(\d+) / \d+", words)
        found.append((number(label, link, part[1] if part else ""), link))
    return found


def table_numbers(table: Locator) -> list[list[tuple[Number, Locator]]]:
    """The numbers of a table by row, named by the head of their column; only a nought may be no link."""
    heads = [head.strip() for head in table.locator("thead th").all_inner_texts()]
    rows = []
    for row in table.locator("tbody tr").all():
        name = row.locator("th").inner_text()
        rows.append(
            [
                (number(f"{name}·{head}", cell.locator("a")), cell.locator("a"))
                for head, cell in zip(heads[1:], row.locator("td").all(), strict=True)
                if head not in NO_LIST and (cell.locator("a").count() or cell.inner_text().strip() != "0")
            ]
        )
    assert rows
    return rows


class Checker:
    """Follows numbers from one screen and comes back. What a list asked the API for is remembered by its address."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.page, self.here = seat, seat.page, seat.page.url
        self.asked: dict[str, str] = {}

    def click(self, one: Number, link: Locator) -> None:
        """The list that opens shows the count; for money the records it asked for add up to it."""
        if one.href in self.asked:
            link.click()
        else:
            # the screen that is left may still ask for lists of its own
            kind = one.href.partition("?")[0]
            with self.page.expect_response(
                lambda it: LISTS.search(it.url) and f"/api/v1{kind}?" in it.url
            ) as answer:
                link.click()
            self.asked[one.href] = answer.value.url
        expect(self.page).not_to_have_url(self.here)
        if one.exact:
            assert total(self.seat.every(self.asked[one.href]), one) == one.minor, one
        elif self.seat.path == "/agenda":
            expect(self.page.get_by_role("tab", selected=True).locator("b"), one.label).to_have_text(
                one.count
            )
        else:
            expect(self.page.locator("main header").first, one.label).to_contain_text(f"共 {one.count} 条")
        self.page.go_back()
        expect(self.page).to_have_url(self.here)

    def fetch(self, one: Number) -> None:
        """The same without the screen, for the many that lead to a list looked at already."""
        rows = self.seat.every(f"{self.seat.home}/api/v1{api_address(one.href)}")
        if one.exact:
            assert total(rows, one) == one.minor, one
        else:
            assert len(rows) == int(one.count.replace(",", "")), one


def api_address(href: str) -> str:
    """What the list of an address asks for: its filters; several values of one come as one parameter each."""
    path, _, search = href.partition("?")
    own = [(name, value) for name, value in parse_qsl(search) if name not in ("view", "layout")]
    return (
        path
        + "?"
        + urlencode([(name, one) for name, value in own for one in several(name, value)] + [("limit", "200")])
    )


def several(name: str, value: str) -> list[str]:
    """A condition is one text, whatever commas it has."""
    return [value] if name == "where" else value.split(",")


def total(rows: list[dict[str, Any]], one: Number) -> int:
    words, path = one.label.rpartition("·")[2], one.href.partition("?")[0]
    if words == "加权金额":
        return sum(row["amount_minor"] * row["percent"] // 100 for row in rows)
    plus, minus = SUMS.get(words) or SUMS_OF_LIST.get(path) or ("amount_minor", "")
    return sum(row[plus] - (row[minus] if minus else 0) for row in rows)


@pytest.mark.parametrize(("login", "many"), [("sales1", 10), ("manager1", 18), ("boss", 8), ("finance", 6)])
def test_a_figure_of_the_workbench_opens_exactly_its_records(desks: Desks, login: str, many: int) -> None:
    """One of every list is followed on the screen; the others are fetched."""
    seat = desks.sit(login)
    found = figures(seat.go("/"))
    assert len(found) >= many
    checker, followed = Checker(seat), set()
    for one, link in found:
        path = one.href.partition("?")[0]
        if path in followed:
            checker.fetch(one)
        else:
            checker.click(one, link)
            followed.add(path)


@pytest.mark.parametrize(("login", "path"), [("manager1", "/"), ("finance", "/?side=team")])
def test_a_number_in_the_row_of_a_person_opens_exactly_their_records(
    desks: Desks, login: str, path: str
) -> None:
    seat = desks.sit(login)
    table = seat.go(path).locator("main section table")
    expect(table).to_be_visible()
    first, *others = table_numbers(table)
    checker = Checker(seat)
    checker.click(*first[0])
    for one, _link in (cell for row in (first, *others) for cell in row):
        checker.fetch(one)


def test_a_number_of_the_funnel_opens_exactly_its_records(desks: Desks) -> None:
    seat = desks.sit("manager1")
    page = seat.go("/analytics?period=long&by=person&compare=true")  # a month may have just begun
    expect(page.get_by_role("region", name="每个人的商机").locator("table")).to_be_visible()
    checker = Checker(seat)
    *first, rows = page.locator("main table").all()
    assert len(first) >= 3
    for table in (*first, rows):
        top, *others = table_numbers(table)
        for one, link in top:
            checker.click(one, link)
        for one, _link in (cell for row in others for cell in row):
            checker.fetch(one)
    for by in ("person", "team", "source", "month"):
        rows = seat.go(f"/analytics?period=year&by={by}").locator("main section:last-of-type table")
        expect(rows.locator("tbody tr").first).to_be_visible()
        found = table_numbers(rows)[:3]
        checker.here = page.url
        checker.click(*found[0][0])
        for one, _link in (cell for row in found for cell in row):
            checker.fetch(one)
    for words in ("赢单", "输单"):
        link = page.locator("main p").get_by_role("link", name=re.compile(rf"^{words} \d+ 个"))
        checker.click(number(words, link, re.findall(r"\d+", link.inner_text())[0]), link)


@pytest.mark.parametrize(("login", "by"), [("manager1", "month"), ("boss", "source"), ("sales1", "month")])
def test_a_number_of_the_outcomes_opens_exactly_its_records(desks: Desks, login: str, by: str) -> None:
    seat = desks.sit(login)
    table = seat.go(f"/analytics/leads?by={by}").locator("main table")
    expect(table).to_be_visible()
    checker = Checker(seat)
    first, *others = table_numbers(table)
    checker.click(*first[0])
    for one, _link in (cell for row in (first, *others) for cell in row):
        checker.fetch(one)
