"""Every operation of the API, with what decides about it. An operation that is not here fails the test."""

from collections.abc import Mapping

from tests.permissions import (
    activities,
    channels,
    chat,
    clocks,
    deals,
    desk,
    figures,
    forecasts,
    forms,
    grading,
    messengers,
    people,
    pipelines,
    rules,
    targets,
    work,
)
from tests.permissions.expected import (
    Operation,
    Outcome,
    Record,
    Rule,
    Someone,
    anyone,
    assigned,
    both,
    claimed,
    needs,
    on,
    reaches,
    reads,
    seen,
)

PUBLIC = {
    "session_csrf": 204,
    "session_open": 401,
    "session_confirm": 401,
    "calendar_feed": 404,
    **messengers.PUBLIC,
    **chat.PUBLIC,
}  # without any sign-in: what they answer to nobody's password

EDIT = {"changes": {"remark": "改过"}, "version": "@version"}
TO_ME = {"owner_id": "@me"}
A_LIST = {"kind": "lead", "query": {"status": "assigned"}}
MANY_CHANGED = {"rows": [{"id": "@id"}], "changes": {"remark": "改过"}}


def of_an_owner(rule: Rule) -> Rule:
    """What only makes sense while somebody has the lead; in a pool it is a conflict for those it would be allowed to."""

    def ruled(who: Someone, record: Record) -> Outcome:
        said = rule(who, record)
        return "409" if said == "allowed" and record.owner is None else said

    return ruled


def import_seen(who: Someone, record: Record) -> bool:
    return record.owner == who.id or reaches(who, "import.read", record)


def my_import(then: str = "") -> Rule:
    """Only who uploaded a file decides about it, while they may import that kind."""

    def rule(who: Someone, record: Record) -> Outcome:
        if not import_seen(who, record):
            return "404"
        return "allowed" if record.owner == who.id and (not then or then in who.grants) else "403"

    return rule


def import_read(who: Someone, record: Record) -> Outcome:
    return "allowed" if import_seen(who, record) else "404"


def rejects(who: Someone, record: Record) -> Outcome:
    """The rows of a file: for whose file it is, and who reads every phone anyway."""
    if not import_seen(who, record):
        return "404"
    return "allowed" if record.owner == who.id or who.grants.get("lead.read_phone") == "all" else "403"


def import_undo(who: Someone, record: Record) -> Outcome:
    """Whose file it is, while they may import; and whom `import.undo` reaches. The world's import has not run."""
    if not import_seen(who, record):
        return "404"
    mine = record.owner == who.id and "lead.import" in who.grants
    return "409" if mine or reaches(who, "import.undo", record) else "403"


def my_export(right: str = "", then: Outcome = "allowed") -> Rule:
    """The asker's alone; what of it needs the right to export is refused without."""

    def rule(who: Someone, record: Record) -> Outcome:
        if record.owner != who.id:
            return "404"
        return then if not right or right in who.grants else "403"

    return rule


def export_seen(who: Someone, record: Record) -> Outcome:
    return "allowed" if record.owner == who.id or reaches(who, "export.approve", record) else "404"


def decided(who: Someone, record: Record) -> Outcome:
    """By whom `export.approve` reaches the asker, and never by the asker."""
    return "403" if record.owner == who.id else export_seen(who, record)


def who_enters(who: Someone, record: Record) -> Outcome:
    """Whoever enters or edits leads or customers."""
    entering = ("lead.create", "lead.edit", "customer.create", "customer.edit")
    return "allowed" if any(permission in who.grants for permission in entering) else "403"


def nobody_there(permission: str) -> Rule:
    """A number that no record has."""
    return lambda who, record: "404" if permission in who.grants else "403"


def my_token(who: Someone, record: Record) -> Outcome:
    return "allowed" if record.owner == who.id or "role.edit" in who.grants else "404"


def my_view(who: Someone, record: Record) -> Outcome:
    """One that is shared with nobody; sharing has its own tests."""
    return "allowed" if record.owner == who.id else "404"


def my_session(who: Someone, record: Record) -> Outcome:
    return "allowed" if record.owner == who.id or "account.manage" in who.grants else "404"


def of_another(_: Someone, __: Record) -> Outcome:
    return "404"


def not_begun(_: Someone, __: Record) -> Outcome:
    return "409"


def wrong_password(_: Someone, __: Record) -> Outcome:
    return "422"


