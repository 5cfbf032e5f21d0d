"""Wire shapes of products."""

from ninja import Field

from dabiao.core.http.wire import AmountMinor, PageParams, Row, Strict, text_of, unsent

Code = text_of(40, least=1)
Title = text_of(120, least=1)
Unit = text_of(20)
Currency = text_of(3)


class ProductFilters(PageParams):
    text: text_of(80) | None = Field(None, description="A part of code or name.")  # type: ignore[valid-type]
    active: bool | None = None


class ProductIn(Strict):
    code: Code = Field(examples=["CRM-PRO"])  # type: ignore[valid-type]
    name: Title = Field(examples=["销售管理专业版"])  # type: ignore[valid-type]
    unit: Unit = Field("", description="What is counted.", examples=["席/年"])  # type: ignore[valid-type]
    price_minor: AmountMinor = 0
    currency: Currency = "CNY"  # type: ignore[valid-type]
    tax_free: bool = False


class ProductChanges(Strict):
    code: Code = unsent()  # type: ignore[valid-type]
    name: Title = unsent()  # type: ignore[valid-type]
    unit: Unit = unsent()  # type: ignore[valid-type]
    price_minor: AmountMinor = unsent()
    currency: Currency = unsent()  # type: ignore[valid-type]
    tax_free: bool = unsent()
    active: bool = unsent()


class ProductOut(Row):
    code: str
    name: str
    unit: str
    price_minor: int = Field(description="What one unit costs by the list.")
    currency: str
    tax_free: bool
    active: bool = Field(description="A retired one is no longer offered, and stays where it was used.")
