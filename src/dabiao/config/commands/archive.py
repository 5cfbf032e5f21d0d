"""Commands that keep data safe: backup, restore."""

from pathlib import Path

import click

from dabiao.config.commands.setup import hold_home, load_django


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the database and all stored files into FILE (.tar.gz). People may go on working meanwhile.

    The file holds personal data: keep it as safe as the database itself.
    """
    if file.exists():
        raise click.ClickException(f"{file} exists already.")
    if not file.resolve().parent.is_dir():
        raise click.ClickException(f"There is no folder {file.resolve().parent}.")
    load_django()
    from dabiao.config.backups import archive
    from dabiao.config.backups.manifest import BackupProblem

    try:
        made = archive.back_up(file)
    except (BackupProblem, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: database and {len(made.checksums) - 1} files, {file.stat().st_size / 1e6:.1f} MB.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Give up the data that are here now.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE in place: database and stored files. Stop Dabiao first.

    Everything is unpacked, proved and brought up to date beside the present data before they are exchanged.
    """
    with hold_home(alone=True):
        load_django()
        from dabiao.config.backups import archive
        from dabiao.config.backups.manifest import BackupProblem

        try:
            made = archive.restore(file, replace=replace)
        except (BackupProblem, OSError) as error:
            raise click.ClickException(str(error)) from error
    click.echo(
        f"Restored: database and {len(made.checksums) - 1} files of {made.made_at} (version {made.version})."
    )
