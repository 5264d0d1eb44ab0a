"""A study of what exists only together: events, places, dependencies and links."""

from dataclasses import replace

from bcdr.study import Study
from tests import factories as make


def studied() -> Study:
    """Return a study of an application whose small part waits for a large one, and of one alone."""
    parts = [
        make.workload("Shop", part, data_gb=size, current=(make.current(),))
        for part, size in (("Data", 5000.0), ("Web", 10.0))
    ]
    given = make.portfolio(*parts, make.workload("Alone"))
    return make.study(replace(given, edges=(("Shop / Web", "Shop / Data"),)))


def test_events_of_today_and_of_the_plan_are_the_same_with_other_costs() -> None:
    study = studied()
    today, planned = study.event_costs("today"), study.event_costs()
    hit = {(one.scenario, one.hit) for one in planned}
    assert hit == {(one.scenario, one.hit) for one in today}
    assert ("hub-outage", "North") in hit
    assert sum(one.cost for one in planned) < sum(one.cost for one in today)


def test_what_recovers_at_a_place_is_counted_per_event() -> None:
    uses = studied().place_uses()
    assert {use.hit for use in uses} >= {"North"}
    assert all(use.workloads >= use.refused >= 0 for use in uses)


def test_an_inversion_names_two_workloads_of_the_portfolio() -> None:
    found = studied().inversions("today")
    assert {(one.workload, one.needed) for one in found} == {("Shop / Web", "Shop / Data")}
    assert all(one.gap_hours > 0 for one in found)


def test_a_circle_is_told_by_titles() -> None:
    given = make.portfolio(make.workload("A"), make.workload("B"))
    study = make.study(replace(given, edges=(("A", "B"), ("B", "A"))))
    (circle,) = study.circles()
    assert sorted(circle) == ["A", "B"]
    assert studied().circles() == ()


def test_the_link_that_would_do_carries_what_is_planned() -> None:
    study = studied()
    needed = study.bandwidth_needed_mbit_per_s()
    table = study.targets_table().set_index("target")
    assert set(needed) == set(table.index)
    for name, link in needed.items():
        assert link >= table.loc[name, "planned_link_mbit_per_s"]
