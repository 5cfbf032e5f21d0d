"""Sums of records that are kept by person and never outrank the records (ADR 0076)."""

from dabiao.core.sums.keeping import EVERYBODY, NOBODY, STATE, PersonalSums, of_person
from dabiao.core.sums.rows import Making, Mark

__all__ = ["EVERYBODY", "NOBODY", "STATE", "Making", "Mark", "PersonalSums", "of_person"]
