from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "dabiao.modules.org"
    label = "org"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.access import positions
        from dabiao.core.live.reach import tell_everybody
        from dabiao.core.notifications import accounts
        from dabiao.core.search import kinds
        from dabiao.modules.org import queries
        from dabiao.modules.org.models import Employee

        tell_everybody("tag")
        positions.provide(queries.position_of)
        accounts.provide(queries.phones_of)
        subjects.register(
            subjects.Subject(
                kind="employee",
                model=Employee,
                visible_to=queries.visible_to,
                title=lambda person: person.user.name,
                title_field="user__name",
                subtitle_field="position",
                sensitive=frozenset({"phone", "email"}),
            )
        )
        kinds.register(
            kinds.Searched(
                kind="employee",
                number=7,
                model=Employee,
                texts=("user.name", "user.login", "position"),
                phones=("phone",),
                owner="user",
                unit="unit",
                read="employee.read",
            )
        )
