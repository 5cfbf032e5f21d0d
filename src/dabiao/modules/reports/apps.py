from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "dabiao.modules.reports"
    label = "reports"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.live.reach import tell_everybody
        from dabiao.modules.reports import queries
        from dabiao.modules.reports.models import Report, Template

        tell_everybody("report_template")
        subjects.register(
            subjects.Subject(
                kind="report",
                model=Report,
                visible_to=queries.visible_to,
                title=lambda report: report.title,
                title_field="title",
            )
        )
        subjects.register(
            subjects.Subject(
                kind="report_template",
                model=Template,
                visible_to=queries.templates_for,
                title=lambda template: template.name,
            )
        )
