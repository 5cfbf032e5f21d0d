"""Wire shapes of making one competitor of two."""

from ninja import Field

from dabiao.core.http.wire import Id, Strict, text_of


class CompetitorMergeIn(Strict):
    """Nothing takes it back, so the name of the one that goes is typed."""

    into_id: Id = Field(description="The one that stays.")
    confirmed: text_of(200, least=1) = Field(  # type: ignore[valid-type]
        description="The name of the one that goes, in any spelling.", examples=["云帆销管"]
    )
