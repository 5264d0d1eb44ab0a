"""How states of coverage are shown."""

import pytest

from bcdr.model.vocabulary import ClauseOutcome, Coverage
from bcdr.report.palette import PAPER
from bcdr.report.symbols import ANSWERS, GAP_STATES, SYMBOLS, CoverageSymbol

DARK_PAGE = "#10171d"

# What Windows fonts have held since 1993: every office font of today has these characters.
COMMON_SYMBOLS = set("▲▼◄►■□▪▫○●◘◙♠♣♥♦") | {chr(code) for code in range(0x20, 0x100)} | {"\u2013"}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_state_is_shown_once_from_best_to_worst() -> None:
    assert set(SYMBOLS) == set(Coverage)
    assert [one.order for one in SYMBOLS.values()] == list(range(len(Coverage)))
    assert next(iter(SYMBOLS)) is Coverage.MET
    assert list(SYMBOLS)[-1] is Coverage.UNRECOVERABLE


def test_unknown_is_worse_than_late_and_lossy() -> None:
    assert SYMBOLS[Coverage.UNKNOWN].order > SYMBOLS[Coverage.LATE_AND_LOSSY].order


def test_states_are_told_apart_without_colour() -> None:
    assert len({one.symbol for one in SYMBOLS.values()}) == len(SYMBOLS)


def test_symbols_are_in_every_office_font() -> None:
    assert {one.symbol for one in SYMBOLS.values()} <= COMMON_SYMBOLS


def test_gaps_are_what_is_neither_met_nor_accepted_nor_out_of_scope() -> None:
    good = {Coverage.MET, Coverage.ACCEPTED, Coverage.OUT_OF_SCOPE}
    assert set(GAP_STATES) == set(Coverage) - good


@pytest.mark.parametrize("shown", SYMBOLS.values(), ids=str)
def test_text_and_marks_stand_out_from_what_is_behind_them(shown: CoverageSymbol) -> None:
    for colours, page in ((shown.light, PAPER), (shown.dark, DARK_PAGE)):
        assert contrast(colours.ink, colours.fill) >= 4.5
        assert contrast(colours.strong, page) >= 3


def test_every_answer_is_shown_and_told_apart_without_colour() -> None:
    assert set(ANSWERS) == {"yes", "no", "unknown", *map(str, ClauseOutcome)}
    for words in (("yes", "no", "unknown"), tuple(map(str, ClauseOutcome))):
        assert len({ANSWERS[word].symbol for word in words}) == len(words)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_can_be_read_on_its_fill(answer: str) -> None:
    assert contrast(ANSWERS[answer].colours.ink, ANSWERS[answer].colours.fill) >= 4.5
