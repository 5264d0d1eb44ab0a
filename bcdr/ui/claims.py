"""The sentences that head the pages: what is found, put together from counts."""

from collections.abc import Mapping, Sequence

from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.landscape import Target
from bcdr.model.results import StrategyResult, WorkloadResult
from bcdr.model.review import SourceFile
from bcdr.model.strategy import Strategy
from bcdr.model.units import format_money
from bcdr.model.vocabulary import Coverage, Verdict
from bcdr.report.sections.tallies import GOOD
from bcdr.report.wording import counted, listed
from bcdr.ui.coverage_rows import MapCell, ScenarioCount


def portfolio_claim(counts: Mapping[str, int], findings: Sequence[Finding]) -> str:
    """Return what the list holds, and how much of it needs a look."""
    held = (
        f"{counted(counts['applications'], 'application')} with "
        f"{counted(counts['workloads'], 'workload')}"
    )
    open_findings = [one for one in findings if one.severity is not FindingSeverity.NOTE]
    if not open_findings:
        return f"{held}, and nothing that needs a look"
    verb = "needs" if len(open_findings) == 1 else "need"
    return f"{held}, and {counted(len(open_findings), 'finding')} that {verb} a look"


def source_line(source: SourceFile | None, revision: int) -> str:
    """Return where a review comes from, and how often it was changed since."""
    begun = f"From {source.name}" if source else "Begun in the app"
    return f"{begun}, {counted(revision, 'change') if revision else 'unchanged'} since."


def gain_claim(counts: Sequence[ScenarioCount]) -> str:
    """Return which scenario the plan helps most."""
    if not counts:
        return "No scenario is in scope"
    best = max(counts, key=lambda one: one.covered_planned - one.covered_today)
    if best.covered_planned <= best.covered_today:
        return "The plan covers no more than today in any scenario"
    return (
        f"{best.title}: {best.covered_today:,} of {counted(best.workloads, 'workload')} covered "
        f"today, {best.covered_planned:,} with the plan"
    )


def binding_line(counts: Sequence[ScenarioCount]) -> str:
    """Return which scenarios bind nobody, and so do not count in the headline."""
    free = [one.title for one in counts if not one.is_binding]
    if not free:
        return "Every one of them is binding."
    if len(free) == len(counts):
        return "None of them is binding."
    verb = "is" if len(free) == 1 else "are"
    return f"{listed(free)} {verb} not binding: shown, but not counted in the headline."


def cell_claim(title: str, cell: MapCell, *, is_planned: bool) -> str:
    """Return what a cell of the map says, as one sentence."""
    words = cell.planned_words if is_planned else cell.today_words
    when = "with the plan" if is_planned else "today"
    tail = f": {words}" if words else ""
    scenario = cell.scenario_title[:1].lower() + cell.scenario_title[1:]
    return f"{title}, {scenario}, {when}{tail}"


def verdict_claim(result: WorkloadResult) -> str:
    """Return the verdict on a workload with what is recommended for it."""
    recommended = result.recommended.title if result.recommended else ""
    match result.verdict:
        case Verdict.TODAY_MEETS:
            return "What it has today meets its objectives"
        case Verdict.CAN_MEET:
            return f"Its objectives can be met: {recommended}"
        case Verdict.CANNOT_MEET if recommended:
            return f"Its objectives cannot all be met. Best there is: {recommended}"
        case Verdict.CANNOT_MEET:
            return "Its objectives cannot be met: every option is refused"
        case Verdict.UNKNOWN if recommended:
            return f"Not known, since inputs are missing. Best as far as known: {recommended}"
        case Verdict.UNKNOWN:
            return "Not known, since inputs are missing"


def outcomes_claim(result: WorkloadResult) -> str:
    """Return in how many of the scenarios looked at a workload is covered, today and planned."""
    counts = [
        sum(outcome.coverage in GOOD for outcome in assigned.outcomes)
        for assigned in (result.today, result.planned)
    ]
    looked_at = sum(
        outcome.coverage is not Coverage.OUT_OF_SCOPE for outcome in result.planned.outcomes
    )
    return (
        f"Covered in {counts[0]:,} of {counted(looked_at, 'scenario')} today, "
        f"in {counts[1]:,} with the plan"
    )


def ranked_claim(ranked: Sequence[StrategyResult], currency: str) -> str:
    """Return how much the best strategy covers, and its outlay."""
    if not ranked:
        return "No strategy is possible"
    states = [outcome.coverage for outcome in ranked[0].outcomes]
    looked_at = [state for state in states if state is not Coverage.OUT_OF_SCOPE]
    return (
        f"The best strategy covers {sum(state in GOOD for state in looked_at):,} of "
        f"{counted(len(looked_at), 'scenario')} for "
        f"{format_money(ranked[0].cost.outlay_per_year, currency)} a year"
    )


def strategy_words(strategy: Strategy | None) -> str:
    """Return a strategy in words, also where there is none."""
    return strategy.title if strategy and strategy.protections else "nothing"


def targets_note(targets: Sequence[Target]) -> str:
    """Return how many of the targets do not exist yet."""
    to_build = sum(1 for target in targets if target.is_to_build)
    if not to_build:
        return "all of them exist"
    if all(target.is_assumed for target in targets):
        return "assumed, since none is named"
    return f"{to_build:,} still to be built"


def sentence(text: str) -> str:
    """Return a text with a capital first letter.

    >>> sentence("the file is empty.")
    'The file is empty.'
    """
    return text[:1].upper() + text[1:]
