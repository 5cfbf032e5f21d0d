"""One database, in a process of its own (settings are read once): fills it, searches it, prints JSON."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from os import getloadavg
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.models import Q

SELLERS, TEAMS = 2000, 100
UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
SAMPLED = 20_000
NOBODY = "龘靐"  # asked first on every connection


def measure(rows: int, times: int, scans: int) -> dict[str, Any]:
    from dabiao.modules.leads.models import Lead

    call_command("migrate", interactive=False, verbosity=0)
    took, grown = (0.0, 0.0) if Lead.objects.exists() else _prepare(rows)
    began = getloadavg()[0]
    figures = [*likeness(times), *(figure for words in sorts(times) for figure in _all_of(words, scans))]
    facts = {"database": connection.vendor, "rows": Lead.objects.count(), "index_s": took, "index_mb": grown}
    return facts | {"load": f"{began:.1f}–{getloadavg()[0]:.1f}", "figures": figures}


def _prepare(rows: int) -> tuple[float, float]:
    """Fill and index; (seconds, megabytes) of the index."""
    from dabiao.core.search import install
    from dabiao.core.upkeep import statistics

    install.take_away()
    fill(rows)
    before, began = _size(), perf_counter()
    install.put_back()
    took = perf_counter() - began
    _say(f"{connection.vendor}: {rows:,} indexed in {took:.0f} s")
    if connection.vendor == "postgresql":
        _execute("VACUUM ANALYZE")
        _execute("CREATE TABLE other (id int, text text)")
        _execute("ALTER TABLE other ALTER text SET STORAGE PLAIN")
        _execute("INSERT INTO other SELECT n, repeat('x', 3900) FROM generate_series(1, 45000) n")
        _execute("CREATE INDEX other_id ON other (id)")
        _execute("VACUUM ANALYZE other")
    for index in statistics.indexes() if statistics.are_kept_by_hand() else ():
        statistics.count(index)  # as the worker does every hour
    return took, (_size() - before) / 1e6


def fill(rows: int) -> None:
    """A hundred teams of twenty sellers, and their leads over a year, a twentieth of them in the pool."""
    from dabiao.core.access.models import User
    from dabiao.modules.leads.models import Lead
    from dabiao.modules.org.models import Unit

    times = {"created_at": UNTIL, "updated_at": UNTIL}
    Unit.objects.bulk_create(
        Unit(id=n, name=f"{n}组", kind="team", path=f"/{n}/", **times) for n in range(1, TEAMS + 1)
    )
    User.objects.bulk_create(
        User(id=n, login=f"s{n}", name=f"s{n}", created_at=UNTIL) for n in range(1, SELLERS + 1)
    )
    if connection.vendor == "postgresql":
        from bench._copy import copy

        copy(Lead, leads(rows))
        return
    batch: list[Lead] = []
    for row in leads(rows):
        batch.append(Lead(**row))
        if len(batch) == 20_000:
            Lead.objects.bulk_create(batch)
            batch = []
    Lead.objects.bulk_create(batch)


def leads(rows: int) -> Iterator[dict[str, Any]]:
    from bench._names import Names

    random = Random(20261121)
    names = Names(random)
    for id in range(1, rows + 1):
        seller = random.randrange(SELLERS) + 1
        at = UNTIL - timedelta(seconds=(rows - id) * 31_000_000 // rows + random.randrange(90_000))
        yield {
            "id": id,
            "name": names.person(),
            "company": names.company(),
            "phone": f"1{random.choice('35789')}{random.randrange(10**9):09d}",
            "received_at": at,
            "created_at": at,
            "updated_at": at,
            "owner_id": seller if id % 20 else None,
            "unit_id": seller % TEAMS + 1,
            "status": "assigned" if id % 20 else "new",
            "assigned_at": at if id % 20 else None,
        }


def sorts(times: int) -> Iterator[tuple[str, list[str]]]:
    """Sorts of words, by how many leads have them; never the same word twice where there are enough."""
    from dabiao.modules.leads.models import Lead

    random, last = Random(5), Lead.objects.order_by("-id").values_list("id", flat=True)[0]
    drawn = Lead.objects.filter(id__in=random.sample(range(1, last + 1), min(SAMPLED, last)))
    texts = list(drawn.values_list("company", "name", "phone"))
    pairs = Counter(pair for company, name, _ in texts for pair in {*_parts(company, 2), *_parts(name, 2)})
    threes = Counter(part for company, _, _ in texts for part in set(_parts(company, 3)))
    share = len(texts)
    yield (
        "common, two characters",
        _cycled([pair for pair, n in pairs.most_common() if n > share * 0.03], times),
    )
    yield (
        "middling, two characters",
        _cycled([pair for pair, n in pairs.most_common() if share * 0.002 < n <= share * 0.03], times),
    )
    yield "rare, two characters", _cycled([pair for pair, n in pairs.items() if n == 1], times)
    yield (
        "common, three characters",
        _cycled([part for part, n in threes.most_common() if n > share * 0.03], times),
    )
    yield "rare, three characters", _cycled([part for part, n in threes.items() if n == 1], times)
    yield "whole phone", [phone for _, _, phone in texts[:times]]
    yield "last four digits", [phone[-4:] for _, _, phone in texts[:times]]
    yield "nothing has it", [f"{chr(0x9FA0 - n)}{chr(0x9F90 - n)}" for n in range(times)]


def _parts(text: str, length: int) -> Iterator[str]:
    return (
        text[at : at + length] for at in range(len(text) - length + 1) if text[at : at + length].isalpha()
    )


def _cycled(words: list[str], times: int) -> list[str]:
    return [words[n % len(words)] for n in range(times)] if words else []


def people() -> dict[str, Any]:
    from dabiao.core.actor import Actor, Scope

    def somebody(scope: Scope) -> Actor:
        grants = {"lead.read": scope, "lead.read_phone": Scope.ALL}
        return Actor(
            user_id=7, name="", unit_id=8, unit_ids=frozenset(range(1, 11)), unit_path=(8,), grants=grants
        )

    return {
        "own": somebody(Scope.OWN),
        "team": somebody(Scope.TEAM),
        "ten teams": somebody(Scope.UNIT),
        "all": somebody(Scope.ALL),
    }


def _all_of(sort: tuple[str, list[str]], most_scans: int) -> Iterator[dict[str, Any]]:
    what, words = sort
    for who, actor in people().items():
        for name, ask in (("list", _list), ("box", _box)):
            before = partial(ask, NOBODY, actor)
            scanned = words[:most_scans] if name == "list" else []
            scans = [_once(partial(_scan, word, actor), before, evict=False)[0] for word in scanned]
            runs = [_once(partial(ask, word, actor), before) for word in words]
            yield _figure(name, who, what, runs, median(scans) if scans else 0)


def likeness(times: int) -> Iterator[dict[str, Any]]:
    """What is entered is a lead that lies there, its company with two characters changed places."""
    from dabiao.modules.leads.models import Lead

    last = Lead.objects.order_by("-id").values_list("id", flat=True)[0]
    ids = Random(6).sample(range(1, last + 1), min(times, last))
    before = partial(_similar, NOBODY, NOBODY)
    lying = Lead.objects.filter(id__in=ids).values_list("name", "company")
    runs = [_once(partial(_similar, name, _slipped(company)), before) for name, company in lying]
    yield _figure("likeness", "everybody's", "name and company with a slip", runs, 0)


def _slipped(company: str) -> str:
    return f"{company[:2]}{company[3:4]}{company[2:3]}{company[4:]}"


def _similar(person: str, company: str) -> int:
    from dabiao.core.identity.similar import similar

    typed = dict.fromkeys(("name", "phone", "wechat", "email", "region"), "")
    return len(similar(typed | {"person": person, "company": company}, but=frozenset()))


def _figure(
    what: str, who: str, sort: str, runs: list[tuple[float, float, int]], scan_ms: float
) -> dict[str, Any]:
    took, cpu, hits = zip(*runs, strict=True)
    figure = {
        "what": what,
        "who": who,
        "sort": sort,
        "hits": f"{min(hits):,}–{max(hits):,}",
        "p50_ms": median(took),
        "p95_ms": quantiles(took, n=20)[-1],
        "cpu_ms": median(cpu),
        "cpu95_ms": quantiles(cpu, n=20)[-1],
        "scan_ms": scan_ms,
    }
    _say(json.dumps(figure, ensure_ascii=False))
    return figure


def _list(word: str, actor: Any) -> int:
    """A page of fifty with its count, as the screen asks."""
    from dabiao.core.lists.keyset import PageRequest
    from dabiao.modules.leads import queries

    page = queries.listing(asked=PageRequest(q=word, count=True), filters={}, actor=actor)
    return int(page["count"])


def _box(word: str, actor: Any) -> int:
    from dabiao.core.search.finding import find

    return len(find(word, actor=actor, per_kind=6))


def _scan(word: str, actor: Any) -> int:
    """What the list did before there was an index."""
    from dabiao.modules.leads import queries

    rows = queries.visible_to(actor).filter(
        Q(name__icontains=word) | Q(company__icontains=word) | Q(phone=word) | Q(phone__endswith=word)
    )
    page = list(rows.order_by("-received_at", "-id").values_list(*queries.LEADS.expressions())[:51])
    return len(page) + rows.order_by()[:2001].count()


def _once(
    ask: Callable[[], int], ask_first: Callable[[], int], *, evict: bool = True
) -> tuple[float, float, int]:
    """(milliseconds, milliseconds of processor, hits) of the second question on a fresh connection."""
    if evict and connection.vendor == "postgresql":
        _execute("SET enable_seqscan = off")
        _execute("SELECT count(text) FROM other WHERE id > 0")
    connection.close()
    connection.ensure_connection()
    ask_first()
    backend = _backend()
    began, used, theirs = perf_counter(), process_time(), _on_processor(backend)
    hits = ask()
    took, cpu = perf_counter() - began, process_time() - used + _on_processor(backend) - theirs
    return took * 1000, cpu * 1000, hits


def _backend() -> int:
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0


def _on_processor(pid: int) -> float:
    """Seconds that a local process has run."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _size() -> float:
    if connection.vendor == "postgresql":
        return float(_value("SELECT pg_database_size(current_database())"))
    return float(_value("PRAGMA page_count")) * float(_value("PRAGMA page_size"))


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    django.setup()
    json.dump(measure(*map(int, sys.argv[1:4])), sys.stdout, ensure_ascii=False)
