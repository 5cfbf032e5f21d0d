"""Files that people of the demo company hung on their records: a quote, a photo of a site, minutes. All drawn here."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.attachments import receiving
from dabiao.core.attachments import services as attachments
from dabiao.core.comments import services as comments
from dabiao.demo.staff import Staff
from dabiao.modules.activities import services as activities
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.opportunities import queries as opportunities

QUOTE = (
    "报价单",
    "销售管理专业版（100 用户，一年）",
    "软件订阅  ¥320,000.00",
    "实施与培训  ¥66,000.00",
    "合计  ¥386,000.00",
)
SIGNED = ("销售管理平台采购合同（签署页）", "甲方：杭州澜山医疗器械股份有限公司", "签署日期见合同正文")
MINUTES = """宁波海川重工集团 现场沟通纪要

1. 信息部确认需求清单，缺关键人名单。
2. 预算走集团流程，财务要一份分期付款方案。
3. 下一步：约分管副总，带同行案例。
"""


def write(staff: Staff, end: datetime) -> None:
    """On the deals of the story, where there are any."""
    won, slipping = _deal(staff, "杭州澜山医疗器械"), _deal(staff, "宁波海川重工")
    if won is not None:
        seller = _actor(staff, won.owner_id)
        noon = _yesterday(end, 11)
        _put(seller, "opportunity", won.pk, "销售管理专业版报价单.pdf", pdf(QUOTE), noon)
        _visit(seller, won.pk, _yesterday(end, 15))
        signed = contracts.visible_to(seller).filter(opportunity_id=won.pk).first()
        if signed is not None:
            _put(seller, "contract", signed.pk, "合同签署页.pdf", pdf(SIGNED), noon)
    if slipping is not None:
        _report(_actor(staff, slipping.owner_id), slipping.pk, _yesterday(end, 17))


def _yesterday(end: datetime, hour: int) -> datetime:
    return (end - timedelta(days=1)).replace(hour=hour, minute=20, second=0, microsecond=0)


def _visit(seller: Actor, deal: int, at: datetime) -> None:
    photo = _put(seller, "opportunity", deal, "上线现场.png", site_photo(evening=False), at, waiting=True)
    activities.log(
        subject_kind="opportunity",
        subject_id=deal,
        method="visit",
        purpose="看上线现场",
        result="reached",
        content="服务器和账号都开通了，销售部 40 人已能登录。",
        occurred_at=at,
        files=[photo],
        actor=seller,
        now=at,
    )


def _report(seller: Actor, deal: int, at: datetime) -> None:
    files = [
        _put(seller, "opportunity", deal, name, content, at, waiting=True)
        for name, content in (
            ("厂区大门.png", site_photo(evening=True)),
            ("现场沟通纪要.txt", MINUTES.encode()),
        )
    ]
    comments.add(
        subject_kind="opportunity",
        subject_id=deal,
        text="今天去了厂区，纪要和照片在这里，关键人名单本周补上。",
        mentions=[],
        files=files,
        actor=seller,
        now=at,
    )


def _put(
    actor: Actor, kind: str, id: int, name: str, content: bytes, at: datetime, *, waiting: bool = False
) -> int:
    with receiving.received(BytesIO(content), name=name) as arrived:
        made = attachments.attach(arrived, about_kind=kind, about_id=id, waiting=waiting, actor=actor, now=at)
    return made.pk


def _deal(staff: Staff, customer: str) -> Any:
    found = opportunities.visible_to(staff.admin).filter(customer__name__startswith=customer)
    return found.order_by("pk").first()


def _actor(staff: Staff, user_id: int | None) -> Actor:
    return next((one for one in staff.sellers if one.user_id == user_id), staff.admin)


def site_photo(*, evening: bool) -> bytes:
    """A works gate with a hall and a chimney under the sky, as a telephone would take it."""
    from PIL import Image, ImageDraw

    width, height = 1200, 800
    top, bottom = ((52, 66, 104), (238, 158, 108)) if evening else ((96, 160, 220), (222, 236, 246))
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        part = y / height
        draw.line(
            [(0, y), (width, y)],
            fill=tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)),
        )
    wall, roof, light = (
        ((58, 60, 72), (44, 46, 56), (255, 214, 130))
        if evening
        else ((176, 182, 190), (120, 128, 140), (70, 92, 120))
    )
    draw.rectangle([880, 170, 950, 620], fill=roof)
    for step in range(4):
        left = 120 + step * 190
        draw.polygon([(left, 380), (left + 190, 300), (left + 190, 380)], fill=roof)
    draw.rectangle([120, 380, 880, 640], fill=wall)
    for column in range(7):
        draw.rectangle([160 + column * 100, 430, 220 + column * 100, 500], fill=light)
    draw.rectangle([0, 640, width, height], fill=(84, 88, 92))
    draw.rectangle([430, 540, 570, 640], fill=roof)
    for bar in range(0, width, 60):
        draw.rectangle([bar, 600, bar + 6, 700], fill=(40, 42, 48))
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def pdf(lines: tuple[str, ...]) -> bytes:
    """One page of these lines; readers bring the Chinese face themselves."""
    said = [
        f"BT /F1 {22 if place == 0 else 13} Tf 72 {740 - place * 44} Td <{line.encode('utf-16-be').hex()}> Tj ET"
        for place, line in enumerate(lines)
    ]
    content = "\n".join(said).encode()
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(written)
