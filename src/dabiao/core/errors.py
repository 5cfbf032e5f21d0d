"""What can go wrong, said once: a stable code, the field, and parameters for the text in every language."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal the caller can act on. `code` is dotted; its text is `errors.<code>`, filled with `params`."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        where = f" [{self.field}]" if self.field else ""
        return f"{self.code}{where} {self.params or ''}".strip()


class Unauthenticated(DomainError):
    status = 401


class Forbidden(DomainError):
    status = 403


class NotFound(DomainError):
    status = 404


class Conflict(DomainError):
    status = 409


class TooLarge(DomainError):
    status = 413


class Invalid(DomainError):
    status = 422


class TooMany(DomainError):
    status = 429


class Many(DomainError):
    """Several refusals of one request, each with its own field."""

    status = 422

    def __init__(self, errors: list[DomainError]) -> None:
        super().__init__("core.several_errors", count=len(errors))
        self.errors = errors


@contextmanager
def within(place: str) -> Iterator[None]:
    """What is refused here is a part of something larger: its field becomes `items.2.fields.budget`."""
    try:
        yield
    except DomainError as error:
        for one in error.errors if isinstance(error, Many) else [error]:
            one.field = f"{place}.{one.field}" if one.field else place
        raise
