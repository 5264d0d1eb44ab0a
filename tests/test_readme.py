"""What the README tells people to type really runs."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, flags=re.DOTALL)
SHELL_LINES = [
    line
    for language, text in BLOCKS
    if not language
    for line in text.splitlines()
    if line.startswith("bcdr ")
]
CONTRACTS = [text for language, text in BLOCKS if language == "json"]
PYTHON = [text for language, text in BLOCKS if language == "python"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "sample-portfolio.xlsx", tmp_path / "data")
    return tmp_path


def bcdr(words: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a command ended with in this folder."""
    return subprocess.run(
        [sys.executable, "-m", "bcdr", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_readme_shows_every_command() -> None:
    shown = {line.split()[1] for line in SHELL_LINES}
    assert shown == {"template", "check", "ask", "assess", "compare", "explain"}
    assert "bcdr app" in README


@pytest.mark.parametrize("line", SHELL_LINES)
def test_a_command_of_the_readme_does_what_it_says(line: str, folder: Path) -> None:
    words = shlex.split(line)
    if words[1] == "compare":
        bcdr(["assess", "data/sample-portfolio.xlsx", "-o", words[2]], folder)
    done = bcdr(words[1:], folder)
    # The sample has messy cells on purpose, so a check of it reports errors.
    assert done.returncode == (1 if words[1] == "check" else 0), done.stderr
    for option in ("-o", "--json", "--html", "--findings"):
        if option in words:
            written = folder / words[words.index(option) + 1]
            assert written.stat().st_size > 1000


def _lacks(shown: object, found: object, path: str = "") -> set[str]:
    """Return every field that the README shows and the JSON has nowhere."""
    lacking: set[str] = set()
    if isinstance(shown, dict) and isinstance(found, dict):
        for key, inner in shown.items():
            if key in {"SCENARIO", "STATE", "field"}:
                lacking |= _lacks(inner, next(iter(found.values())), f"{path}.{key}")
            elif key in found:
                lacking |= _lacks(inner, found[key], f"{path}.{key}")
            else:
                lacking.add(f"{path}.{key}")
    elif isinstance(shown, list) and isinstance(found, list) and shown:
        each = [_lacks(shown[0], item, f"{path}[]") for item in found]
        lacking = set.intersection(*each) if each else {f"{path}[]"}
    return lacking


@pytest.mark.parametrize(
    ("command", "shown"), list(zip(["check", "assess"], CONTRACTS, strict=True))
)
def test_the_json_has_every_field_the_readme_promises(
    command: str, shown: str, folder: Path
) -> None:
    out = folder / "out.json"
    bcdr([command, "data/sample-portfolio.xlsx", "--json", str(out)], folder)
    promised, found = json.loads(shown), json.loads(out.read_text(encoding="utf-8"))
    assert (promised["schema"], promised["kind"]) == (found["schema"], found["kind"])
    assert _lacks(promised, found) == set()


def test_the_lines_of_python_run_and_write_both_files(folder: Path) -> None:
    assert len(PYTHON) == 1
    done = subprocess.run(
        [sys.executable, "-c", PYTHON[0]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Applications!I61: 'soon' is not a duration" in done.stdout
    assert (folder / "plan.xlsx").exists()
    assert (folder / "plan.html").exists()
