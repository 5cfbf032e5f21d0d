from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "dabiao.modules.org"
    label = "org"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.access import positions
        from dabiao.modules.org import queries
        from dabiao.modules.org.models import Employee

        positions.provide(queries.position_of)
        subjects.register(
            subjects.Subject(
                kind="employee",
                model=Employee,
                visible_to=queries.visible_to,
                title=lambda person: person.user.name,
                title_field="user__name",
                subtitle_field="position",
                search_fields=("user__name", "user__login"),
                sensitive=frozenset({"phone", "email"}),
            )
        )
