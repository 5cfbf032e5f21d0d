"""The order of the house. The import contracts read this very list, so it cannot drift from the truth."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "modules"

# Bottom to top: a module may import only modules that stand before it here.
ORDER = (
    "org",
    "products",
    "approvals",
    "customers",
    "opportunities",
    "leads",
    "grading",
    "directory",
    "activities",
    "market",
    "visits",
    "conversations",
    "forms",
    "channels",
    "quality",
    "dispatch",
    "contracts",
    "receivables",
    "debriefs",
    "forecasts",
    "sales_events",
    "pulses",
    "targets",
    "quotas",
    "plans",
    "reports",
    "checks",
    "reviews",
    "meetings",
    "talent",
    "performance",
    "incentives",
    "automation",
    "analytics",
)

# A module is installed when its room exists; `make new-module NAME=…` writes one.
MODULES = tuple(name for name in ORDER if (_FOLDER / name / "apps.py").is_file())
INSTALLED_MODULES = [f"dabiao.modules.{name}" for name in MODULES]
