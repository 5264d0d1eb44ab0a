"""Recovery order: what has to be up first, what is held up, and what waits in a circle."""

from bcdr.model.results import Inversion
from bcdr.report.blocks import CellKind, Medium, Section, Table, Text, TextRole
from bcdr.report.sections.columns import count, hours, money, of_kind, prose, words
from bcdr.report.sections.extract import Extract, or_words
from bcdr.report.sections.why import OBJECTIVE, explained, stated
from bcdr.report.wording import counted


def recovery_order_section(extract: Extract) -> Section:
    """Return the waves of recovery, the inversions and the circles of the plan."""
    held_up, circles = extract.study.inversions(), extract.study.circles()
    return Section(
        id="recovery-order",
        title="Recovery order",
        purpose="In which order workloads come back, since each waits for what it depends on; "
        "which dependencies are slower than what waits for them; and which wait for one another.",
        medium=Medium.WORKBOOK,
        blocks=(
            Text(_claim(extract, held_up, circles), TextRole.CLAIM),
            _inversions(extract, held_up),
            _circles(circles),
            _waves(extract),
        ),
    )


def _claim(
    extract: Extract, held_up: tuple[Inversion, ...], circles: tuple[tuple[str, ...], ...]
) -> str:
    edges = len(extract.edges)
    if not edges:
        return "No workload is said to depend on another, so all come back side by side."
    late = sum(1 for item in held_up if item.is_late)
    return (
        f"{counted(edges, 'dependency', 'dependencies')}; {counted(len(held_up), 'time')} a "
        f"dependency is up later than what waits for it would be by itself, {late:,} of which "
        f"miss the RTO for it; {counted(len(circles), 'circle')}."
    )


def _inversions(extract: Extract, held_up: tuple[Inversion, ...]) -> Table:
    titles, unit = extract.scenario_titles, extract.money_unit
    named = extract.titles
    return Table(
        id="inversions",
        title="Dependencies that are slower than what waits for them, the largest gap first",
        columns=(
            words("workload", "Workload", 32),
            words("needed", "Waits for", 36),
            words("scenario", "Scenario", 24),
            explained(hours("needed_hours", "Is up after"), "planning_hours"),
            explained(hours("own_hours", "By itself"), "planning_hours"),
            stated(hours("rto_hours", "RTO"), OBJECTIVE),
            stated(hours("gap_hours", "Held up"), "Is up after, less by itself."),
            of_kind("is_late", "Misses RTO", CellKind.YES_NO, 12),
            prose("closing", "What would close it", 36),
            stated(
                money("closing_cost", "Costs more", unit, width=12),
                "Outlay of the cheapest strategy of the dependency that is fast enough and covers "
                "no less, less that of the plan.",
            ),
        ),
        rows=tuple(
            (
                named.get(item.workload, item.workload),
                named.get(item.needed, item.needed),
                titles.get(item.scenario, item.scenario),
                item.needed_hours,
                item.own_hours,
                or_words(item.rto_hours, "not given"),
                item.gap_hours,
                item.is_late,
                "nothing that is allowed here"
                if item.closing_strategy is None
                else item.closing_strategy.title,
                "none"
                if item.closing_cost_per_year is None
                else _whole(item.closing_cost_per_year),
            )
            for item in held_up
        ),
        empty="Nothing is held up by what it depends on.",
    )


def _whole(amount: float) -> float:
    """Return whole money, where a few cents less are nothing and not minus nothing."""
    return round(amount) + 0.0


def _circles(circles: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        id="circles",
        title="Circles: each waits for the next, so none can be the first to start",
        columns=(
            stated(count("number", "Circle", width=32), "Counted."),
            prose("members", "Workloads", 100),
        ),
        rows=tuple(
            (number, " \N{RIGHTWARDS ARROW} ".join((*circle, circle[0])))
            for number, circle in enumerate(circles, start=1)
        ),
        empty="No workloads wait for one another in a circle.",
    )


def _waves(extract: Extract) -> Table:
    waves = wave_of(extract)
    titles = extract.titles
    needs: dict[str, list[str]] = {}
    for waiting, needed in extract.edges:
        needs.setdefault(waiting, []).append(titles[needed])
    rows = sorted(
        (row for row in extract.plan),
        key=lambda row: (waves[str(row["workload_id"])] is None, waves[str(row["workload_id"])]),
    )
    return Table(
        id="recovery-order",
        title="Order of recovery: workloads of one wave come back side by side",
        columns=(
            words("title", "Workload", 32),
            stated(
                count("wave", "Wave", width=12),
                "1 waits for nothing; 2 only for what is in wave 1, and so on.",
            ),
            words("criticality", "Criticality", 24),
            prose("needs", "Waits for", 72),
            words("place", "Recovery place", 24),
        ),
        rows=tuple(
            (
                row["title"],
                or_words(waves[str(row["workload_id"])], "circle"),
                row["criticality"],
                "; ".join(needs.get(str(row["workload_id"]), ())) or None,
                row["recovery_place"],
            )
            for row in rows
        ),
        empty="There is no workload.",
    )


def wave_of(extract: Extract) -> dict[str, int | None]:
    """Return the wave of each workload of the portfolio, from 1; None in a circle or behind one."""
    portfolio = extract.whole.portfolio
    needs: dict[str, set[str]] = {item.id: set() for item in portfolio.workloads}
    waiting: dict[str, list[str]] = {}
    for one, needed in portfolio.edges:
        needs[one].add(needed)
        waiting.setdefault(needed, []).append(one)
    waves: dict[str, int | None] = dict.fromkeys(needs)
    ready, wave = [one for one, others in needs.items() if not others], 1
    while ready:
        following = []
        for one in ready:
            waves[one] = wave
            for other in waiting.get(one, ()):
                needs[other].discard(one)
                if not needs[other]:
                    following.append(other)
        ready, wave = list(dict.fromkeys(following)), wave + 1
    return waves
