"""Filters that figures open their records by."""

from typing import Annotated

from ninja import Field

from dabiao.core.http.wire import AmountMinor, ListParams, Moment, text_of
from dabiao.modules.opportunities.enums import Lacking

Days = Annotated[int, Field(ge=1, le=3_660)]
Industry = text_of(80)
Step = Annotated[str, Field(max_length=48, pattern=r"^[a-z0-9.]{0,22}-[a-z0-9.]{0,22}$")]
CurrencyCode = text_of(3)


class FigureFilters(ListParams):
    industry: Industry | None = Field(None, description="Of the customer, exactly.")  # type: ignore[valid-type]
    amount_from: AmountMinor | None = None
    amount_below: AmountMinor | None = Field(None, description="Not included.")
    currency_other_than: CurrencyCode | None = None  # type: ignore[valid-type]
    without: Lacking | None = Field(
        None,
        description="Without a product, without a named competitor, lost to nobody named, or no industry.",
    )
    entered_from: Moment | None = Field(None, description="In the present stage since then or later.")
    open_at: Moment | None = Field(None, description="Opened before that moment, and not closed before it.")
    closed_within_days: Days | None = Field(None, description="Closed within so many days of its opening.")
    open_after_days: Days | None = Field(None, description="Still open so many days after its opening.")
    went: Step | None = Field(
        None,
        description="Went straight from one node of the flow to another: `1.4-1.6`, `start-1.4`, `1.6-won`, `2.4-open`; "
        "`1.4-` or `-1.4`: came through that node at all. A node is `<round>.<stage>`.",
    )
