"""Headers are known by their words in every language, and give their columns a unit."""

from typing import Any

import pytest

from bcdr.intake.contract_tables import contract_header, exact_field
from bcdr.intake.field_scores import header_scores
from bcdr.intake.header_rows import Area, find_header_row
from bcdr.intake.header_words import header_text
from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.columns import SHEETS
from bcdr.model.recognition import ColumnProposal
from bcdr.model.records import Cell


@pytest.mark.parametrize("role", list(SHEETS))
def test_every_header_and_field_name_of_the_contract_is_known(role: str) -> None:
    for column in SHEETS[role].columns:
        for header in (column.header, column.field, f" *{column.header.upper()} "):
            assert exact_field(header, role) == column.field


def column_of(header: str, *cells: object) -> ColumnProposal:
    """What a column with this header is taken for, beside names and owners of applications."""
    rows: list[list[Any]] = [["Application", "Owner", header]]
    rows += [[f"App {chr(65 + n)}", "Ana", cell] for n, cell in enumerate(cells)]
    sheet = RawSheet(name="List", is_visible=True, rows=rows)
    (proposal,) = recognise("list.csv", [sheet])
    return next(column for column in proposal.columns if column.letter == "C")


@pytest.mark.parametrize(
    ("header", "field", "unit"),
    [
        ("RTO (hours)", "rto_hours", "hours"),
        ("Max. tolerierbare Ausfallzeit (h)", "mtd_hours", "hours"),
        ("RTO [d]", "rto_hours", "days"),
        ("RTO (min)", "rto_hours", "min"),
        ("RTO in minutes", "rto_hours", "min"),
        ("RTO_target_minutes", "rto_hours", "min"),
        ("Target RTO in min", "rto_hours", "min"),
        ("Recovery Time Objective (RTO)", "rto_hours", "hours"),
        ("RTO (Max Tolerable Downtime)", "rto_hours", "hours"),
        ("RPO hrs (business)", "rpo_hours", "hours"),
        ("Wiederanlaufzeit in Tagen", "rto_hours", "days"),
        ("Délai maximal d'interruption admissible", "rto_hours", "hours"),
        ("Tiempo máximo tolerable de inactividad (días)", "mtd_hours", "days"),
        ("Perda máxima de dados", "rpo_hours", "hours"),
        ("Maximaal toelaatbare uitvalduur (dagen)", "mtd_hours", "days"),
        ("目標復旧時間\uff08時間\uff09", "rto_hours", "hours"),
        ("RPO目標\uff08分\uff09", "rpo_hours", "min"),
        ("Recovry Time Objektive", "rto_hours", "hours"),
        ("Data (TB)", "data_gb", "TB"),
        ("Memory GiB", "memory_gb", "GiB"),
        ("Datenvolumen [GB]", "data_gb", "GB"),
        ("Downtime cost per hour (€)", "downtime_cost_per_hour", "EUR"),
        ("Coût d'indisponibilité par heure (EUR)", "downtime_cost_per_hour", "EUR"),
        ("Daily_change_%", "daily_change_share", "%"),
    ],
)
def test_other_spellings_are_known_with_their_unit(header: str, field: str, unit: str) -> None:
    column = column_of(header, 4, 8, 24)

    assert (column.field, column.unit) == (field, unit)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("I(RTO) EUR", (12000.0, 48000.0)),
        ("RTO (EUR)", (12000, 48000)),
        ("RTO_cost", (10, 20)),
        ("RTO (GB)", (4, 8)),
        ("RTO", (1, 0, 1)),
        ("RTO defined?", ("yes", "no")),
        ("RTO", ("$4,000", "$2,000")),
        ("SLA RTO of supplier", ("4 h", "8 h")),
        ("Support tier", ("Tier 1", "Tier 2")),
        ("AD-Tier", (0, 1)),
        ("Storage tier", ("Gold", "Silver")),
        ("Tier", ("All", "SBA")),
        ("Priority", ("Anna", "Bert")),
        ("Status", ("High", "Low")),
        ("Impact", ("High", "Low")),
        ("Duration", ("4 h", "8 h")),
        ("Monthly Azure Backup Cost Estimate", (10, 20)),
        ("Last updated", ("2026-01-01", "2026-02-02")),
        ("Required by", ("Dealership", "Mail")),
        ("Vendor", ("Acme", "Oracle")),
        ("x" * 300, (1, 2)),
    ],
)
def test_look_alikes_are_not_taken(header: str, cells: tuple[object, ...]) -> None:
    column = column_of(header, *cells)

    assert column.field is None
    assert column.reason.endswith(".")


def test_what_was_reached_is_no_objective_but_a_measurement() -> None:
    assert column_of("RTO achieved (h)", 3, 5).field == "measured_recovery_hours"
    assert column_of("Actual RPO (h)", 3, 5).field is None


def test_bare_words_count_where_the_cells_say_what_they_rank() -> None:
    assert column_of("Tier", "Tier 1 (Critical)", "Tier 2").field == "criticality"
    assert column_of("Tier", "web", "database").field == "workload_type"
    assert column_of("Priority (Critical/High/Med/Low)", "High").field == "criticality"


def test_a_bare_name_is_the_name_of_what_the_sheet_lists() -> None:
    assert exact_field("Name", "Hubs") == "hub"
    assert exact_field("Name", "Targets") == "target"
    assert exact_field("Name", "Applications") == ""


def test_the_header_is_the_row_that_knows_most_columns() -> None:
    rows: list[list[Cell]] = [
        ["Application list 2026"],
        [],
        ["Application", None, "RTO", "Owner"],
        ["RTO", 1, 2, 3],
    ]

    header = find_header_row(rows, Area(0, 3, 0, 3))

    assert header is not None
    assert (header.at, header.field_count) == (2, 3)


def test_a_row_of_the_template_must_have_the_columns_that_are_required() -> None:
    rows = [["RTO", "RPO", "MTD", "OS"], ["Application", "RTO"]]

    header = contract_header(rows, "Applications")

    assert header is not None
    assert (header.at, header.fields) == (1, {0: "application", 1: "rto_hours"})
    assert contract_header([["App name", "RTO"]], "Applications") is None


def test_accents_brackets_and_footnotes_do_not_count() -> None:
    text = header_text("*Größe  (in GB) [1]")

    assert (text.words, text.bracketed) == ("grosse", "in gb")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("\ufeffName", "name"),
        ("Criticality\u00b9", "criticality"),
        ("Depends on_x000a_", "depends on"),
        ("businessCriticality", "business criticality"),
        ("RAM.TotalSizeInMB", "ram total size in mb"),
        ("VMName", "vm name"),
        ("# of vCPUs", "number of of vcpus"),
        ("Non\u2011critical", "non critical"),
        ("CPU数", "cpu 数"),
        ("UYGULAMA ADI", "uygulama adi"),
        ("Uygulama ad\u0131", "uygulama adi"),
        ("D\u0130SK ALANI", "disk alani"),
    ],
)
def test_headers_are_split_into_their_words(header: str, words: str) -> None:
    assert header_text(header).words == words


def test_a_sentence_is_no_header() -> None:
    assert header_scores("RTO " * 60) == ()
