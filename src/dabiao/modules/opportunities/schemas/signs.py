"""Wire shapes of what shows on a deal: its signs, its evidence, its credibility."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import DayOrToday, ListParams
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
    recorded_gap: int = Field(
        description="The same without what rests on somebody's own word only; where it is larger, a word carries the evidence."
    )
    proof_count: int = Field(description="Criteria that are proved.")
    proved_at: datetime | None = Field(description="When evidence was last given.")
    people_met: int = Field(description="With how many of the customer's people there was contact about it.")
    usual_days: int | None = Field(
        description="How long won deals usually stay in this stage; null where too few are known."
    )


class Believed(Schema):
    credibility: int | None = Field(
        description="Percent, by how fresh the last contact is and how far the claim is ahead of the evidence. None for a "
        "deal that has ended: there is nothing to be believed or doubted any more."
    )
    credible_minor: int | None = Field(
        description="The weighted amount times the credibility, half up; None likewise."
    )
    signals: list[SignalOut] = Field(
        description="What asks today for something to be done, the gravest first."
    )


class SignalParams(ListParams):
    """Filters by signs and by evidence."""

    at_risk_on: DayOrToday | None = Field(
        None, description="As `slipping_on`, or nothing happened for long, or it stands longer than usual."
    )
    signal: DealSign | None = Field(None, description="Open, and this sign shows.", examples=["stuck"])
    signal_on: DayOrToday = Field("today", validate_default=True, description="The day for `signal`.")
    gap_min: int | None = Field(
        None,
        ge=-20,
        le=20,
        description="Open, and the claimed stage is at least so many steps ahead of the evidence.",
    )
    on_word: bool | None = Field(
        None, description="Open, and the evidence goes as far as it does by somebody's own word only."
    )
    gap_max: int | None = Field(None, ge=-20, le=20, description="Open, and at most so many steps ahead.")

    def filters(self) -> dict[str, Any]:
        """A sign is told of a day."""
        wanted = super().filters()
        day = wanted.pop("signal_on", None)
        if "signal" in wanted:
            wanted["signal"] = (str(wanted["signal"]), day)
        return wanted
