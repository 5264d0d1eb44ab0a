"""The charts of the summary, each with the sentence that it shows."""

from bcdr.report.blocks import CellValue, Chart, ChartKind, Table
from bcdr.report.sections.extract import Extract
from bcdr.report.sections.tallies import GOOD
from bcdr.report.symbols import SYMBOLS
from bcdr.report.wording import counted, money_text


def coverage_chart(extract: Extract, counts: Table) -> Chart:
    """Return workloads per scenario and state, today and with the plan."""
    held = extract.study.coverage_counts()
    good = {
        when: {
            scenario: sum(held[when][scenario][state] for state in GOOD)
            for scenario in extract.scenario_titles
        }
        for when in ("today", "planned")
    }
    gains = {
        scenario: good["planned"][scenario] - good["today"][scenario]
        for scenario in extract.scenario_titles
    }
    alternative = "; ".join(
        f"{title}: {good['today'][scenario]:,} covered today, {good['planned'][scenario]:,} with "
        "the plan"
        for scenario, title in extract.scenario_titles.items()
    )
    return Chart(
        id="coverage-before-after",
        table=counts,
        kind=ChartKind.STACKED_BARS,
        x=("scenario",),
        y=tuple(SYMBOLS),
        unit="workloads",
        claim=_coverage_claim(extract, gains, good),
        alternative=f"Workloads per scenario and state of coverage. {alternative}.",
    )


def _coverage_claim(
    extract: Extract, gains: dict[str, int], good: dict[str, dict[str, int]]
) -> str:
    if not gains:
        return "No scenario is in scope"
    best = max(gains, key=lambda scenario: gains[scenario])
    title = extract.scenario_titles[best]
    before, after = good["today"][best], good["planned"][best]
    if gains[best] <= 0:
        return "The plan changes the coverage of no scenario for the better"
    return (
        f"{title}: {before:,} of {counted(len(extract.plan), 'workload')} covered today, "
        f"{after:,} with the plan, the greatest gain"
    )


def gaps_chart(criticality: Table) -> Chart:
    """Return how many gaps each criticality has, today and with the plan."""
    titles = criticality.values("criticality")
    today = [_count(value) for value in criticality.values("gaps_today")]
    planned = [_count(value) for value in criticality.values("gaps_planned")]
    said = [
        f"{title}: {before:,} today, {after:,} with the plan"
        for title, before, after in zip(titles, today, planned, strict=True)
    ]
    return Chart(
        id="gaps-by-criticality",
        table=criticality,
        kind=ChartKind.GROUPED_BARS,
        x=("criticality",),
        y=("gaps_today", "gaps_planned"),
        unit="gaps",
        claim=f"{counted(sum(today), 'gap')} today, {sum(planned):,} left with the plan",
        alternative=f"Gaps, pairs of workload and scenario, by criticality. {'; '.join(said)}.",
    )


def target_chart(extract: Extract, by_target: Table) -> Chart:
    """Return what each target costs, today and with the plan."""
    currency = extract.study.currency
    rows = [(str(row[0]), _amount(row[1]), _amount(row[2])) for row in by_target.rows]
    said = [
        f"{name}: {money_text(before, currency)} today, {money_text(after, currency)} with the plan"
        for name, before, after in rows
    ]
    claim = f"With the plan no target costs anything: 0 {currency}"
    if rows and rows[0][2] > 0:
        name, _, after = rows[0]
        claim = f"{name} costs most with the plan: {money_text(after, currency)} a year"
    return Chart(
        id="cost-by-target",
        table=by_target,
        kind=ChartKind.GROUPED_BARS,
        x=("target",),
        y=("outlay_today", "outlay_planned"),
        unit=extract.money_unit,
        claim=claim,
        alternative=f"Cost per year by target. {'; '.join(said)}.",
    )


def _count(value: CellValue) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _amount(value: CellValue) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def cost_chart(extract: Extract, costs: Table) -> Chart:
    """Return outlay and expected penalty, today and with the plan."""
    study, currency = extract.study, extract.study.currency
    more = study.outlay_per_year - study.today_outlay_per_year
    less = study.today_expected_penalty_per_year - study.expected_penalty_per_year
    spent = f"{money_text(abs(more), currency)} {'more' if more >= 0 else 'less'} outlay a year"
    penalty = (
        f"{money_text(abs(less), currency)} {'less' if less >= 0 else 'more'} expected penalty"
    )
    joint = "buys" if more >= 0 and less >= 0 else "comes with"
    return Chart(
        id="cost-before-after",
        table=costs,
        kind=ChartKind.STACKED_BARS,
        x=("when",),
        y=("outlay", "penalty"),
        unit=extract.money_unit,
        claim=f"{spent} {joint} {penalty}",
        alternative=f"Today: outlay {money_text(study.today_outlay_per_year, currency)}, expected "
        f"penalty {money_text(study.today_expected_penalty_per_year, currency)}. With the plan: "
        f"outlay {money_text(study.outlay_per_year, currency)}, expected penalty "
        f"{money_text(study.expected_penalty_per_year, currency)}.",
    )
