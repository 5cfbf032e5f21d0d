"""`python -m contracts [--root FOLDER] [imports lints sizes i18n locks]`: all of them when none is named."""

import argparse
import sys
from pathlib import Path

from contracts import i18n, imports, lints, locks, sizes
from contracts.house import House

CHECKS = {
    "imports": imports.check,
    "lints": lints.check,
    "sizes": sizes.check,
    "i18n": i18n.check,
    "locks": locks.check,
}


def main(argv: list[str] | None = None) -> int:
    """Prints every finding; 1 when there is one."""
    parser = argparse.ArgumentParser(prog="contracts", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    given = parser.parse_args(argv)
    house = House(given.root.resolve())
    findings = 0
    for name in given.checks or CHECKS:
        for finding in CHECKS[name](house):
            print(f"[{name}] {finding}")
            findings += 1
    print(f"Contracts: {findings} findings." if findings else "Contracts: all kept.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
