"""How the workloads of an application come back: phase by phase, and waiting for one another."""

from collections.abc import Sequence
from typing import Final

from bcdr.report.blocks import CellValue, Table
from bcdr.report.sections.columns import count, hours, prose, words
from bcdr.report.sections.extract import Extract, or_words, text
from bcdr.report.sections.recovery_order import wave_of
from bcdr.report.sections.why import OBJECTIVE, explained, stated
from bcdr.study_recovery import PHASES, recoveries

_PHASE: Final = "As explained by planning_hours: its inputs, phase by phase."


def phases_table(extract: Extract, ids: Sequence[str], id_: str) -> Table:
    """Return the phases of each recovery with the plan, the ones nobody goes through left out."""
    found = [
        (extract.plan_of[one], item)
        for one in ids
        for item in recoveries(extract.study, one, "recommended")
    ]
    used = [at for at in range(len(PHASES)) if any(item.phases[at] for _, item in found)]
    titles = extract.scenario_titles
    return Table(
        id=id_,
        title="Phases of recovery with the plan, one after the other",
        columns=(
            words("workload", "Workload", 24),
            words("scenario", "Scenario", 26),
            words("place", "Recovery place", 22),
            *(
                stated(hours(f"phase-{at}", PHASES[at][:1].upper() + PHASES[at][1:]), _PHASE)
                for at in used
            ),
            explained(hours("whole", "Together"), "planning_hours"),
            stated(hours("rto_hours", "RTO"), OBJECTIVE),
        ),
        rows=tuple(
            (
                text(row, "workload") or "the whole application",
                titles[item.scenario],
                item.place,
                *(item.phases[at] for at in used),
                item.hours,
                or_words(item.rto_hours, "not given"),
            )
            for row, item in found
        ),
        empty="Nothing comes back by a copy with the plan.",
        heading_columns=2,
    )


class Waiting:
    """Who waits for whom in the whole portfolio, and how long, looked up once."""

    def __init__(self, extract: Extract) -> None:
        """Gather dependencies, waves and what holds up what."""
        titles = extract.titles
        self.waves = wave_of(extract)
        self.needs: dict[str, list[str]] = {}
        self.needed_by: dict[str, list[str]] = {}
        for waiting, needed in extract.whole.portfolio.edges:
            self.needs.setdefault(waiting, []).append(titles[needed])
            self.needed_by.setdefault(needed, []).append(titles[waiting])
        self.held_up: dict[str, list[str]] = {}
        scenarios = extract.scenario_titles
        for item in extract.study.inversions():
            said = f"{scenarios[item.scenario]}: by {titles.get(item.needed, item.needed)}"
            late = ", and so misses its RTO" if item.is_late else ""
            self.held_up.setdefault(item.workload, []).append(f"{said}{late}")


def dependency_table(extract: Extract, waiting: Waiting, ids: Sequence[str], id_: str) -> Table:
    """Return what workloads wait for, what waits for them, and where that holds them up."""
    rows: list[tuple[CellValue, ...]] = [
        (
            text(extract.plan_of[one], "workload") or "the whole application",
            or_words(waiting.waves[one], "circle"),
            "; ".join(waiting.needs.get(one, ())) or "nothing",
            "; ".join(waiting.needed_by.get(one, ())) or "nothing",
            "; ".join(waiting.held_up.get(one, ())) or "nowhere",
        )
        for one in ids
        if one in waiting.needs or one in waiting.needed_by
    ]
    return Table(
        id=id_,
        title="Dependencies",
        columns=(
            words("workload", "Workload", 24),
            stated(
                count("wave", "Wave", width=10),
                "1 waits for nothing; 2 only for what is in wave 1, and so on.",
            ),
            prose("needs", "Waits for", 44),
            prose("needed_by", "Is waited for by", 44),
            prose("held_up", "Is held up", 54),
        ),
        rows=tuple(rows),
        empty="It waits for nothing, and nothing is said to wait for it.",
    )
