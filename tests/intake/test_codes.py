"""Every code has a weight and a test."""

import re
from pathlib import Path

import pytest

from bcdr.intake import Code
from bcdr.intake.codes import SEVERITIES
from bcdr.model.findings import FindingSeverity

TESTS = "".join(
    path.read_text(encoding="utf-8")
    for path in Path(__file__).parent.glob("test_*.py")
    if path.name != Path(__file__).name
)


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_every_code_is_tested(code: Code) -> None:
    assert re.search(rf"\bCode\.{code.name}\b", TESTS)


def test_every_code_has_a_weight() -> None:
    assert set(SEVERITIES) == set(Code)
    assert set(SEVERITIES.values()) == set(FindingSeverity)


def test_codes_are_words_with_hyphens() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in Code)
