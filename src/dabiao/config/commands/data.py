"""Commands that write data through the same services people use: import, seed."""

import json
from pathlib import Path
from typing import Any

import click

from dabiao.config.commands.setup import load_django, plain_refusals


@click.command()
@click.option(
    "--size",
    default="small",
    show_default=True,
    help="'small', 'medium', 'large' (a million leads), or a number of leads.",
)
@click.option(
    "--seed", "number", type=int, default=7, show_default=True, help="Another number, another company."
)
@click.option(
    "--truth",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is true behind it; 'truth' in DABIAO_HOME when left out.",
)
def seed(size: str, number: int, truth: Path | None) -> None:
    """Write a demo company into an empty database.

    Nothing is written where somebody has data already. Eighteen months of people, leads, deals, contracts and receipts,
    up to this minute, and beside the database the true chance of every lead.
    """
    load_django()
    from django.core.management import call_command

    from dabiao.demo import company

    leads = company.SIZES.get(size) or (int(size) if size.isdigit() else 0)
    if not 0 < leads <= company.MOST:
        words = "', '".join(company.SIZES)
        raise click.BadParameter(
            f"'{words}', or a number of leads from 1 to {company.MOST:,}.", param_hint="--size"
        )
    call_command("migrate", interactive=False, verbosity=0)
    with plain_refusals():
        company.seed(leads, seed=number, truth_to=truth)


def _pairs(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"'{text}' is not of the form NAME=VALUE.")
        pairs[name] = value
    return pairs


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=_pairs,
    metavar="COLUMN=FIELD",
    help="Which field a column fills.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    help="A choice of this import, as the API takes it; VALUE may be JSON.",
)
@click.option("--encoding", help="How the text is encoded, where it is not recognised.")
@click.option("--sheet", help="Which sheet of a workbook to read.")
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--as", "login", help="The login in whose name it is written (the system's when left out).")
def import_file(
    kind: str,
    file: Path,
    mapping: dict[str, str],
    options: dict[str, str],
    encoding: str | None,
    sheet: str | None,
    dry_run: bool,
    login: str | None,
) -> None:
    """Import a table: FILE is CSV or XLSX, KIND is 'lead', say.

    A column whose heading is recognised needs no --map. Exit code 1 when rows were rejected; the screens show
    why and give the rejected rows as a file.
    """
    load_django()
    from django.utils import timezone

    from dabiao.core.importing import services

    now = timezone.now()
    chosen = {name: _value(text) for name, text in options.items()} | ({"dry_run": True} if dry_run else {})
    with plain_refusals():
        actor = _actor(login)
        run = services.upload(kind, file, file.name, actor, now, encoding=encoding, sheet=sheet)
        guessed = {column: field for column, field in run.guess.items() if field not in mapping.values()}
        services.start(run.pk, guessed | mapping, chosen, actor, now)
        run = services.execute(run.pk)
    _report(run)


def _value(text: str) -> Any:
    """JSON where the text is JSON; otherwise the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _actor(login: str | None) -> Any:
    """The person named, acting from the command line; the system when nobody is named."""
    from dataclasses import replace

    from dabiao.core.access import actors
    from dabiao.core.access.models import User
    from dabiao.core.actor import SYSTEM

    if login is None:
        return replace(SYSTEM, via="cli")
    user = User.objects.filter(login=login.strip().lower(), is_active=True).first()
    if user is None:
        raise click.ClickException(f"Nobody signs in as {login}.")
    return actors.of_user(user.pk, via="cli")


def _report(run: Any) -> None:
    """Says how the import ended. Raises ClickException when it broke off, SystemExit(1) when rows were rejected."""
    from dabiao.core.i18n import text

    if run.error_code:
        raise click.ClickException(text("en", f"errors.{run.error_code}", **run.error_params))
    written = "would be written" if run.dry_run else "written"
    joined = f", {run.joined} joined to records that exist" if run.joined else ""
    click.echo(f"{run.total} rows: {run.created} {written}{joined}, {run.rejected} rejected.")
    if run.rejected:
        raise SystemExit(1)
