"""What is too large is refused before it is taken in, by what its sender says it has."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from dabiao.core.errors import Invalid

_ROUND_IT = 64 * 1024  # the other parts of a form
_RECORDS = "/api/v1/files"


class Bounded(FileUploadHandler):
    """The first of the upload handlers; the next ones keep what this one lets pass.

    A request has exactly the length it announces: the server hands on no more, and without one there is nothing to read.
    """

    def handle_raw_input(self, _input: Any, META: Any, content_length: int, *_: Any) -> None:
        path = str(META.get("PATH_INFO", ""))
        limit = settings.FILE_MAX_BYTES if path == _RECORDS else settings.IMPORT_MAX_BYTES
        if content_length > limit + _ROUND_IT:
            raise Invalid("files.too_large", field="file", limit_mb=round(limit / 2**20, 1))

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        return raw_data

    def file_complete(self, _size: int) -> None:
        return None
