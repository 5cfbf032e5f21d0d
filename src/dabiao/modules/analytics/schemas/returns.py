"""Wire shapes of what channels cost and bring."""

from datetime import date, datetime

from ninja import Field, Schema

from dabiao.modules.analytics.enums import ReturnBy
from dabiao.modules.analytics.schemas import BasisPoints, Day, Linked
from dabiao.modules.leads.enums import LeadSource


class ReturnParams(Schema):
    by: ReturnBy = ReturnBy.SOURCE
    from_: Day | None = Field(None, alias="from", description="The whole month around it.")
    to: Day | None = Field(None, description="Not included; the month of the day before is.")


class ReturnSpends(Schema):
    first: date
    until: date
    source: LeadSource | None = None
    campaign_id: int | None = None
    whole: bool | None = None


class ReturnRow(Schema):
    """Everything is of the leads received in the period: what they cost, and what came of them until now."""

    key: str = Field(
        description="A source, a month, or a campaign's id; `text:…` for a name that is no campaign."
    )
    name: str
    campaign_id: int | None
    source: str
    unknown: bool = Field(description="A name in leads that is no campaign yet.")
    numbers: dict[str, Linked] = Field(
        description="`leads`, `valid`, `qualified`, `opportunities`, `won`, `won_minor`, `cash_minor`.",
        examples=[{"leads": {"value": 12, "link": None}}],
    )
    cost_minor: int = Field(description="What was spent, by days, and `own_cost_minor`.")
    own_cost_minor: int = Field(
        description="What leads cost by themselves, where no spend was entered for their campaign or source in that month."
    )
    spends: ReturnSpends | None = Field(description="What to ask `/spends` for the lines behind the cost.")
    cost_per_lead_minor: int | None
    cost_per_qualified_minor: int | None
    return_share: BasisPoints | None = Field(None, description="Won for what was spent; 30000 is threefold.")


class Returns(Schema):
    as_of: datetime
    by: ReturnBy
    first: date = Field(description="The first day of the months that were looked at.")
    until: date = Field(description="Not included.")
    total: ReturnRow
    rows: list[ReturnRow]
