"""Coverage: every workload in every scenario, today beside the plan."""

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, Column, Section, Table, Text, TextRole
from bcdr.report.sections.columns import of_kind, page_only, words, workbook_only
from bcdr.report.sections.extract import Extract, Record, state, text
from bcdr.report.sections.tallies import GOOD, count_gaps
from bcdr.report.symbols import SYMBOLS
from bcdr.report.wording import counted, share_text


def coverage_section(extract: Extract) -> Section:
    """Return the map of workloads and scenarios."""
    return Section(
        id="coverage",
        title="Coverage",
        purpose="How each workload fares in each scenario, today beside the plan. A scenario "
        "marked with * binds at least one workload: its objectives have to be met.",
        blocks=(
            Text(_claim(extract), TextRole.CLAIM),
            Text(legend(), TextRole.NOTE),
            _table(extract),
        ),
    )


def legend() -> str:
    """Return symbols and words of all states in one line, from best to worst."""
    return "   ".join(symbol.label for symbol in SYMBOLS.values())


def _claim(extract: Extract) -> str:
    looked_at = [
        row
        for row in extract.coverage
        if not state(row, "today") is state(row, "planned") is Coverage.OUT_OF_SCOPE
    ]
    if not looked_at:
        return "No scenario is in scope, so nothing can be said of coverage."
    met = {
        when: sum(1 for row in looked_at if state(row, when) in GOOD)
        for when in ("today", "planned")
    }
    left = count_gaps(looked_at, "planned", binding_only=True)
    tail = (
        "No binding objective would be left uncovered."
        if not left
        else f"{counted(left, 'gap')} in binding scenarios would be left."
    )
    return (
        f"{share_text(met['today'], len(looked_at))} of {len(looked_at):,} pairs of workload and "
        f"scenario are covered today, {share_text(met['planned'], len(looked_at))} would be with "
        f"the plan. {tail}"
    )


def _table(extract: Extract) -> Table:
    titles = extract.scenario_titles
    binding = {text(row, "scenario") for row in extract.coverage if row["is_binding"]}
    columns: list[Column] = [
        page_only(words("title", "Workload", 30)),
        workbook_only(words("application", "Application", 26)),
        workbook_only(words("workload", "Workload", 24)),
        words("criticality", "Criticality", 20),
        workbook_only(words("owner", "Owner", 18)),
    ]
    named = tuple(columns)
    for scenario, title in titles.items():
        group = f"{title} *" if scenario in binding else title
        columns += [
            of_kind(f"{scenario} today", "Today", CellKind.SYMBOL, 9, group),
            of_kind(f"{scenario} planned", "Plan", CellKind.SYMBOL, 9, group),
        ]
    by_workload: dict[str, dict[str, Record]] = {}
    for row in extract.coverage:
        by_workload.setdefault(text(row, "workload_id"), {})[text(row, "scenario")] = row
    rows = []
    for cells in by_workload.values():
        first = next(iter(cells.values()))
        values = [first[column.key] for column in named]
        for scenario in titles:
            values += [cells[scenario]["today"], cells[scenario]["planned"]]
        rows.append(tuple(values))
    return Table(
        id="coverage",
        title="Coverage per workload and scenario",
        columns=tuple(columns),
        rows=tuple(rows),
        empty="There is no workload to judge.",
        heading_columns=3,
    )
