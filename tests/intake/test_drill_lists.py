"""A list of tests, a row per test, is read as drills; a list of what was tested is not."""

from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.recognition import SheetProposal, TableRole
from bcdr.model.records import Cell
from tests.intake.books import book, read


def proposal_of(headers: str, *rows: str) -> SheetProposal:
    cells: list[list[Cell]] = [list(line.split("|")) for line in (headers, *rows)]
    (found,) = recognise("tests.csv", [RawSheet(name="Log", is_visible=True, rows=cells)])
    return found


def fields_of(proposal: SheetProposal) -> dict[str, str]:
    return {column.header: column.field for column in proposal.columns if column.field}


def test_name_date_time_and_result_are_a_list_of_tests() -> None:
    found = proposal_of(
        "System|Restore test on|Time needed|Outcome",
        "Shop|2026-03-02|5 h|Passed",
        "Shop|2025-03-02|9 h|Failed",
    )

    assert found.role is TableRole.DRILLS
    assert fields_of(found) == {
        "System": "application", "Restore test on": "date", "Time needed": "recovery_hours",
        "Outcome": "result",
    }  # fmt: skip


def test_the_time_of_a_run_counts_only_in_a_list_of_tests() -> None:
    tests = proposal_of(
        "target_system|test_type|started_at|duration_minutes|status",
        "shop-db|restore|2026-05-01 10:00|70|passed",
        "mail-db|restore|2026-05-02 10:00|310|failed",
    )
    jobs = proposal_of(
        "Job name|VM|Start time|Duration|Status",
        "Nightly|shop-db|2026-05-01 10:00|01:10:00|Success",
    )

    assert fields_of(tests)["duration_minutes"] == "recovery_hours"
    assert jobs.role is TableRole.BACKUPS


def test_a_list_with_objectives_whose_tests_all_passed_stays_a_list_of_applications() -> None:
    headers = "Application|Test date|RTO target (h)|RTO achieved (h)|Result"
    passed = proposal_of(headers, "Shop|2026-03-02|4|3|Passed", "Mail|2026-03-02|8|7|Passed")
    failed = proposal_of(headers, "Shop|2026-03-02|4|9|Failed", "Mail|2026-03-02|8|7|Passed")

    assert passed.role is TableRole.APPLICATIONS
    assert failed.role is TableRole.DRILLS


def test_what_a_list_says_beside_its_tests_makes_it_one_of_applications() -> None:
    found = proposal_of("Application|Criticality|Last test|Result", "Shop|High|2026-03-02|Failed")

    assert found.role is TableRole.APPLICATIONS


def test_tickets_with_a_date_and_a_status_are_no_tests() -> None:
    found = proposal_of("System|Date|Status", "Shop|2026-03-02|ok", "Mail|2026-03-03|ok")

    assert found.role is not TableRole.DRILLS


def test_results_in_other_words_prove_what_they_say() -> None:
    found = read(
        book(
            Anwendungen=[["Anwendung", "Verantwortlich", "RTO"], ["Shop", "Ana", "4 h"]],
            Protokoll=[
                ["Anwendung", "Datum des Tests", "Dauer (h)", "Ergebnis"],
                ["Shop", "02.03.2026", "3", "erfolgreich"],
                ["Shop", "02.03.2025", "9", "nicht bestanden"],
                ["Shop", "02.03.2024", "1", "abgebrochen"],
            ],
        )
    )
    drills = found.portfolio.drills

    assert [(d.date and d.date.year, d.recovery_hours, d.result) for d in drills] == [
        (2026, 3.0, "passed"), (2025, 9.0, "failed"), (2024, 1.0, "aborted"),
    ]  # fmt: skip
