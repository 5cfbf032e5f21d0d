from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "dabiao.core.importing"
    label = "importing"

    def ready(self) -> None:
        from dabiao.core.exporting import words
        from dabiao.core.importing import queries
        from dabiao.core.importing.models import ImportRun
        from dabiao.core.search import kinds

        words.titled("import", queries.names_of)
        kinds.register(
            kinds.Searched(
                kind="import",
                number=8,
                model=ImportRun,
                texts=("filename",),
                owner="created_by",
                unit="unit_id",
                offered=False,
            )
        )