def my_comment(*others: str) -> Rule:
    """Whoever reads the record it is on; its author, or who may do that to others' comments."""

    def rule(who: Someone, record: Record) -> Outcome:
        if not reads(who, record):
            return "404"
        mine = record.owner == who.id and "comment.write" in who.grants
        return "allowed" if mine or any(one in who.grants for one in others) else "403"

    return rule


def my_file(others: str = "") -> Rule:
    """On a record one sees: one's own file, whatever else one may do."""

    def rule(who: Someone, record: Record) -> Outcome:
        if not reads(who, record):
            return "404"
        return "allowed" if record.owner == who.id or others in who.grants else "403"

    return rule


OPERATIONS: Mapping[str, Operation] = {
    # signed in, whoever it is
    "session_close": Operation(anyone),
    "me_get": Operation(anyone),
    "me_edit": Operation(anyone, body={"theme": "dark"}),
    "me_change_password": Operation(wrong_password, body={"old_password": "no", "new_password": "no"}),
    "search": Operation(anyone, query={"q": "王"}),
    "notifications_list": Operation(anyone),
    "notifications_read": Operation(anyone, body={"all": True}),
    "units_list": Operation(anyone),
    "people_list": Operation(anyone),
    "people_seeing": Operation(seen(), "lead", path={"subject_kind": "lead", "id": "@id"}),
    "pipelines_list": Operation(anyone),
    "agenda_list": Operation(anyone),
    "imports_list": Operation(anyone),
    # one's own account; programs with a token have no part in it
    "sessions_list": Operation(anyone),
    "me_looks": Operation(anyone),
    "company_settings_edit": Operation(needs("role.edit"), body={"watermark": True}),
    "sessions_end": Operation(my_session, "session"),
    "sessions_end_others": Operation(anyone),
    "factor_get": Operation(anyone),
    "factor_begin": Operation(wrong_password, body={"password": "no"}),
    "factor_confirm": Operation(not_begun, body={"code": "123456"}),
    "factor_remove": Operation(wrong_password, body={"password": "no", "code": "123456"}),
    "factor_renew_codes": Operation(wrong_password, body={"password": "no", "code": "123456"}),
    # the accounts of others
    "users_sessions": Operation(needs("account.manage"), path={"id": "@heir"}),
    "users_end_sessions": Operation(needs("account.manage"), path={"id": "@heir"}),
    "users_reset_factor": Operation(needs("account.manage"), path={"id": "@heir"}),
    "users_reset_password": Operation(needs("account.manage"), path={"id": "@heir"}),
    "users_looks": Operation(needs("account.manage"), path={"id": "@heir"}),
    "users_allow_looks": Operation(needs("account.manage"), path={"id": "@heir"}, body={"extra": 50}),
    # access
    "tokens_list": Operation(needs("token.create")),
    "tokens_create": Operation(needs("token.create"), body={"name": "表单", "permissions": ["lead.read"]}),
    "tokens_revoke": Operation(my_token, "token"),
    "tokens_pace": Operation(my_token, "token", {"per_minute": 60}),
    "roles_list": Operation(needs("role.read")),
    "roles_save": Operation(
        needs("role.edit"), body={"permissions": {"lead.read": "own"}}, path={"code": "tester"}
    ),
    "audit_list": Operation(needs("audit.read", "all")),
    "shares_list": Operation(seen(), "lead", query={"subject_kind": "lead", "subject_id": "@id"}),
    "shares_create": Operation(
        on("edit"), "lead", {"subject_kind": "lead", "subject_id": "@id", "user_id": "@heir"}
    ),
    "shares_withdraw": Operation(
        on("edit"), "lead", path={"subject_kind": "lead", "subject_id": "@id", "user_id": "@heir"}
    ),
    # identity
    "duplicates_find": Operation(who_enters, body={"phone": "138 1234 5678"}),
    "shared_keys_list": Operation(needs("identity.share")),
    "shared_keys_create": Operation(needs("identity.share"), body={"kind": "phone", "value": "021-62345678"}),
    "shared_keys_delete": Operation(nobody_there("identity.share"), path={"id": 999_999}),
    "vocabularies_get": Operation(needs("lead.read"), path={"kind": "lead"}),
    "conditions_describe": Operation(needs("lead.read"), body={"kind": "lead", "where": {}}),
    "views_list": Operation(needs("lead.read"), query={"kind": "lead"}),
    "views_create": Operation(needs("lead.read"), body={"kind": "lead", "name": "我的"}),
    "views_edit": Operation(my_view, "view", {"changes": {"name": "改名"}, "version": 1}),
    "views_remove": Operation(my_view, "view"),
    "views_arrange": Operation(needs("lead.read"), body={"kind": "lead", "ids": []}),
    "views_open_first": Operation(needs("lead.read"), body={"kind": "lead", "view_id": None}),
    # comments
    "comments_create": Operation(
        both(seen(), needs("comment.write")),
        "lead",
        {"subject_kind": "lead", "subject_id": "@id", "text": "先寄样品"},
    ),
    "comments_edit": Operation(my_comment(), "comment", {"text": "先寄样品，再报价", "version": 1}),
    "comments_remove": Operation(my_comment("comment.remove"), "comment"),
    "comments_restore": Operation(my_comment(), "comment"),
    # files
    "files_upload": Operation(both(seen(), needs("file.add")), "lead"),
    "files_list": Operation(seen(), "lead", query={"subject_kind": "lead", "subject_id": "@id"}),
    "files_limits": Operation(anyone),
    "files_usage": Operation(needs("role.edit")),
    "files_content": Operation(seen(), "file"),
    "files_thumbnail": Operation(seen(), "file"),
    "files_remove": Operation(my_file("file.remove"), "file"),
    "files_restore": Operation(my_file(), "file"),
    # custom fields
    "fields_list": Operation(anyone),
    "fields_create": Operation(
        needs("field.manage"),
        body={"kind": "lead", "key": "budget", "type": "money", "labels": {"zh-Hans": "预算"}},
    ),
    "fields_edit": Operation(
        nobody_there("field.manage"), body={"changes": {"required": True}, "version": 1}, path={"id": 999_999}
    ),
    "fields_arrange": Operation(needs("field.manage"), body={"kind": "lead", "ids": []}),
    "fields_remove": Operation(nobody_there("field.manage"), path={"id": 999_999}),
    "fields_restore": Operation(nobody_there("field.manage"), path={"id": 999_999}),
    "fields_purge": Operation(nobody_there("field.manage"), body={"key": "budget"}, path={"id": 999_999}),
    "timeline_get": Operation(seen(), "lead", path={"subject_kind": "lead"}),
    # leads
    "leads_list": Operation(needs("lead.read")),
    "leads_create": Operation(needs("lead.create"), body={"name": "新客", "phone": "13812345678"}),
    "leads_create_batch": Operation(needs("lead.create"), body={"items": [{"name": "新客"}]}),
    "leads_get": Operation(seen(), "lead"),
    "leads_enquiries": Operation(seen(), "lead"),
    "leads_edit": Operation(on("edit"), "lead", EDIT),
    "leads_reveal": Operation(on("reveal"), "lead"),
    "leads_assign": Operation(assigned, "lead", TO_ME),
    "leads_bulk_edit": Operation(both(needs("lead.edit"), on("edit")), "lead", MANY_CHANGED),
    "bulk_edits_undo": Operation(of_another, path={"id": 999_999}),
    "leads_claim": Operation(claimed, "lead"),
    "leads_return": Operation(of_an_owner(on("return")), "lead", {"reason": "不在我的区域"}),
    "leads_qualify": Operation(of_an_owner(on("edit")), "lead"),
    "leads_invalidate": Operation(of_an_owner(on("edit")), "lead", {"reason": "spam"}),
    "leads_convert": Operation(
        of_an_owner(on("convert")), "lead", {"opportunity_name": "采购", "amount_minor": 100}
    ),
    # imports
    "imports_upload": Operation(needs("lead.import")),
    "imports_get": Operation(import_read, "import"),
    "imports_start": Operation(my_import("lead.import"), "import", {"mapping": {"姓名": "name"}}),
    "imports_cancel": Operation(my_import(), "import"),
    "imports_rejected": Operation(rejects, "import"),
    "imports_rows": Operation(rejects, "import"),
    "imports_results": Operation(rejects, "import"),
    "imports_undo_preview": Operation(import_undo, "import"),
    "imports_undo": Operation(import_undo, "import"),
    # exports
    "exports_list": Operation(anyone),
    "exports_estimate": Operation(both(needs("lead.read"), needs("lead.export")), body=A_LIST),
    "exports_ask": Operation(both(needs("lead.read"), needs("lead.export")), body=A_LIST),
    "exports_get": Operation(export_seen, "export"),
    "exports_file": Operation(my_export("lead.export", "409"), "export"),
    "exports_cancel": Operation(my_export(), "export"),
    "exports_again": Operation(my_export("lead.export"), "export"),
    "exports_approve": Operation(decided, "approvable"),
    "exports_refuse": Operation(decided, "export", {"word": "请缩小范围"}),
    # customers and their people
    "customers_list": Operation(needs("customer.read")),
    "customer_requirements_get": Operation(anyone),
    "customer_requirements_put": Operation(needs("field.manage"), body={"facts": ["phone"]}),
    "customer_completeness": Operation(needs("customer.read")),
    "customers_create": Operation(needs("customer.create"), body={"name": "新公司"}),
    "customers_get": Operation(seen(), "customer"),
    "customers_enquiries": Operation(seen(), "customer"),
    "customers_edit": Operation(on("edit"), "customer", EDIT),
    "customers_reveal": Operation(on("reveal"), "customer"),
    "customers_assign": Operation(on("assign"), "customer", TO_ME),
    "customers_bulk_edit": Operation(both(needs("customer.edit"), on("edit")), "customer", MANY_CHANGED),
    "contacts_list": Operation(needs("customer.read")),
    "contacts_create": Operation(
        on("edit", unknown="422"), "customer", {"customer_id": "@id", "name": "赵敏"}
    ),
    "contacts_get": Operation(seen(), "contact"),
    "contacts_edit": Operation(on("edit"), "contact", EDIT),
    "contacts_reveal": Operation(on("reveal"), "contact"),
    # opportunities
    "opportunities_list": Operation(needs("opportunity.read")),
    "opportunities_board": Operation(needs("opportunity.read")),
    "opportunities_create": Operation(
        both(needs("opportunity.create"), seen(unknown="422")),
        "customer",
        {"name": "采购", "customer_id": "@id", "amount_minor": 100},
    ),
    "opportunities_get": Operation(seen(), "opportunity"),
    "opportunities_edit": Operation(
        on("edit"), "opportunity", {"changes": {"amount_minor": 7}, "version": "@version"}
    ),
    "opportunities_move": Operation(
        on("move"), "opportunity", {"stage_id": "@stage2", "expected_stage_id": "@stage1"}
    ),
    "opportunities_assign": Operation(on("assign"), "opportunity", TO_ME),
    "opportunities_bulk_edit": Operation(
        both(needs("opportunity.move"), on("move")),
        "opportunity",
        {"rows": [{"id": "@id"}], "changes": {"stage_id": "@stage2"}},
    ),
    **activities.OPERATIONS,
    **channels.OPERATIONS,
    **deals.OPERATIONS,
    **pipelines.OPERATIONS,
    **chat.OPERATIONS,
    **clocks.OPERATIONS,
    **desk.OPERATIONS,
    **messengers.OPERATIONS,
    **people.OPERATIONS,
    # contracts and money
    "contracts_list": Operation(needs("contract.read")),
    "contracts_create": Operation(
        both(needs("contract.create"), seen(unknown="422")),
        "customer",
        {"title": "合同", "customer_id": "@id", "amount_minor": 100},
    ),
    "contracts_get": Operation(seen(), "contract"),
    "contracts_edit": Operation(on("edit"), "contract", EDIT),
    "contracts_sign": Operation(on("sign"), "contract", {"signed_on": "2026-03-18"}),
    "contracts_cancel": Operation(on("cancel"), "contract", {"reason": "预算取消"}),
    "contracts_assign": Operation(on("assign"), "contract", TO_ME),
    "contracts_bulk_edit": Operation(both(needs("contract.edit"), on("edit")), "contract", MANY_CHANGED),
    "instalments_list": Operation(needs("receivable.read")),
    "instalments_plan": Operation(
        on("receivable.plan"), "contract", {"items": [{"due_on": "2026-05-01", "amount_minor": 1_000_000}]}
    ),
    "receivables_get": Operation(both(needs("receivable.read"), seen()), "contract"),
    "receipts_list": Operation(needs("receivable.read")),
    "receipts_record": Operation(
        on("receivable.record", unknown="422"),
        "signed",
        {"contract_id": "@id", "received_on": "2026-03-19", "amount_minor": 5, "method": "bank"},
    ),
    "receipts_get": Operation(seen(), "receipt"),
    "receipts_refund": Operation(
        on("refund"), "receipt", {"amount_minor": 5, "refunded_on": "2026-03-20", "reason": "多付"}
    ),
    **forecasts.OPERATIONS,
    **grading.OPERATIONS,
    **rules.OPERATIONS,
    **targets.OPERATIONS,
    **work.OPERATIONS,
    **forms.OPERATIONS,
    **figures.OPERATIONS,
}
