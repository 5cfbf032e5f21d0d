"""The API object: one place for errors, security and what every operation shares in the OpenAPI document."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from dabiao.core.errors import DomainError, NotFound, TooLarge, Unauthenticated
from dabiao.core.http import problems
from dabiao.core.http.auth import TOKEN_THEN_SESSION

SHARED_ERRORS = ("401", "403", "404", "409", "422", "429")


class HouseAPI(NinjaAPI):
    """Every operation authenticates, answers errors as problem+json, and says so in the schema."""

    def __init__(self, **options: Any) -> None:
        super().__init__(auth=TOKEN_THEN_SESSION, **options)
        answers: dict[
            type[Exception], Any
        ] = {  # ninja types a handler's second argument as class or instance
            DomainError: problems.problem,
            ValidationError: lambda r, e: problems.problem(r, problems.from_validation(e)),
            AuthenticationError: _unauthenticated,
            RequestDataTooBig: _too_large,
            HttpError: lambda r, e: problems.problem(r, problems.from_http_error(e)),
            Exception: problems.crashed,
        }
        for error, answer in answers.items():
            self.add_exception_handler(error, answer)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).update(_problem_schemas())
        marked = self._idempotent_operations()
        for path in schema["paths"].values():
            for operation in path.values():
                _add_shared(operation, idempotent=operation.get("operationId") in marked)
        return schema

    def _idempotent_operations(self) -> set[str]:
        return {
            operation.operation_id
            for _, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
            if getattr(operation.view_func, "idempotent", False) and operation.operation_id
        }


def _problem_schemas() -> dict[str, Any]:
    schema = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    return {**inner, "Problem": schema}


def _add_shared(operation: dict[str, Any], *, idempotent: bool) -> None:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in SHARED_ERRORS:
        operation["responses"].setdefault(
            status, {"description": problems.TITLES[int(status)], "content": content}
        )
    if idempotent:
        operation.setdefault("parameters", []).append(
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "schema": {"type": "string", "maxLength": 100},
                "description": "Repeat the request with the same key and it is done once.",
            }
        )


def _unauthenticated(request: HttpRequest, _: Exception) -> HttpResponse:
    return problems.problem(request, Unauthenticated("access.unauthenticated"))


def _too_large(request: HttpRequest, _: Exception) -> HttpResponse:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    return problems.problem(request, TooLarge("core.body_too_large", field="body", limit_kb=limit))


def unknown_path(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problems.problem(request, NotFound("core.unknown_path", path=request.path))
