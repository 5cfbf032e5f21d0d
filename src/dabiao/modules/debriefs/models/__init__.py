"""Win/loss reviews, with the buyer's voice."""

from dabiao.modules.debriefs.models.debriefs import Debrief, Policy, Weight
from dabiao.modules.debriefs.models.voices import Lesson, Link, Voice

__all__ = ["Debrief", "Lesson", "Link", "Policy", "Voice", "Weight"]
