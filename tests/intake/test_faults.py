"""The same fault in many cells of a column is one finding."""

from bcdr.intake import Code
from bcdr.intake.faults import Fault, FaultLog, enumerate_some, quote
from tests.intake.books import codes, reading

FAULT = Fault(
    code=Code.NOT_A_NUMBER,
    problem="{value} is odd.",
    many="{values} are odd.",
    remedy="Even it.",
)


def test_cells_of_a_column_are_named_once() -> None:
    log = FaultLog()
    for row in range(2, 20):
        log.add_place(FAULT, "Applications", "E", f"E{row}", "7")
    log.add_place(FAULT, "Applications", "F", "F2", "9")

    first, second = log.findings()

    assert str(first) == "Applications!E2, E3, E4 and 15 more: '7' is odd. Even it."
    assert str(second) == "Applications!F2: '9' is odd. Even it."


def test_different_values_are_quoted_together() -> None:
    log = FaultLog()
    for row, value in enumerate("abcdef", start=2):
        log.add_place(FAULT, "Applications", "E", f"E{row}", value)

    assert log.findings()[0].problem == "'a', 'b', 'c' and 3 more are odd."


def test_a_list_names_one_word_too_many_rather_than_one_more() -> None:
    assert enumerate_some([], 3) == ""
    assert enumerate_some(["a"], 3) == "a"
    assert enumerate_some(["a", "b", "c", "d"], 3) == "a, b, c and d"
    assert enumerate_some(["a", "b", "c", "d", "e"], 3) == "a, b, c and 2 more"


def test_long_and_hidden_text_is_quoted_short_and_plain() -> None:
    assert quote("x" * 100) == f"'{'x' * 57}...'"
    assert quote("a\nb\x00c") == "'a b c'"
    assert quote(4.0) == "'4'"


def test_a_whole_column_of_faults_makes_one_finding() -> None:
    rows = [{"application": f"App {n}", "rto_hours": "soon"} for n in range(30)]

    assert codes(reading(*rows)) == [("Applications!B2, B3, B4 and 27 more", Code.NOT_A_DURATION)]
