"""Operations of dividing, copying and carrying targets out and in, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.deals import nobody_there
from tests.permissions.expected import Operation, needs

NOBODY = {"id": 999_999}
READ = "target.read"
BY = {"down": {"even": 1}, "time": {"even": 1}}

OPERATIONS: Mapping[str, Operation] = {
    "targets_suggest": Operation(nobody_there(READ), body={"mix": {"even": 1}}, path=NOBODY),
    "targets_fill": Operation(nobody_there(READ), body=BY, path=NOBODY),
    "targets_copy": Operation(nobody_there(READ), body={}, path=NOBODY),
    "targets_sheet": Operation(nobody_there(READ), path=NOBODY),
    "targets_sheet_read": Operation(nobody_there(READ), path=NOBODY),
    "target_capacity_get": Operation(needs(READ)),
    "target_capacity_edit": Operation(
        needs("target.manage"), body={"changes": {"steady_months": 5}, "base": {"steady_months": 6}}
    ),
}
