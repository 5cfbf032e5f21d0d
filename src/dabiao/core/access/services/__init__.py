"""Sign-in, users, roles, tokens and shares: one file per concern."""

from dabiao.core.access.services.company import company_settings, save_company_settings
from dabiao.core.access.services.factors import (
    Enrolment,
    begin_factor,
    confirm_factor,
    factor_of,
    pending_of,
    remove_factor,
    renew_recovery_codes,
    requires_factor,
    reset_factor,
)
from dabiao.core.access.services.looking import allow_more_looks, cap_of, looks_of, note_look
from dabiao.core.access.services.passwords import (
    change_password,
    reset_at_the_machine,
    reset_password,
    set_checked_password,
)
from dabiao.core.access.services.roles import (
    CONDITIONS,
    announce,
    bump_all,
    bump_user,
    declare_permissions,
    ensure_roles,
    find_roles,
    grantable_roles,
    known_permissions,
    save_role,
)
from dabiao.core.access.services.sessions import demand_person, end_session, end_sessions, sessions_of
from dabiao.core.access.services.sharing import close_as, open_as, share, unshare
from dabiao.core.access.services.signing import (
    Challenge,
    SignIn,
    deactivate,
    sign_in,
    sign_in_with_code,
    sign_out,
)
from dabiao.core.access.services.tokens import USUAL_PACE, issue_token, revoke_token, set_pace
from dabiao.core.access.services.users import create_user, save_preferences

__all__ = [
    "CONDITIONS",
    "USUAL_PACE",
    "Challenge",
    "Enrolment",
    "SignIn",
    "allow_more_looks",
    "announce",
    "begin_factor",
    "bump_all",
    "bump_user",
    "cap_of",
    "change_password",
    "close_as",
    "company_settings",
    "confirm_factor",
    "create_user",
    "deactivate",
    "declare_permissions",
    "demand_person",
    "end_session",
    "end_sessions",
    "ensure_roles",
    "factor_of",
    "find_roles",
    "grantable_roles",
    "issue_token",
    "known_permissions",
    "looks_of",
    "note_look",
    "open_as",
    "pending_of",
    "remove_factor",
    "renew_recovery_codes",
    "requires_factor",
    "reset_at_the_machine",
    "reset_factor",
    "reset_password",
    "revoke_token",
    "save_company_settings",
    "save_preferences",
    "save_role",
    "sessions_of",
    "set_checked_password",
    "set_pace",
    "share",
    "sign_in",
    "sign_in_with_code",
    "sign_out",
    "unshare",
]
