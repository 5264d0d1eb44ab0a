"""Rows of the map: one per workload, in the order asked for, counted per scenario."""

from typing import Any

from bcdr.model.vocabulary import Coverage
from bcdr.ui.coverage_rows import MapRow, Order, map_rows, scenario_counts


def line(id_: str, scenario: str, today: str, planned: str, **more: Any) -> dict[str, Any]:
    return {
        "workload_id": id_,
        "title": id_.upper(),
        "criticality": "Important",
        "criticality_rank": 3,
        "scenario": scenario,
        "scenario_title": scenario.title(),
        "is_binding": True,
        "today": today,
        "planned": planned,
        **{f"{when}_{key}": None for when in ("today", "planned")
           for key in ("recovery_hours", "loss_hours", "place", "null_reason")},
        **more,
    }  # fmt: skip


LINES = (
    line("b", "site-loss", "met", "met"),
    line("b", "ransomware", "late", "met"),
    line("a", "site-loss", "unrecoverable", "met", criticality_rank=1),
    line("a", "ransomware", "unknown", "late", criticality_rank=1),
    line("c", "site-loss", "accepted", "accepted", criticality_rank=None),
    line("c", "ransomware", "out-of-scope", "out-of-scope", criticality_rank=None),
)


def ids(rows: tuple[MapRow, ...]) -> list[str]:
    return [row.workload_id for row in rows]


def test_each_order_puts_the_rows_as_it_says() -> None:
    worst = ("b", "a")
    assert ids(map_rows(LINES, worst, Order.WORST_FIRST)) == ["b", "a", "c"]
    assert ids(map_rows(LINES, worst, Order.CRITICALITY)) == ["a", "b", "c"]
    assert ids(map_rows(LINES, worst, Order.NAME)) == ["a", "b", "c"]


def test_counts_are_per_scenario_and_state() -> None:
    site, ransom = scenario_counts(map_rows(LINES, (), Order.NAME))
    assert site.title == "Site-Loss"
    assert (site.workloads, site.covered_today, site.covered_planned) == (3, 2, 3)
    assert ransom.today[Coverage.UNKNOWN] == 1
    assert ransom.planned[Coverage.UNKNOWN] == 0


def test_a_cell_says_time_loss_place_and_what_is_missing() -> None:
    known = line("a", "x", "late", "late", today_recovery_hours=5.5, today_loss_hours=0.25,
                 today_place="Hub South", today_null_reason="It waits for B.")  # fmt: skip
    row = map_rows((known,), (), Order.NAME)[0]
    assert row.cells[0].today_words == (
        "back in 5.5 h, loses 15 min, at Hub South. It waits for B."
    )
    assert row.cells[0].planned_words == ""
