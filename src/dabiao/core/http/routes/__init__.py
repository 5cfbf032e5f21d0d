"""The routes of what is common to every module."""

from dabiao.core.http.routes import (
    accounts,
    audit,
    bulk,
    comments,
    conditions,
    fields,
    files,
    identity,
    messengers,
    notifications,
    roles,
    search,
    sessions,
    shares,
    timeline,
    tokens,
    views,
)
from dabiao.core.http.routes.exports import api as exports
from dabiao.core.http.routes.imports import api as imports

ROUTERS = [
    sessions.router,
    accounts.router,
    tokens.router,
    roles.router,
    shares.router,
    identity.router,
    search.router,
    conditions.router,
    fields.router,
    views.router,
    timeline.router,
    comments.router,
    files.router,
    notifications.router,
    messengers.router,
    audit.router,
    bulk.router,
    imports.router,
    exports.router,
]
