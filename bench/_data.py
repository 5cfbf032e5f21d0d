"""Where the data sets lie that are too big for the repository."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """DABIAO_DATA, or ../shared/data beside the checkout; it may not be there."""
    given = os.environ.get("DABIAO_DATA")
    return Path(given) if given else CHECKOUT.parent / "shared" / "data"
