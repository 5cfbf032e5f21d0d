"""Deals on their way, and the stages a buyer passes through."""

from dabiao.modules.opportunities.models.deals import SUMMED, Competitor, CompetitorAlias, Opportunity
from dabiao.modules.opportunities.models.merges import CompetitorMerge
from dabiao.modules.opportunities.models.parts import Item, Member, Proof, Rival, StageEntry
from dabiao.modules.opportunities.models.pipelines import Criterion, Pipeline, Stage
from dabiao.modules.opportunities.models.redesigns import Redesign, RedesignSlice
from dabiao.modules.opportunities.models.sums import StageSum, StageSumMaking, StageSumMark

__all__ = [
    "SUMMED",
    "Competitor",
    "CompetitorAlias",
    "CompetitorMerge",
    "Criterion",
    "Item",
    "Member",
    "Opportunity",
    "Pipeline",
    "Proof",
    "Redesign",
    "RedesignSlice",
    "Rival",
    "Stage",
    "StageEntry",
    "StageSum",
    "StageSumMaking",
    "StageSumMark",
]
