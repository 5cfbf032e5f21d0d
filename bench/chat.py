"""Open chats: visitors and agents who listen by server-sent events and write by POST, against a real server of their own.

Each visitor says something every `--every` seconds; their agent answers a second or two after hearing it. Delivery is the
time from the start of the POST until the other end has the message; lost and doubled are told by comparing what both ends
saw with the database.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench import _postgres, _report
from bench._chat_client import Posting, events
from bench._chat_world import Chat, World, made, standing
from bench._server import Server, cpu_seconds, serving

AIM_CHATS = 500
CONNECTIONS = 32  # that posts share


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    if asked.database == "postgresql" and _postgres.needs_server():
        return _postgres.run_again_with_server("chat", argv)
    os.environ["DABIAO_CHAT_PER_ADDRESS"] = "0"  # all of them sit behind one address here
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home:
        if asked.database == "postgresql":
            with _postgres.database("dabiao_bench_chat") as url:
                found = measured(url, home, asked)
        else:
            found = measured(f"sqlite:///{home}/bench.sqlite3", home, asked)
    found = _report.machine() | {"database": asked.database} | found
    print(json.dumps(found, ensure_ascii=False, indent=2) if asked.json else _table(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench chat", description=__doc__)
    parser.add_argument("--chats", type=int, default=AIM_CHATS)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=20, help="seconds between two messages of one visitor")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--workers", type=int, default=1, help="web processes")
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


def measured(url: str, home: str, asked: argparse.Namespace) -> dict[str, Any]:
    world = made(url, home, asked.chats, asked.agents)
    with serving(url, Path(home), workers=asked.workers) as server:
        run = _Run(world, server, asked)
        before, began = cpu_seconds(server.pid), time.monotonic()
        asyncio.run(run.through())
        cpu, took = cpu_seconds(server.pid) - before, time.monotonic() - began
    from django.db import connection

    stands = standing()
    connection.close()
    return run.figures(stands) | {"server_cpu_share": cpu / took}


class _Run:
    def __init__(self, world: World, server: Server, asked: argparse.Namespace) -> None:
        self.world, self.server, self.asked = world, server, asked
        self.posting = Posting(server.port, CONNECTIONS)
        self.sent: dict[str, float] = {}
        self.delivered: dict[str, list[float]] = {"to_agent": [], "to_visitor": []}
        self.visitor_saw: dict[int, list[str]] = {chat.id: [] for chat in world.chats}
        self.desk_saw: dict[int, list[str]] = {chat.id: [] for chat in world.chats}
        self.statuses: Counter[int] = Counter()
        self.open = 0
        self.answering: set[asyncio.Task[None]] = set()
        self.chat_of = {chat.id: chat for chat in world.chats}

    async def through(self) -> None:
        desks = [asyncio.create_task(self.desk(cookie)) for cookie in self.world.cookies]
        widgets = [asyncio.create_task(self.widget(chat)) for chat in self.world.chats]
        await self.until_open(len(desks) + len(widgets), [*desks, *widgets])
        until = time.monotonic() + self.asked.seconds
        await asyncio.gather(*(self.talk(chat, until) for chat in self.world.chats))
        while self.answering:
            await asyncio.gather(*self.answering)
        await asyncio.sleep(3)
        for task in (*desks, *widgets):
            task.cancel()
        await asyncio.gather(*desks, *widgets, return_exceptions=True)

    async def until_open(self, count: int, tasks: list["asyncio.Task[None]"]) -> None:
        deadline = time.monotonic() + 120
        while self.open < count:
            for task in tasks:
                if task.done():
                    task.result()
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {self.open} of {count} streams opened")
            await asyncio.sleep(0.1)

    async def widget(self, chat: Chat) -> None:
        async for event, data in events(
            self.server.port, f"/chat/events?conversation={chat.id}&after=0", {"x-chat-secret": chat.secret}
        ):
            self.open += event == "hello"
            if event == "message":
                self.visitor_saw[chat.id].append(data["client_id"])
                if data["author"] == "agent":
                    self.arrived(data["client_id"], "to_visitor")

    async def desk(self, cookie: str) -> None:
        async for event, data in events(self.server.port, "/chat/desk/events", {"cookie": cookie}):
            self.open += event == "hello"
            if event == "message":
                self.desk_saw[data["id"]].append(data["client_id"])
                if data["author"] == "visitor":
                    self.arrived(data["client_id"], "to_agent")
                    task = asyncio.create_task(self.answer(self.chat_of[data["id"]]))
                    self.answering.add(task)
                    task.add_done_callback(self.answering.discard)

    def arrived(self, client_id: str, way: str) -> None:
        self.delivered[way].append((time.perf_counter() - self.sent[client_id]) * 1000)

    async def talk(self, chat: Chat, until: float) -> None:
        await asyncio.sleep(random.uniform(0, self.asked.every))
        while time.monotonic() < until:
            id = self.id()
            body = {"text": "请问这个套餐可以按季度付款吗？", "client_id": id}
            self.sent[id] = time.perf_counter()
            self.statuses[
                await self.posting.post("/api/v1/chat/messages", body, {"x-chat-secret": chat.secret})
            ] += 1
            await asyncio.sleep(random.uniform(0.5, 1.5) * self.asked.every)

    async def answer(self, chat: Chat) -> None:
        await asyncio.sleep(random.uniform(1, 2))
        id = self.id()
        self.sent[id] = time.perf_counter()
        body = {"conversation": chat.id, "text": "可以的，我发一份报价给您。", "client_id": id}
        headers = {"cookie": self.world.cookies[chat.agent]}
        self.statuses[await self.posting.post("/bench/answers", body, headers)] += 1

    def id(self) -> str:
        return f"bench-{len(self.sent):08}"

    def figures(self, stands: dict[int, list[str]]) -> dict[str, Any]:
        both = self.delivered["to_agent"] + self.delivered["to_visitor"]
        lost = doubled = 0
        for saw in (self.visitor_saw, self.desk_saw):
            for id, said in stands.items():
                seen = Counter(saw[id])
                lost += sum(1 for one in said if one not in seen)
                doubled += sum(seen.values()) - len(seen)
        return {
            "open_chats": len(self.world.chats),
            "agents": len(self.world.cookies),
            "messages": sum(map(len, stands.values())),
            "messages_per_second": len(both) / self.asked.seconds,
            "delivery_p50_ms": _share(both, 0.5),
            "delivery_p99_ms": _share(both, 0.99),
            "to_agent_p99_ms": _share(self.delivered["to_agent"], 0.99),
            "to_visitor_p99_ms": _share(self.delivered["to_visitor"], 0.99),
            "lost": lost,
            "doubled": doubled,
            "refused": sum(count for status, count in self.statuses.items() if status != 200),
        }


def _share(values: list[float], share: float) -> float | None:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else None


def _table(found: dict[str, Any]) -> str:
    rows = [
        (name, f"{value:.1f}" if isinstance(value, float) else str(value)) for name, value in found.items()
    ]
    return "\n".join(_report.grid(("figure", "value"), rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
