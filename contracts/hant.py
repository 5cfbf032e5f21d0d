"""Writes Traditional Chinese from Simplified: `python -m contracts.hant`, run by `make i18n`.

OpenCC's `s2twp` is used: besides characters it exchanges words as Taiwan says them (登录 登入, 导入 匯入,
默认 預設), which `s2t` does not. Where it is wrong for this product, locales/zh-Hant.overrides.json decides:
`phrases` are pieces of Simplified text with the Traditional piece to put there, `keys` are whole texts.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contracts.house import House

Convert = Callable[[str, str], str]


def generate(house: House) -> dict[str, str]:
    """File name → content, for every file of zh-Hant."""
    convert = _converter(house)
    return {
        path.name: json.dumps(
            _translate(json.loads(path.read_text(encoding="utf-8")), convert), ensure_ascii=False, indent=2
        )
        + "\n"
        for path in sorted((house.package / "locales" / "zh-Hans").glob("*.json"))
    }


def _converter(house: House) -> Convert:
    import opencc

    traditional = opencc.OpenCC("s2twp")
    overrides = _overrides(house)
    phrases: dict[str, str] = overrides["phrases"]
    keys: dict[str, str] = overrides["keys"]
    longest_first = sorted(phrases, key=len, reverse=True)
    split = re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if phrases else re.compile("(?!)")

    def convert(key: str, text: str) -> str:
        if key in keys:
            return keys[key]
        return "".join(
            phrases.get(piece) or traditional.convert(piece) for piece in split.split(text) if piece
        )

    return convert


def _overrides(house: House) -> dict[str, Any]:
    path = house.package / "locales" / "zh-Hant.overrides.json"
    given = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {"phrases": given.get("phrases", {}), "keys": given.get("keys", {})}


def _translate(tree: dict[str, Any], convert: Convert, prefix: str = "") -> dict[str, Any]:
    return {
        key: _translate(value, convert, f"{prefix}{key}.")
        if isinstance(value, dict)
        else convert(prefix + key, value)
        for key, value in tree.items()
    }


def _folder(house: House) -> Path:
    return house.package / "locales" / "zh-Hant"


def _committed(house: House) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(_folder(house).glob("*.json"))}


def stale(house: House) -> list[str]:
    """One finding per file of zh-Hant that is not what the generator writes."""
    fresh, committed = generate(house), _committed(house)
    names = sorted(fresh.keys() | committed.keys())
    return [
        f"locales/zh-Hant/{name} is stale: run `make i18n`"
        for name in names
        if fresh.get(name) != committed.get(name)
    ]


def write(house: House) -> None:
    """Makes the folder exactly what the generator says, touching only what differs."""
    folder, fresh, committed = _folder(house), generate(house), _committed(house)
    folder.mkdir(parents=True, exist_ok=True)
    for name in committed.keys() - fresh.keys():
        (folder / name).unlink()
    for name, text in fresh.items():
        if committed.get(name) != text:
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(House(Path(__file__).resolve().parents[1]))
