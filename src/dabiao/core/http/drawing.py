"""Pictures of addresses, to be printed or held before a camera."""

from io import BytesIO


def drawn(address: str, format: str) -> BytesIO:
    """A QR code as `svg` or `png` (1,000 dots wide and more), with a quarter of it to spare, for what is printed is torn and
    dirtied; and its quiet edge."""
    import segno

    found = segno.make(address, error="q", micro=False)
    scale = 10 if format == "svg" else 1000 // found.symbol_size(border=4)[0] + 1
    out = BytesIO()
    found.save(out, kind=format, scale=scale, border=4)
    out.seek(0)
    return out
