"""Reads of grading."""

from dabiao.modules.grading.queries.texts import KIND, SAID, Source, add_source

__all__ = ["KIND", "SAID", "Source", "add_source"]
