"""Answers in a questionnaire find their rows again, and say so where they do not."""

import datetime

from bcdr.intake import Code, Reading, read_tables
from bcdr.intake.answers import with_answers
from bcdr.intake.files import read_files
from bcdr.model.portfolio import Workload
from bcdr.model.questionnaire import ANSWERS_ROLE, QUESTION_HEADINGS
from bcdr.model.records import Cell
from tests.intake.books import Rows, book, read

AS_OF = datetime.date(2026, 6, 1)
LIST: Rows = [["Application", "Owner", "RTO (min)", "Data (GB)"], ["Shop", "Ana", None, 20]]


def asked(*answers: tuple[str, str, Cell]) -> bytes:
    rows = [[row, field, "Applications", answer] for row, field, answer in answers]
    heads = [QUESTION_HEADINGS[name] for name in ("rows", "field", "sheet", "answer")]
    return book(Ana=[["Questions for Ana"], heads, *rows])


def read_with(*answers: tuple[str, str, Cell]) -> Reading:
    return read_files(
        [("list.xlsx", book(Applications=LIST)), ("ana.xlsx", asked(*answers))], as_of=AS_OF
    )


def only(reading: Reading) -> Workload:
    assert reading.portfolio is not None
    (found,) = reading.portfolio.workloads
    return found


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def test_an_answer_stands_in_its_row_beside_what_was_there() -> None:
    found = only(read_with(("shop", "rto_hours", "8 h")))
    assert (found.rto_hours, found.data_gb, found.owner) == (8.0, 20.0, "Ana")


def test_a_plain_number_is_in_the_unit_that_was_asked_for_not_in_that_of_the_list() -> None:
    assert only(read_with(("shop", "rto_hours", 8))).rto_hours == 8.0


def test_an_answer_counts_more_than_what_its_cell_held() -> None:
    assert only(read_with(("shop", "data_gb", 300))).data_gb == 300.0


def test_a_field_that_the_list_has_no_column_for_is_filled() -> None:
    assert only(read_with(("shop", "vm_count", 3))).vm_count == 3


def test_a_blank_answer_leaves_the_cell_as_it_was() -> None:
    assert only(read_with(("shop", "data_gb", None))).data_gb == 20.0


def test_one_answer_may_be_for_several_rows() -> None:
    rows = [*LIST, ["Till", "Ana", None, None]]
    sources = [
        ("list.xlsx", book(Applications=rows)),
        ("ana.xlsx", asked(("shop\ntill", "criticality", "High"))),
    ]
    portfolio = read_files(sources, as_of=AS_OF).portfolio
    assert portfolio is not None
    first, second = portfolio.workloads
    assert first.criticality == second.criticality is not None


def test_an_answer_for_a_row_that_is_not_there_is_said_with_its_place() -> None:
    reading = read_with(("gone", "rto_hours", "8 h"))
    found = next(one for one in reading.findings if one.code == Code.ANSWER_WITHOUT_ROW)
    assert found.place == "[ana.xlsx]Ana!D3"
    assert "'8 h'" in found.problem
    assert only(reading).rto_hours is None


def test_an_answer_that_cannot_be_read_is_said_in_its_row() -> None:
    assert Code.NOT_A_DURATION in codes(read_with(("shop", "rto_hours", "soon")))


def test_a_field_nobody_knows_changes_nothing() -> None:
    assert only(read_with(("shop", "colour", "red"))) == only(read_with())


def test_a_questionnaire_alone_says_what_it_needs() -> None:
    read = read_tables(asked(("shop", "rto_hours", "8 h")), "ana.xlsx")
    (found,) = read.findings
    assert found.code == Code.ANSWERS_ALONE
    assert found.problem.startswith("this is a questionnaire with 1 answer,")
    assert [table.role for table in read.tables] == [ANSWERS_ROLE]


def test_a_questionnaire_with_its_list_is_read_without_a_question() -> None:
    assert codes(read_with(("shop", "rto_hours", "8 h"))) == codes(read_with())
    assert not codes(read_with()) & {Code.ANSWERS_ALONE, Code.SHEET_NOT_USED}


def test_questions_on_a_sheet_of_the_list_itself_are_answered_too() -> None:
    heads = [QUESTION_HEADINGS[name] for name in ("rows", "field", "sheet", "answer")]
    content = book(Applications=LIST, Ana=[heads, ["shop", "rto_hours", "Applications", "8 h"]])
    assert only(read(content)).rto_hours == 8.0


def test_tables_without_answers_stay_as_they_are() -> None:
    tables = read_tables(book(Applications=LIST), "list.xlsx").tables
    assert with_answers(tables) == (tables, ())
