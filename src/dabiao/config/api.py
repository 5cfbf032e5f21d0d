"""Mounts every router under /api/v1. The order is the order of the documentation."""

from importlib import import_module

import dabiao.core.http.when_used  # noqa: F401 - before any shape
from dabiao.config.modules import MODULES
from dabiao.core.http.house import HouseAPI
from dabiao.core.http.routes import ROUTERS

api = HouseAPI(
    title="Dabiao 达标",
    version="1",
    description=(
        "Sales management that makes reaching the number a matter of process.\n\n"
        "Sign in with `POST /sessions` (a cookie, and `X-CSRFToken` on writes), or send `Authorization: Bearer dbt_…`."
    ),
    docs_url=None,  # its page loads scripts from a public host; openapi.json is the reference
    openapi_url="/openapi.json",
)

for router in ROUTERS:
    api.add_router("", router)
for module in MODULES:
    api.add_router("", import_module(f"dabiao.modules.{module}.api").router)
