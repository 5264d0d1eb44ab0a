"""Summary: the state of the portfolio today and with the plan, on one page."""

from bcdr.report.blocks import (
    Figure,
    Figures,
    Section,
    Table,
    Text,
    TextRole,
)
from bcdr.report.sections.columns import count, money, number, words
from bcdr.report.sections.extract import Extract, text
from bcdr.report.sections.extract import number as number_of
from bcdr.report.sections.summary_charts import (
    cost_chart,
    coverage_chart,
    gaps_chart,
    target_chart,
)
from bcdr.report.sections.tallies import (
    Tally,
    gaps_by_criticality,
    tally,
    tally_by_criticality,
)
from bcdr.report.sections.why import COUNTED, stated
from bcdr.report.sections.worst import worst_table
from bcdr.report.symbols import SYMBOLS
from bcdr.report.wording import counted, money_text, share_text

TODAY, PLANNED = "Today", "With the plan"


def summary_section(extract: Extract) -> Section:
    """Return the headline, the figures, three charts and the tables behind them."""
    tallied = tally(extract.coverage)
    counts, criticality, costs = _counts(extract), _criticality(extract), _costs(extract)
    by_target = _by_target(extract)
    return Section(
        id="summary",
        title="Summary",
        purpose="The state of the "
        f"{'workloads in scope' if extract.scope else 'portfolio'} today and with the plan.",
        blocks=(
            Text(headline(tallied), TextRole.CLAIM),
            Figures(_figures(extract, tallied)),
            coverage_chart(extract, counts),
            gaps_chart(criticality),
            cost_chart(extract, costs),
            worst_table(extract),
            counts,
            criticality,
            costs,
            by_target,
            target_chart(extract, by_target),
            Text(
                "The Hub's own infrastructure backup, which its operator runs, holds no VMs, "
                "storage accounts or databases of users: it covers nothing in this report. "
                "Recovery times are modelled unless marked as proven by a drill.",
                TextRole.NOTE,
            ),
        ),
    )


def headline(tallied: Tally) -> str:
    """Return how many workloads meet every binding objective, today and with the plan."""
    if not tallied.workloads:
        return "The portfolio has no workload."
    said = (
        f"{tallied.today:,} of {counted(tallied.workloads, 'workload')} "
        f"{'meet' if tallied.today != 1 else 'meets'} every binding objective today; "
        f"{tallied.planned:,} would with the plan."
    )
    if tallied.without_binding:
        said += (
            f" No scenario is binding for {tallied.without_binding:,} of them, which therefore "
            "meet nothing."
        )
    return said


def _figures(extract: Extract, tallied: Tally) -> tuple[Figure, ...]:
    study, currency = extract.study, extract.study.currency
    building = sorted(
        {str(row["target"]) for row in extract.plan if row["is_to_build"] and row["target"]}
    )
    applications = len({row["application"] for row in extract.plan})
    outlay_more = study.outlay_per_year - study.today_outlay_per_year
    saved = study.today_expected_penalty_per_year - study.expected_penalty_per_year
    return (
        Figure(
            title="Meet every binding objective today",
            value=f"{tallied.today:,}",
            note=f"{share_text(tallied.today, tallied.workloads)} of "
            f"{counted(tallied.workloads, 'workload')} in "
            f"{counted(applications, 'application')}",
        ),
        Figure(
            title="Would meet them with the plan",
            value=f"{tallied.planned:,}",
            note=f"{share_text(tallied.planned, tallied.workloads)} of "
            f"{counted(tallied.workloads, 'workload')}",
        ),
        Figure(
            title="Outlay per year with the plan",
            value=money_text(study.outlay_per_year, currency),
            note=f"{money_text(abs(outlay_more), currency)} "
            f"{'more' if outlay_more >= 0 else 'less'} than today",
        ),
        Figure(
            title="Expected penalty per year with the plan",
            value=money_text(study.expected_penalty_per_year, currency),
            note=f"{money_text(abs(saved), currency)} {'less' if saved >= 0 else 'more'} "
            "than today",
        ),
        Figure(
            title="Workloads that need a target to be built",
            value=f"{sum(1 for row in extract.plan if row['is_to_build']):,}",
            note=counted(len(building), "place") + " to build" if building else "none to build",
        ),
    )


