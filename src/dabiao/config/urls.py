from django.urls import path, re_path

from dabiao.config.api import api
from dabiao.config.pages import home
from dabiao.core.http.house import unknown_path

urlpatterns = [
    path("api/v1/", api.urls),
    re_path(r"^api(/|$)", unknown_path),
    re_path(r"^(?!assets/|events$).*$", home),
]
