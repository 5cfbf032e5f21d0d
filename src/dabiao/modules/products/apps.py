from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "dabiao.modules.products"
    label = "products"

    def ready(self) -> None:
        from dabiao.core.live.reach import tell_everybody

        tell_everybody("product")
