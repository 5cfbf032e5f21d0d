"""What happens while processes are killed: leads come in, people answer at the very second of the breach, hands are moved."""

import heapq
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any

import psycopg

from bench._crash_client import Client
from bench._crash_company import REGIONS, Company

BATCH, SENDERS = 20, 6
AROUND = 0.4  # seconds before and after a clock's end
MOST_DEPARTURES = 4
_RUNNING = """
    SELECT s.id, c.lead_id, c.owner_id, c.state, c.due_at, s.given_at
    FROM dispatch_case c JOIN dispatch_stint s ON s.id = c.stint_id
    WHERE c.state IN ('responding', 'feedback') AND c.due_at > now() - interval '1 second'
"""
Deed = tuple[int, str, str, Any]  # who, method, path, body


class Traffic:
    """`posted` are the ids of leads whose posting was answered with success."""

    def __init__(self, company: Company, ports: list[int], url: str, leads: int, seconds: float) -> None:
        self.company, self.ports, self.url = company, ports, url
        self.leads, self.seconds = leads, seconds
        self.posted: list[int] = []
        self.fed = threading.Event()
        self.over = threading.Event()
        self.errors: list[str] = []
        self._deeds: list[tuple[float, int, Deed]] = []
        self._number = count()
        self._lock = threading.Lock()

    @contextmanager
    def going(self) -> Iterator[None]:
        work: list[Callable[[], None]] = [self._feed, self._watch, self._hands, *[self._send] * SENDERS]
        threads = [threading.Thread(target=self._guarded, args=(one,), daemon=True) for one in work]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join(30)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self.errors.append(f"{work.__name__}: {error!r}")
            raise

    def _client(self) -> Client:
        return Client(self.ports, self.company.keys)

    def _feed(self) -> None:
        """So many leads evenly over the time, in batches."""
        client, random, began = self._client(), Random(1), time.monotonic()
        for n in range(0, self.leads, BATCH):
            while not self.over.is_set() and time.monotonic() < began + self.seconds * n / self.leads:
                time.sleep(0.02)
            items = [_lead(number, random) for number in range(n, min(n + BATCH, self.leads))]
            status, said = client.ask(self.company.ops, "POST", "/leads/batch", {"items": items})
            if status == 200:
                self.posted += [one["id"] for one in said["results"] if one["ok"]]
        self.fed.set()

    def _watch(self) -> None:
        """Everybody sees their clocks, and most decide to answer about when they end."""
        random, seen = Random(2), set[tuple[int, str]]()
        with psycopg.connect(self.url, autocommit=True) as database:
            while not self.over.is_set():
                for stint, lead, owner, state, due_at, given_at in database.execute(_RUNNING):
                    if (stint, state) not in seen and owner in self.company.keys:
                        seen.add((stint, state))
                        self._intend(lead, owner, state, due_at, given_at, random)
                time.sleep(0.2)

    def _intend(
        self, lead: int, owner: int, state: str, due: datetime, given: datetime, random: Random
    ) -> None:
        at, fate = due.timestamp() + random.uniform(-AROUND, AROUND), random.random()
        if state == "feedback":
            if fate < 0.6:
                said = {"result": "interested", "intent": "none", "content": ""}
                self._later(at, (owner, "POST", f"/leads/{lead}/feedback", said))
        elif fate < 0.4:
            self._later(at, (owner, "POST", f"/leads/{lead}/responses", None))
        elif fate < 0.55:
            self._later(
                given.timestamp() + random.uniform(0, 2), (owner, "POST", f"/leads/{lead}/responses", None)
            )
        elif fate < 0.6:
            self._later(at, (owner, "POST", f"/leads/{lead}/invalidations", {"reason": "unreachable"}))

    def _later(self, at: float, deed: Deed) -> None:
        with self._lock:
            heapq.heappush(self._deeds, (at, next(self._number), deed))

    def _send(self) -> None:
        client = self._client()
        while not self.over.is_set():
            with self._lock:
                due = bool(self._deeds) and self._deeds[0][0] <= time.time()
                deed = heapq.heappop(self._deeds)[2] if due else None
            if deed is None:
                time.sleep(0.01)
            else:
                client.ask(*deed)

    def _hands(self) -> None:
        """Duty, busy, claims, returns, leads given by hand and taken back, people leaving: all in between."""
        hands = _Hands(self.company, self._client(), self.url, self.seconds)
        while not self.over.is_set() and not self.fed.is_set():
            hands.move()
            time.sleep(0.1)
        hands.settle()


