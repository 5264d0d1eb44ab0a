"""Writes the exact version of every library into pyproject.toml, as `[tool.uv]` constraints.

uv run python tests/pin_versions.py           takes the newest versions that pyproject.toml allows
uv run python tests/pin_versions.py --print   prints the constraints that stand there, for pip -c
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BLOCK = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]$", re.MULTILINE)

EXPORT = (
    *("uv", "export", "--quiet", "--all-groups", "--fork-strategy", "fewest"),
    *("--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"),
)


def constraints(text: str) -> tuple[str, ...]:
    """The constraints in the text of a pyproject.toml, one `name==version ; marker` each."""
    return tuple(tomllib.loads(text)["tool"]["uv"]["constraint-dependencies"])


def with_constraints(text: str, lines: Sequence[str]) -> str:
    """The text of a pyproject.toml with these constraints instead of those it has.

    Raises ValueError if there is no such block, or a line holds an address.
    """
    for line in lines:
        if "://" in line or " @ " in line:
            raise ValueError(f"{line!r} holds an address; a version is name==version.")
    block = "".join(f'    "{line}",\n' for line in lines)
    changed, count = BLOCK.subn(lambda _: f"constraint-dependencies = [\n{block}]", text)
    if count != 1:
        raise ValueError(f"{count} blocks 'constraint-dependencies' found; there must be one.")
    return changed


def newest(text: str) -> tuple[str, ...]:
    """The newest versions that a pyproject.toml allows, for all platforms, found by uv."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(with_constraints(text, ()), encoding="utf-8")
        exported = subprocess.run(
            EXPORT,
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=600,
        )
    # TOML strings are in double quotes, markers in single ones.
    return tuple(line.strip() for line in exported.stdout.splitlines() if line.strip())


def main() -> int:
    """The exit code: 0 when pyproject.toml holds the constraints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--print", action="store_true", help="print the constraints, change nothing"
    )
    text = PYPROJECT.read_text(encoding="utf-8")
    if parser.parse_args().print:
        print("\n".join(constraints(text)))
        return 0
    lines = newest(text)
    PYPROJECT.write_text(with_constraints(text, lines), encoding="utf-8")
    before, after = set(constraints(text)), set(lines)
    for line in sorted(before - after):
        print(f"- {line}")
    for line in sorted(after - before):
        print(f"+ {line}")
    print(f"{len(lines)} versions in {PYPROJECT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
