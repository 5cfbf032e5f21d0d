from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "dabiao.modules.quotas"
    label = "quotas"

    def ready(self) -> None:
        from dabiao.core import figures, subjects
        from dabiao.core.live.reach import heard_by, tell_everybody
        from dabiao.modules.quotas import queries
        from dabiao.modules.quotas.models import Declared
        from dabiao.modules.quotas.queries.figures import Quotas

        figures.register("quota", Quotas())
        heard_by("quota_count", queries.READ)
        for kind in ("quota", "quota_kind", "quota_terms"):
            tell_everybody(kind)
        subjects.register(
            subjects.Subject(
                kind="quota_count",
                model=Declared,
                visible_to=queries.visible_to,
                title=lambda row: str(row.day),
            )
        )
