"""Forms, their codes and what comes in by them: for whoever manages forms, as far as their units reach."""

from collections.abc import Mapping

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, reaches

FIELDS = [{"name": "phone", "required": True}]


def managed(who: Someone, record: Record) -> Outcome:
    if "form.manage" not in who.grants:
        return "403"
    return "allowed" if reaches(who, "form.manage", record) else "404"


OPERATIONS: Mapping[str, Operation] = {
    "forms_list": Operation(needs("form.manage")),
    # one of the whole company's
    "forms_create": Operation(needs("form.manage", "all"), body={"name": "官网", "fields": FIELDS}),
    "forms_preview": Operation(needs("form.manage"), body={"fields": FIELDS}),
    "forms_get": Operation(managed, "form"),
    "forms_edit": Operation(managed, "form", {"changes": {"campaign": "春季"}, "base": {"campaign": ""}}),
    "forms_renew": Operation(managed, "form"),
    "forms_remove": Operation(managed, "form"),
    "form_codes_list": Operation(managed, "form"),
    "form_codes_create": Operation(managed, "form", {"name": "地铁"}),
    "form_codes_edit": Operation(
        managed, "form_code", {"changes": {"name": "公交"}, "base": {"name": "地铁"}}
    ),
    "form_codes_image": Operation(managed, "form_code"),
    "form_codes_remove": Operation(managed, "form_code"),
    "form_submissions_list": Operation(needs("form.manage")),
    "form_submissions_get": Operation(managed, "form_submission"),
    "form_submissions_accept": Operation(managed, "form_submission"),
    "form_submissions_dismiss": Operation(managed, "form_submission"),
}
