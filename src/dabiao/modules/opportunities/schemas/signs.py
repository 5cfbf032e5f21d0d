"""Wire shapes of what shows on a deal: its signs, its evidence, its credibility."""

from datetime import datetime

from ninja import Field, Schema

from dabiao.modules.opportunities.enums import DealSign, Mend


class SignalOut(Schema):
    """A sign with its figures: days, times, steps or minor units."""

    sign: DealSign
    mend: Mend = Field(description="What takes it away.")
    n: int | None
    usual: int | None = Field(description="What it is held against.")


class Evidenced(Schema):
    evidenced_stage_id: int | None = Field(description="The stage that the evidence carries.")
    evidenced_stage_code: str | None
    evidenced_stage_name: str | None
    claim_gap: int = Field(description="Steps by which the claimed stage is ahead of the evidenced one.")
    proof_count: int = Field(description="Criteria that are proved.")
    proved_at: datetime | None = Field(description="When evidence was last given.")
    people_met: int = Field(description="With how many of the customer's people there was contact about it.")
    usual_days: int | None = Field(
        description="How long won deals usually stay in this stage; null where too few are known."
    )


class Believed(Schema):
    credibility: int = Field(
        description="Percent, by how fresh the last contact is and how far the claim is ahead of the evidence."
    )
    credible_minor: int = Field(description="The weighted amount times the credibility, half up.")
    signals: list[SignalOut] = Field(
        description="What asks today for something to be done, the gravest first."
    )
