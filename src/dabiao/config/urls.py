from importlib import import_module

from django.urls import re_path

from dabiao.config.api import api
from dabiao.config.modules import MODULES
from dabiao.config.pages import home
from dabiao.core.http.by_word import ByWord
from dabiao.core.http.house import unknown_path

# what a module answers to who is not signed in: pages of forms, deliveries of platforms
PAGES = [
    page for name in MODULES for page in getattr(import_module(f"dabiao.modules.{name}.api"), "pages", ())
]

urlpatterns = [
    ByWord("api/v1/", api.urls),
    re_path(r"^api(/|$)", unknown_path),
    *PAGES,
    re_path(r"^(?!assets/|events$).*$", home),
]
