"""The `dabiao` command. Loads nothing heavy itself, so that --help answers at once."""

import click

from dabiao.config.commands import archive, data, database, development, server


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dabiao", message="Dabiao %(version)s")
def main() -> None:
    """Dabiao 达标: sales management.

    Settings come from the environment: DATABASE_URL (an embedded SQLite file when absent), DABIAO_HOME (where
    files and keys are kept), DABIAO_PORT.
    """


COMMANDS = (
    server.serve,
    server.worker,
    database.migrate,
    database.createadmin,
    database.resetaccount,
    database.doctor,
    database.recount,
    archive.backup,
    archive.restore,
    data.import_file,
    data.seed,
    development.bench,
    development.openapi,
)
for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
