"""Commands about the state of the database: migrate, createadmin, doctor."""

import dataclasses
import json
import sys
from typing import Any

import click

from dabiao.config.commands.setup import load_django, load_migrated, plain_refusals


@click.command()
@click.option(
    "--demo",
    is_flag=True,
    help="Also write the demo company when the database holds nobody yet, and list its accounts.",
)
def migrate(demo: bool) -> None:
    """Bring the database up to date with this version. Safe to run at any time; does nothing when it is."""
    load_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if demo:
        _demo()


def _demo() -> None:
    """Progress goes to stderr; stdout has the accounts alone, for `serve` to show when it is ready."""
    from django.utils import timezone

    from dabiao.demo import company, going_on

    if company.is_empty():
        click.echo("The database is empty: writing the demo company (under a minute) …", err=True)
        company.seed()
        going_on.begin(timezone.now())
    if logins := _demo_logins():
        click.echo("\n".join(company.accounts(logins)))


def _demo_logins() -> list[tuple[str, str, str]]:
    """(login, name, position) of everybody in the demo company; nobody where another company lives."""
    from dabiao.demo.staff import COMPANY
    from dabiao.modules.org.models import Employee, Unit

    if not Unit.objects.filter(name=COMPANY, parent=None).exists():
        return []
    people = Employee.objects.filter(user__is_active=True).order_by("user_id")
    return list(people.values_list("user__login", "user__name", "position"))


@click.command()
@click.option("--login", prompt="Login", help="What the administrator signs in with.")
@click.option("--name", prompt="Name", help="The name people see.")
@click.option(
    "--password", help="Better left out: then it is asked for, and stays out of the shell's history."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input (for scripts).")
def createadmin(login: str, name: str, password: str | None, password_stdin: bool) -> None:
    """Create an administrator.

    An administrator can do everything else on the screens.
    """
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    if not password:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    load_migrated()
    from django.utils import timezone

    from dabiao.modules.org import services

    with plain_refusals():
        services.create_admin(login=login, password=password, name=name, now=timezone.now())
    click.echo(f"{name} can now sign in as {login}.")


@click.command()
@click.argument("login")
@click.option("--keep-factor", is_flag=True, help="Leave the second factor as it is.")
def resetaccount(login: str, keep_factor: bool) -> None:
    """Let somebody in again who lost password and phone.

    The last administrator too. Prints a passing password that opens the door to choosing a new one; every browser of
    theirs is signed out.
    """
    load_migrated()
    from django.utils import timezone

    from dabiao.core.access import services

    with plain_refusals():
        passing = services.reset_at_the_machine(login, keep_factor=keep_factor, now=timezone.now())
    click.echo(f"Passing password of {login}: {passing}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Check that the stored data keep every promise. Changes nothing; exit code 1 when something is wrong."""
    load_migrated()
    from dabiao.doctor import run

    findings = [_as_dict(finding) for finding in run()]
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False, indent=2, default=str))
    else:
        for finding in findings:
            click.echo(" · ".join(str(value) for value in finding.values()))
        click.echo("Everything is in order." if not findings else f"{len(findings)} findings.")
    sys.exit(1 if findings else 0)


def _as_dict(finding: Any) -> dict[str, Any]:
    return dataclasses.asdict(finding) if dataclasses.is_dataclass(finding) else dict(finding)  # type: ignore[arg-type]


@click.command()
def recount() -> None:
    """Count the sums of deals, metrics and completeness anew."""
    load_migrated()
    from datetime import UTC, datetime

    from dabiao.core.actor import SYSTEM
    from dabiao.modules.analytics import services as analytics
    from dabiao.modules.customers import services as customers
    from dabiao.modules.forecasts.services import summing
    from dabiao.modules.opportunities.services import stage_sums
    from dabiao.modules.targets import services as targets

    now = datetime.now(UTC)
    for kept in (stage_sums, summing):
        kept.forget(actor=SYSTEM, now=now)
        kept.settle(actor=SYSTEM, now=now)
    targets.tally_anew(actor=SYSTEM, now=now)
    targets.tally(actor=SYSTEM, now=now)
    analytics.mark_all(actor=SYSTEM, now=now)
    months = analytics.settle(actor=SYSTEM, now=now)
    last: int | None = 0
    while last is not None:
        last = customers.recount_after(last, actor=SYSTEM, now=now)
    click.echo(
        f"Counted anew: {months} months of the funnel, what stands in each stage, the forecast, every metric, "
        "and every customer."
    )
