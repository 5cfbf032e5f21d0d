"""Writes of grading."""

from dabiao.modules.grading.services._judging import judge_arrivals
from dabiao.modules.grading.services.following import hand_back, judge_anew

__all__ = ["hand_back", "judge_anew", "judge_arrivals"]
