"""Commands for those who build Dabiao: benchmarks and the API's description."""

import importlib
import json
import sys
from pathlib import Path

import click

from dabiao.config.commands.setup import PACKAGE, load_django


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("name", required=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(name: str | None, arguments: tuple[str, ...]) -> None:
    """Run the benchmark NAME of a checkout. Without NAME, list the benchmarks.

    What follows NAME is passed on; --json prints figures for a machine, --help says what else it takes.
    """
    folder = _checkout() / "bench"
    known = sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
    if name is None:
        click.echo("\n".join(known) or "No benchmarks yet.")
        return
    if name not in known:
        raise click.ClickException(f"There is no benchmark {name}. There are: {', '.join(known) or 'none'}.")
    sys.path.insert(0, str(folder.parent))
    sys.exit(importlib.import_module(f"bench.{name}").main(list(arguments)))


def _checkout() -> Path:
    checkout = PACKAGE.parents[1]
    if not (checkout / "bench").is_dir():
        raise click.ClickException(
            "Benchmarks run from a checkout of the source; this is an installed package."
        )
    return checkout


@click.command()
def openapi() -> None:
    """Print the description of the HTTP API (OpenAPI, JSON)."""
    load_django()
    from dabiao.config.api import api

    click.echo(json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2, default=str))
