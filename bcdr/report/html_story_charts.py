"""Charts that only a page has: recovery time against objective, and where recovery runs."""

from collections import Counter
from typing import Final

from bcdr.report.blocks import CellKind, CellValue, Chart, ChartKind, Table
from bcdr.report.sections.columns import count, hours, of_kind, words
from bcdr.report.sections.extract import Extract, Record, state, text
from bcdr.report.sections.why import COUNTED, OBJECTIVE, explained, stated
from bcdr.report.symbols import GAP_STATES
from bcdr.report.wording import counted

_NOWHERE: Final = "does not come back"
_NOT_KNOWN: Final = "not known"


def times_chart(extract: Extract) -> Chart:
    """Return recovery time against RTO, a point per workload today and one with the plan.

    Each workload stands for its worst binding scenario with the plan; the plane is logarithmic.
    """
    there = {(text(row, "workload_id"), text(row, "scenario")): row for row in extract.coverage}
    rows = []
    for row in extract.plan:
        found = there.get((text(row, "workload_id"), text(row, "worst_scenario")))
        if found is not None:
            rows.append(_times(row, found, extract))
    table = Table(
        id="recovery-against-objective",
        title="Recovery time against RTO, in the worst binding scenario with the plan",
        columns=(
            words("title", "Workload", 34),
            words("scenario", "Scenario", 28),
            stated(hours("rto_hours", "RTO"), OBJECTIVE),
            explained(hours("today", "Today"), "planning_hours", "today"),
            explained(hours("planned", "With the plan"), "planning_hours"),
            of_kind("state", "State with the plan", CellKind.COVERAGE, 17),
        ),
        rows=tuple(rows),
        empty="No workload has a binding scenario.",
        heading_columns=2,
    )
    return _of_times(table)


def _times(row: Record, found: Record, extract: Extract) -> tuple[CellValue, ...]:
    times = []
    for when in ("today", "planned"):
        value = found[f"{when}_recovery_hours"]
        gone = state(found, when).value == "unrecoverable"
        times.append("unrecoverable" if gone else "unknown" if value is None else value)
    scenario = text(row, "worst_scenario")
    rto = found["rto_hours"]
    return (
        row["title"],
        extract.scenario_titles.get(scenario, scenario),
        "not given" if rto is None else rto,
        *times,
        found["planned"],
    )


def _of_times(table: Table) -> Chart:
    late = {
        when: sum(
            1
            for rto, value in zip(table.values("rto_hours"), table.values(when), strict=True)
            if isinstance(rto, float) and isinstance(value, float) and value > rto
        )
        for when in ("today", "planned")
    }
    gone = {when: table.values(when).count("unrecoverable") for when in ("today", "planned")}
    claim = (
        f"In their hardest scenario {late['today']:,} of {counted(len(table.rows), 'workload')} "
        f"come back too late today and {gone['today']:,} never; with the plan "
        f"{late['planned']:,} and {gone['planned']:,}"
    )
    return Chart(
        id="recovery-against-objective",
        table=table,
        kind=ChartKind.TIMES,
        x=("rto_hours", "title"),
        y=("today", "planned"),
        unit="hours",
        claim=claim,
        alternative=f"Recovery time over RTO on logarithmic scales, in the worst binding scenario "
        f"of each workload; above the line it is late. {claim}. What never comes back, and what "
        "has no number, has no point.",
    )


def places_chart(extract: Extract) -> Chart:
    """Return where workloads recover after the failure that moves most of them elsewhere."""
    scenario = _widest(extract)
    title = extract.scenario_titles.get(scenario, scenario)
    found: dict[str, Counter[str]] = {"today": Counter(), "planned": Counter()}
    for row in extract.coverage:
        if text(row, "scenario") == scenario:
            for when, places in found.items():
                places[_place(row, when)] += 1
    names = [name for name, _ in (found["planned"] + found["today"]).most_common()]
    last = (_NOT_KNOWN, _NOWHERE)
    names = sorted(names, key=lambda name: (name in last, -found["planned"][name]))
    table = Table(
        id="recovery-places",
        title=f"Where recovery runs: {title}",
        columns=(
            words("place", "Recovery place", 34),
            stated(count("today", "Today", width=14), COUNTED),
            stated(count("planned", "With the plan", width=14), COUNTED),
        ),
        rows=tuple((name, found["today"][name], found["planned"][name]) for name in names),
        empty="No scenario is in scope.",
    )
    return Chart(
        id="recovery-places",
        table=table,
        kind=ChartKind.GROUPED_BARS,
        x=("place",),
        y=("today", "planned"),
        unit="workloads",
        claim=_places_claim(title, found),
        alternative=f"Workloads by recovery place, {title}. "
        + "; ".join(
            f"{name}: {found['today'][name]:,} today, {found['planned'][name]:,} with the plan"
            for name in names
        )
        + ".",
    )


def _places_claim(title: str, found: dict[str, Counter[str]]) -> str:
    places = found["planned"].copy()
    for name in (_NOWHERE, _NOT_KNOWN):
        del places[name]
    if not places:
        return f"{title}: no workload has a recovery place with the plan"
    name, most = places.most_common(1)[0]
    gone = found["planned"][_NOWHERE]
    return (
        f"{title}: {name} takes most with the plan, {most:,} of "
        f"{counted(found['planned'].total(), 'workload')}; {gone:,} "
        f"{'does' if gone == 1 else 'do'} not come back, {found['today'][_NOWHERE]:,} today"
    )


def _widest(extract: Extract) -> str:
    """Return the scenario after which most workloads recover elsewhere than on their Hub."""
    moved: Counter[str] = Counter(dict.fromkeys(extract.scenario_titles, 0))
    for row in extract.coverage:
        own = extract.plan_of[text(row, "workload_id")]["hub"]
        if row["is_binding"] and row["planned_place"] not in (None, own):
            moved[text(row, "scenario")] += 1
    return moved.most_common(1)[0][0] if moved else ""


def _place(row: Record, when: str) -> str:
    found = state(row, when)
    if found.value == "unrecoverable":
        return _NOWHERE
    return text(row, f"{when}_place") or (
        "not looked at or not needed" if found not in GAP_STATES else _NOT_KNOWN
    )
