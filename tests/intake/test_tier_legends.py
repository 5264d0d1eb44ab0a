"""A legend of tiers gives objectives to rows that only have a tier, marked as derived."""

from typing import Any

from bcdr.intake import Code, Reading
from tests.intake.books import Rows
from tests.intake.file_sets import by_title, facts, problem, sheets, text, together


def read(legend: Any, apps: Any) -> Reading:
    """The reading of a legend beside a list."""
    return together(("apps.xlsx", sheets(Apps=apps)), ("legend.csv", text(legend)))


APPS: Rows = [
    ["Application Name", "Tier", "RTO", "Owner"],
    ["Shop", "Tier 1", "", "Ana"],
    ["HR", "Tier 3", "", "Bo"],
    ["Ledger", "Tier 3", "8 h", "Bo"],
]
LEGEND: Rows = [
    ["Tier", "Description", "RTO", "RPO", "MTD"],
    ["Tier 1", "Critical", "4 h", "1 h", "24 h"],
    ["Tier 2", "High", "24 h", "4 h", "72 h"],
    ["Tier 3", "Low", "72 h", "24 h", "1 week"],
]


def test_objectives_come_by_tier_and_a_row_s_own_count_first() -> None:
    found = read(LEGEND, APPS)

    assert found.portfolio is not None
    assert [(item.criticality, item.rto_hours) for item in found.portfolio.objectives] == [
        ("mission-critical", 4),
        ("business-critical", 24),
        ("important", 72),
    ]
    workloads = by_title(found).values()
    assert facts(workloads, "criticality", "rto_hours", "from_tier") == [
        ("mission-critical", None, ()),
        ("important", None, ()),
        ("important", 8, ()),
    ]


def test_bare_numbers_take_their_direction_from_the_times_of_the_legend() -> None:
    legend = [["Level", "RTO (hours)", "RPO (hours)"], [4, 1, 0.25], [3, 4, 1], [2, 24, 12],
              [1, 72, 24]]  # fmt: skip
    apps = [["Application Name", "Level", "Owner"], ["Shop", 4, "Ana"], ["HR", 1, "Bo"]]

    found = read(legend, apps)

    assert facts(by_title(found).values(), "criticality") == [("mission-critical",), ("minor",)]
    assert "'4' as Mission critical" in problem(found, Code.TIER_FROM_LEGEND)
    assert Code.CRITICALITY_UNKNOWN not in {item.code for item in found.findings}


def test_a_legend_whose_numbers_run_the_other_way_turns_its_tiers_round() -> None:
    legend = [["Tier", "RTO (hours)"], ["Tier 1", 72], ["Tier 2", 24], ["Tier 3", 2]]
    apps = [["Application Name", "Tier", "Owner"], ["Shop", "Tier 3", "Ana"], ["HR", "Tier 1", "B"]]

    found = read(legend, apps)

    assert facts(by_title(found).values(), "criticality") == [("mission-critical",), ("important",)]


def test_words_of_the_legend_alone_are_tiers_in_the_order_of_its_times() -> None:
    legend = [["Criticality", "RTO (hours)", "RPO (hours)"], ["Class C", 48, 24],
              ["Class A", 2, 1], ["Class B", 8, 4]]  # fmt: skip
    apps = [["Application Name", "Criticality", "Owner"], ["Shop", "Class A", "Ana"],
            ["HR", "class c", "Bo"]]  # fmt: skip

    found = read(legend, apps)

    assert facts(by_title(found).values(), "criticality") == [("mission-critical",), ("important",)]


def test_tiers_that_count_as_one_keep_their_own_times_by_the_word_of_the_row() -> None:
    legend = [["Tier", "RTO (hours)", "RPO (hours)"], ["Tier 0", 1, 0.25], ["Tier 1", 4, 1],
              ["Tier 2", 24, 12], ["Tier 3", 72, 24]]  # fmt: skip
    apps = [["Application Name", "Tier", "RTO (hours)", "Owner"], ["Shop", "Tier 0", None, "Ana"],
            ["HR", "Tier 1", None, "Bo"], ["Ledger", "Tier 1", 2, "Bo"],
            ["Desk", "Tier 2", None, "C"]]  # fmt: skip

    found = read(legend, apps)

    assert facts(by_title(found).values(), "rto_hours", "rpo_hours", "from_tier") == [
        (1, 0.25, ("rto_hours", "rpo_hours")),
        (4, 1, ("rto_hours", "rpo_hours")),
        (2, 1, ("rpo_hours",)),
        (None, None, ()),
    ]
    assert "'Shop', 'HR' and 'Ledger'" in problem(found, Code.OBJECTIVES_FROM_LEGEND)


def test_an_objective_that_names_a_tier_takes_its_time_from_the_legend() -> None:
    apps = [
        ["Application Name", "RTO", "RPO", "Owner"],
        ["Shop", "Tier 1", "Critical", "Ana"],
        ["HR", "tier_3", "2 h", "Bo"],
    ]

    found = read(LEGEND, apps)

    assert facts(by_title(found).values(), "rto_hours", "rpo_hours", "from_tier") == [
        (4, 1, ("rto_hours", "rpo_hours")),
        (72, 2, ("rto_hours",)),
    ]
    assert Code.DURATION_IS_TIER not in {item.code for item in found.findings}


def test_a_legend_beside_a_sheet_called_applications_is_read() -> None:
    apps = [["Application", "Criticality"], ["Shop", "Tier 1"]]

    found = together(("book.xlsx", sheets(Applications=apps, Levels=LEGEND)))

    assert found.portfolio is not None
    assert [item.rto_hours for item in found.portfolio.objectives] == [4, 24, 72]
