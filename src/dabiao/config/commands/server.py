"""Commands that keep running: serve (web and worker under a supervisor) and worker."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import click

from dabiao.config.commands.setup import PACKAGE, hold_home, home, load_django, uses_sqlite
from dabiao.config.preparing import preparing
from dabiao.config.supervisor import Child, Supervisor

DABIAO = (sys.executable, "-m", "dabiao.config.cli")


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for everybody."
)
@click.option(
    "--port", type=int, envvar="DABIAO_PORT", default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1), help="Web processes: 1 on SQLite, 2 on PostgreSQL if left out."
)
@click.option("--no-worker", is_flag=True, help="Only the web; `dabiao worker` runs elsewhere.")
@click.option("--no-migrate", is_flag=True, help="Do not bring the database up to date first.")
@click.option(
    "--demo", is_flag=True, help="Fill an empty database with the demo company; print its accounts."
)
@click.option(
    "--reload", is_flag=True, help="Restart when a Python file of Dabiao changes (for development)."
)
def serve(
    host: str, port: int, workers: int | None, no_worker: bool, no_migrate: bool, demo: bool, reload: bool
) -> None:
    """Run Dabiao: web server and worker.

    The worker does what is due at its time. A process that dies is started again. Stops cleanly on Ctrl-C or
    SIGTERM.
    """
    _refuse_taken_port(host, port)
    os.environ["DABIAO_PORT"] = str(port)
    with hold_home():
        children = [Child("web", _web(host, port, workers, patience=1 if reload else 5))]
        accounts = "" if no_migrate else _prepare(demo, beside=children[0])
        if not no_worker:
            children.append(Child("worker", [*DABIAO, "worker"]))
        watch = _Watch(host, port, accounts, reload=reload)
        sys.exit(Supervisor(children, tick=watch, say=_say).run())


@click.command()
def worker() -> None:
    """Run only the worker: timers, jobs, messages.

    On PostgreSQL several may run side by side.
    """
    with hold_home():
        load_django()
        from dabiao.config.settled import settle
        from dabiao.core.timers import worker as timers

        settle()
        timers.run_forever()


def _say(line: str) -> None:
    click.echo(line, err=True)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _prepare(demo: bool, *, beside: Child) -> str:
    """Migrates while the web loads, which takes as long; gives the demo's accounts."""
    with preparing(home()):
        beside.start(time.monotonic())
        try:
            return _migrate(demo)
        except BaseException:
            beside.end()
            raise


def _migrate(demo: bool) -> str:
    """In a process of its own, so that this one never carries Django."""
    command = [*DABIAO, "migrate", *(["--demo"] if demo else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise click.ClickException("The database could not be brought up to date; nothing was started.")
    return done.stdout


def _web(host: str, port: int, workers: int | None, *, patience: int) -> list[str]:
    """`patience`: seconds that open connections have to finish when it is told to stop."""
    count = workers or (1 if uses_sqlite() else 2)
    return [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(count)),
        # open streams are requests that go on: hundreds of chats are not to keep others from being served
        *("--backlog", "2048", "--backpressure", "8192"),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(patience), "--log-level", "warning"),
        "dabiao.config.asgi:app",
    ]


class _Watch:
    """Says where Dabiao is once it answers; with `reload`, asks for a restart when a file changed."""

    def __init__(self, host: str, port: int, accounts: str, *, reload: bool) -> None:
        self.connect_to = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
        self.port = port
        self.accounts = accounts
        self.announced = False
        self.seen = _newest() if reload else None

    def __call__(self) -> bool:
        if not self.announced and _answers(self.connect_to, self.port):
            self.announced = True
            self._announce()
        if self.seen is None or (newest := _newest()) == self.seen:
            return False
        self.seen = newest
        _say("A file changed: restarting.")
        return True

    def _announce(self) -> None:
        shown = f"[{self.connect_to}]" if ":" in self.connect_to else self.connect_to
        click.echo(f"\nDabiao is ready: http://{shown}:{self.port}    (stop it with Ctrl-C)\n{self.accounts}")


def _answers(host: str, port: int) -> bool:
    """Whether the web process answers at all; what it answers is not the supervisor's business."""
    connection = HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _newest() -> tuple[int, float]:
    """Changes when a Python file is saved, added or removed."""
    times = [file.stat().st_mtime for file in PACKAGE.rglob("*.py")]
    return len(times), max(times)
