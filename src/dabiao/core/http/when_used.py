"""Shapes of the API are built when they are first used; two and a half thousand at each start took more than a second.

To be imported before any room's shapes. What cannot be built is found by the test of the OpenAPI document, which uses all.
Pydantic builds under a lock of its own, so requests side by side may use the same shape first.
"""

from ninja import Schema
from ninja.params.models import ParamModel

for base in (Schema, ParamModel):
    base.model_config["defer_build"] = True
