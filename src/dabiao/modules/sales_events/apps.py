from django.apps import AppConfig


class SalesEventsConfig(AppConfig):
    name = "dabiao.modules.sales_events"
    label = "sales_events"
