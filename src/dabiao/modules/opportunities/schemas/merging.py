"""Wire shapes of making one competitor of two."""

from ninja import Field

from dabiao.core.http.wire import Id, Strict, text_of
from dabiao.modules.opportunities.schemas.deals import CompetitorOut


class CompetitorMergeIn(Strict):
    """It reaches everybody's deals, so the name of the one that goes is typed. It can be taken back for an hour."""

    into_id: Id = Field(description="The one that stays.")
    confirmed: text_of(200, least=1) = Field(  # type: ignore[valid-type]
        description="The name of the one that goes, in any spelling.", examples=["云帆销管"]
    )


class CompetitorMerged(CompetitorOut):
    """The one that stays."""

    merge_id: int = Field(description="By it the merge can be taken back within an hour.")


class CompetitorUnmerged(CompetitorOut):
    """The one that came back."""

    left: int = Field(description="Deals in which something was changed since, and stays as it is.")
