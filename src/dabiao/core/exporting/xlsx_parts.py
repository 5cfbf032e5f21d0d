"""What stands around the cells of a workbook: fixed XML, and the list of its sheets."""

MONEY, DATE, DATETIME, QUOTED = 1, 2, 3, 4

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

SHEET_START = (
    f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15" defaultColWidth="16"/><sheetData>'
)
SHEET_END = "</sheetData></worksheet>"

_STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"{extra}/>'
        for number, extra in (
            (0, ""),
            (164, ' applyNumberFormat="1"'),
            (165, ' applyNumberFormat="1"'),
            (166, ' applyNumberFormat="1"'),
            (49, ' applyNumberFormat="1" quotePrefix="1"'),
        )
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def around(sheets: int) -> dict[str, str]:
    """Every part but the sheets themselves, by name."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    return {
        "xl/workbook.xml": (
            f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "[Content_Types].xml": _content_types(
            [
                ("/xl/workbook.xml", "sheet.main"),
                ("/xl/styles.xml", "styles"),
                *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers),
            ]
        ),
    }


def _relations(targets: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(parts: list[tuple[str, str]]) -> str:
    inner = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
