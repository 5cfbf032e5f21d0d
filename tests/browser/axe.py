"""axe-core on a page: what it finds wrong for people who cannot see well, or use no mouse."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "ui/node_modules/axe-core/axe.min.js"

# the style sheets are ours and already loaded; fetching them again would only be refused by our own policy
RUN = "(rules) => axe.run(document, { preload: false, resultTypes: ['violations'], ...rules })"
COLOURS = {"runOnly": ["color-contrast"]}

# colours fade into each other when the theme changes, those of a child after those of its parent
AT_REST = """
    async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const moving = () => document.getAnimations().filter(
            (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity);
        for (let still = 0; still < 3; still = moving().length ? 0 : still + 1) await frame();
    }
"""


@cache
def _source() -> str:
    return SOURCE.read_text()


def complaints(page: Page, *, colours_only: bool = False) -> list[str]:
    """One line per rule and place; the strict content policy of the page stays as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source() + "; undefined")
    page.evaluate(AT_REST)
    found: dict[str, Any] = page.evaluate(RUN, COLOURS if colours_only else {})
    return [
        f"{rule['id']}: {' '.join(str(part) for part in node['target'])}: {_reason(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _reason(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