class _Hands:
    def __init__(self, company: Company, client: Client, url: str, seconds: float) -> None:
        self.company, self.client, self.random = company, client, Random(3)
        self.database = psycopg.connect(url, autocommit=True)
        self.off: list[int] = []
        self.departed = 0
        self.departures = seconds / (MOST_DEPARTURES + 1)
        self.began = time.monotonic()

    def move(self) -> None:
        if time.monotonic() > self.began + (self.departed + 1) * self.departures:
            self._depart()
        self.random.choice(
            (
                self._duty,
                self._duty,
                self._busy,
                self._claim,
                self._give,
                self._give,
                self._return,
                self._read,
            )
        )()

    def settle(self) -> None:
        for id in self.off:
            self._ask("POST", f"/employees/{id}/duty", {"on_duty": True})
        self.database.close()

    def _ask(self, method: str, path: str, body: Any = None, who: int | None = None) -> Any:
        return self.client.ask(who or self.company.ops, method, path, body)[1]

    def _working(self) -> list[int]:
        rows = self.database.execute("SELECT user_id FROM org_employee WHERE status <> 'left'")
        return sorted({row[0] for row in rows} & set(self.company.sellers))

    def _one(self, sql: str) -> Any:
        rows = self.database.execute(sql).fetchall()
        return self.random.choice(rows) if rows else None

    def _duty(self) -> None:
        if self.off and self.random.random() < 0.6:
            id, on_duty = self.off.pop(0), True
        else:
            id, on_duty = self.random.choice(self._working()), False
            self.off.append(id)
        self._ask("POST", f"/employees/{id}/duty", {"on_duty": on_duty})

    def _busy(self) -> None:
        id = self.random.choice(self._working())
        self._ask("POST", f"/employees/{id}/busy", {"minutes": 1})
        if self.random.random() < 0.7:
            self._ask("DELETE", f"/employees/{id}/busy")

    def _claim(self) -> None:
        if found := self._one("SELECT id FROM leads_lead WHERE owner_id IS NULL ORDER BY id DESC LIMIT 20"):
            self._ask("POST", f"/leads/{found[0]}/claims", who=self.random.choice(self._working()))

    def _give(self) -> None:
        """By hand, and at times taken back at once."""
        found = self._one(
            "SELECT lead_id FROM dispatch_case WHERE state <> 'closed' ORDER BY id DESC LIMIT 40"
        )
        if found is None:
            return
        owner = self.random.choice(self._working())
        said = self._ask("POST", f"/leads/{found[0]}/assignments", {"owner_id": owner})
        if said and said.get("undo_id") and self.random.random() < 0.5:
            self._ask("POST", f"/bulk-edits/{said['undo_id']}/undo")

    def _return(self) -> None:
        found = self._one(
            "SELECT lead_id, owner_id FROM dispatch_case WHERE state = 'responding' ORDER BY next_at LIMIT 20"
        )
        if found and found[1] in self.company.keys:
            self._ask("POST", f"/leads/{found[0]}/returns", {"reason": "不在本区"}, who=found[1])

    def _read(self) -> None:
        """Everybody looks at what they were told: warnings count as delivered."""
        self.database.execute(
            """
            UPDATE notifications_notification SET read_at = now() WHERE id IN (
                SELECT id FROM notifications_notification WHERE read_at IS NULL FOR UPDATE SKIP LOCKED)
            """
        )

    def _depart(self) -> None:
        self.departed += 1
        gone, heir = self.random.sample(self._working(), 2)
        today = datetime.now(UTC).date()
        self._ask("POST", f"/employees/{gone}/departures", {"successor_id": heir, "left_on": str(today)})


def _lead(number: int, random: Random) -> dict[str, Any]:
    return {
        "name": f"客户{number}",
        "phone": f"138{number:08d}",
        "region": random.choice(REGIONS),
        "grade": random.choice("ABCD"),
        "owner_id": None,
    }
