"""Sign-in, users, roles, tokens and shares: one file per concern."""

from dabiao.core.access.services.roles import (
    bump_all,
    bump_user,
    declare_permissions,
    ensure_roles,
    find_roles,
    grantable_roles,
    known_permissions,
    save_role,
)
from dabiao.core.access.services.sharing import share, unshare
from dabiao.core.access.services.signing import SignIn, change_password, deactivate, sign_in, sign_out
from dabiao.core.access.services.tokens import issue_token, revoke_token
from dabiao.core.access.services.users import create_user, save_preferences, set_checked_password

__all__ = [
    "SignIn",
    "bump_all",
    "bump_user",
    "change_password",
    "create_user",
    "deactivate",
    "declare_permissions",
    "ensure_roles",
    "find_roles",
    "grantable_roles",
    "issue_token",
    "known_permissions",
    "revoke_token",
    "save_preferences",
    "save_role",
    "set_checked_password",
    "share",
    "sign_in",
    "sign_out",
    "unshare",
]