def _counts(extract: Extract) -> Table:
    counts, events = extract.study.coverage_counts(), extract.study.events_per_year()
    rows = []
    for scenario, title in extract.scenario_titles.items():
        for when, shown in (("today", "today"), ("planned", "plan")):
            states = counts[when][scenario]
            rows.append(
                (
                    f"{title}: {shown}",
                    *(states[state] for state in SYMBOLS),
                    sum(states[state] for state in SYMBOLS),
                    events.get(scenario),
                )
            )
    return Table(
        id="coverage-counts",
        title="Workloads per scenario and state of coverage",
        columns=(
            words("scenario", "Scenario", 32),
            *(
                stated(count(state, f"{symbol.symbol} {symbol.title}", width=12), COUNTED)
                for state, symbol in SYMBOLS.items()
            ),
            stated(count("workloads", "Workloads", width=12), COUNTED),
            stated(
                number("events", "Events", "per year, expected", 12),
                "The frequency on Assumptions used x what it counts for: applications, VMs, "
                "workloads, Hubs, sites or regions.",
            ),
        ),
        rows=tuple(rows),
        empty="No scenario is in scope.",
    )


def _criticality(extract: Extract) -> Table:
    gaps = gaps_by_criticality(extract.coverage)
    return Table(
        id="criticality",
        title="Workloads that meet every binding objective, and gaps, by criticality",
        columns=(
            words("criticality", "Criticality", 34),
            stated(count("workloads", "Workloads", width=12), COUNTED),
            stated(count("today", TODAY, width=12), COUNTED),
            stated(count("planned", PLANNED, width=12), COUNTED),
            stated(count("gaps_today", "Gaps today", width=12), COUNTED),
            stated(count("gaps_planned", "Gaps left", width=12), COUNTED),
        ),
        rows=tuple(
            (title, one.workloads, one.today, one.planned, *gaps[title])
            for title, one in tally_by_criticality(extract.coverage).items()
        ),
        empty="The portfolio has no workload.",
    )


def _by_target(extract: Extract) -> Table:
    """Return what each target costs, outlay of workloads and fixed cost, the dearest first."""
    sums: dict[str, dict[str, float]] = {}
    for row in extract.target_cost:
        amount = number_of(row, "total_per_year") or 0.0
        sums.setdefault(text(row, "target"), {})[text(row, "assignment")] = amount
    dearest = sorted(sums.items(), key=lambda item: -item[1]["planned"])
    return Table(
        id="cost-by-target",
        title="Cost per year by target",
        columns=(
            words("target", "Target", 34),
            *(
                stated(money(key, title, extract.money_unit, width=18), "As on Cost per target.")
                for key, title in (("outlay_today", TODAY), ("outlay_planned", PLANNED))
            ),
        ),
        rows=tuple((name, costs["today"], costs["planned"]) for name, costs in dearest),
        empty="There is no target.",
    )


def _costs(extract: Extract) -> Table:
    study, unit = extract.study, extract.money_unit
    today = (study.today_outlay_per_year, study.today_expected_penalty_per_year)
    planned = (study.outlay_per_year, study.expected_penalty_per_year)
    change = tuple(after - before for before, after in zip(today, planned, strict=True))
    return Table(
        id="costs",
        title="Cost per year",
        columns=(
            words("when", "When", 34),
            stated(
                money("outlay", "Outlay", unit, width=18),
                "The sum over all workloads of Plan, and the fixed costs of targets, as on Cost "
                "per target.",
            ),
            stated(
                money("penalty", "Expected penalty", unit, width=18),
                "The sum over all workloads of Plan.",
            ),
            stated(money("total", "Total", unit, width=18), "Outlay and expected penalty."),
        ),
        rows=(
            (TODAY, *today, sum(today)),
            (PLANNED, *planned, sum(planned)),
            ("Change", *change, sum(change)),
        ),
        has_total=True,
    )
