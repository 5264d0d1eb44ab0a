"""The story of a review, for those who read nothing else: state, change, cost, decisions, steps."""

from collections.abc import Mapping

from bcdr.report.blocks import Block, Chart, Figure, Figures, Medium, Section, Table, Text, TextRole
from bcdr.report.html_decide import decide_table, steps_table
from bcdr.report.html_story_charts import places_chart, times_chart
from bcdr.report.sections.columns import count, money, prose
from bcdr.report.sections.extract import Extract, sum_of, text
from bcdr.report.sections.scope import scope_cost_table, with_scope
from bcdr.report.sections.summary import headline
from bcdr.report.sections.tallies import count_gaps, tally
from bcdr.report.sections.why import COUNTED, stated
from bcdr.report.wording import counted, share_text


def story_sections(extract: Extract, found: Mapping[str, Section]) -> tuple[Section, ...]:
    """Return the chapters of the story; what the other sections say already is taken from them."""
    return (
        *with_scope([_review(extract, found["summary"])], extract),
        _chapter(
            "state-today",
            "The state today",
            "What is not covered, where it hurts most, and what the plan would do about it.",
            _claim_of(found["gaps"]),
            _chart(found["summary"], "gaps-by-criticality"),
            _table(found["summary"], "worst-gaps"),
        ),
        _chapter(
            "what-changes",
            "What the plan changes",
            "What comes back sooner, where it runs then, and by which way of protecting.",
            _claim_of(found["plan"]),
            times_chart(extract),
            places_chart(extract),
            _by_option(extract),
        ),
        _chapter(
            "what-it-costs",
            "What it costs",
            "Outlay is what protection costs; the expected penalty is what downtime and lost data "
            "cost on average in a year.",
            Text(f"{_chart(found['summary'], 'cost-before-after').claim}.", TextRole.CLAIM),
            _chart(found["summary"], "cost-before-after"),
            _chart(found["summary"], "cost-by-target"),
            _table(found["summary"], "costs"),
            *((scope_cost_table(extract, extract.scope),) if extract.scope else ()),
        ),
        _decide(extract),
    )


def _chapter(id_: str, title: str, purpose: str, *blocks: Block) -> Section:
    return Section(id=id_, title=title, purpose=purpose, blocks=blocks, medium=Medium.PAGE)


def _chart(section: Section, id_: str) -> Chart:
    return next(one for one in section.blocks if isinstance(one, Chart) and one.id == id_)


def _table(section: Section, id_: str) -> Table:
    return next(one for one in section.tables if one.id == id_)


def _claim_of(section: Section) -> Text:
    return next(one for one in section.blocks if isinstance(one, Text))


def _review(extract: Extract, summary: Section) -> Section:
    study, tallied = extract.study, tally(extract.coverage)
    hubs = [hub.name for hub in study.portfolio.landscape.hubs]
    if extract.scope:
        hubs = [name for name in hubs if any(row["hub"] == name for row in extract.plan)]
    applications = len({text(row, "application") for row in extract.plan})
    left = count_gaps(extract.coverage, "planned", binding_only=True)
    before = count_gaps(extract.coverage, "today", binding_only=True)
    figures = next(one for one in summary.blocks if isinstance(one, Figures)).figures
    whole = counted(tallied.workloads, "workload")
    in_scope = sum(1 for one in study.catalogue.scenarios if one.in_scope)
    return _chapter(
        "review",
        "The review in short",
        f"{counted(applications, 'application')} with {whole} on "
        f"{counted(len(hubs), 'Hub')}, looked at on {study.settings.as_of.isoformat()}: "
        f"what comes back after {counted(in_scope, 'kind')} of failure, how late and with how much "
        "data lost, against what their owners ask for.",
        Text(headline(tallied), TextRole.CLAIM),
        Figures(
            (
                Figure(
                    title="Would meet every binding objective with the plan",
                    value=f"{tallied.planned:,} of {tallied.workloads:,}",
                    note=f"workloads, {share_text(tallied.planned, tallied.workloads)}; today "
                    f"{tallied.today:,}, {share_text(tallied.today, tallied.workloads)}",
                ),
                Figure(
                    title="Gaps left in binding scenarios",
                    value=f"{left:,}",
                    note=f"of {before:,} today",
                ),
                *figures[2:],
            )
        ),
        _chart(summary, "coverage-before-after"),
        Text(
            "The Hub's own infrastructure backup, which its operator runs, holds no VMs, storage "
            "accounts or databases of users: it covers nothing in this report. Recovery times are "
            "modelled unless marked as proven by a drill; they count from the moment the incident "
            "is noticed. Unknown never counts as met.",
            TextRole.NOTE,
        ),
    )


def _by_option(extract: Extract) -> Table:
    """Return how many workloads the plan protects in which way, the most frequent first."""
    found: dict[str, list[str]] = {}
    outlay: dict[str, float] = {}
    building: dict[str, int] = {}
    for row in extract.plan:
        title = extract.option_titles(text(row, "option")) or "nothing can be recommended"
        found.setdefault(title, []).append(text(row, "workload_id"))
        outlay[title] = outlay.get(title, 0.0) + sum_of([row], "outlay_per_year")
        building[title] = building.get(title, 0) + bool(row["is_to_build"])
    names = sorted(found, key=lambda title: -len(found[title]))
    return Table(
        id="by-option",
        title="How the plan protects",
        columns=(
            prose("option", "Option", 50),
            stated(count("workloads", "Workloads", width=12), COUNTED),
            stated(count("to_build", "Need a target to be built", width=16), COUNTED),
            stated(
                money("outlay", "Outlay", extract.money_unit, width=18),
                "The sum over these workloads of Plan, without fixed costs of targets.",
            ),
        ),
        rows=tuple((name, len(found[name]), building[name], outlay[name]) for name in names),
        empty="There is no workload.",
    )


def _decide(extract: Extract) -> Section:
    decide, steps = decide_table(extract), steps_table(extract)
    return _chapter(
        "decide",
        "What has to be decided, and what comes next",
        "Decisions are written in the yellow cells of the workbook, on the sheet Plan, and are "
        "read from there.",
        Text(
            f"{counted(len(decide.rows), 'decision')} to take, then "
            f"{counted(len(steps.rows), 'step')}.",
            TextRole.CLAIM,
        ),
        decide,
        steps,
    )
