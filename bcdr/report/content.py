"""What a report says, made from a study: `build_content` for every medium."""

from collections.abc import Callable, Iterable

from bcdr.report.blocks import (
    Block,
    CellKind,
    CellValue,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Medium,
    Report,
    Section,
    Table,
    Text,
    TextRole,
)
from bcdr.report.html_pages import page_sections, pages_purpose
from bcdr.report.inputs import input_tables
from bcdr.report.sections.about import about_section
from bcdr.report.sections.alternatives import alternatives_section
from bcdr.report.sections.assumptions import assumptions_section
from bcdr.report.sections.changes import changes_section
from bcdr.report.sections.copies import copies_section
from bcdr.report.sections.cost import cost_section
from bcdr.report.sections.cost_lines import cost_lines_section
from bcdr.report.sections.cost_targets import target_cost_section
from bcdr.report.sections.cost_workloads import cost_workloads_section
from bcdr.report.sections.coverage import coverage_section
from bcdr.report.sections.extract import Extract, extract
from bcdr.report.sections.findings import findings_section
from bcdr.report.sections.gaps import gaps_section
from bcdr.report.sections.penalty_lines import penalty_lines_section
from bcdr.report.sections.plan import plan_section
from bcdr.report.sections.price_list import price_list_section
from bcdr.report.sections.quantities import quantities_section
from bcdr.report.sections.reasons import reasons_section
from bcdr.report.sections.recovery_order import recovery_order_section
from bcdr.report.sections.regulation import regulation_section
from bcdr.report.sections.responsibilities import responsibilities_section
from bcdr.report.sections.runbooks import runbooks_section
from bcdr.report.sections.scope import scope_words, with_scope
from bcdr.report.sections.summary import summary_section
from bcdr.report.sections.targets import targets_section
from bcdr.study import Progress, Study
from bcdr.study_changes import Changes

__all__ = [
    "Block",
    "CellKind",
    "CellValue",
    "Chart",
    "ChartKind",
    "Column",
    "Figure",
    "Figures",
    "Medium",
    "Report",
    "Section",
    "Table",
    "Text",
    "TextRole",
    "build_content",
]


def build_content(
    study: Study,
    changes: Changes | None = None,
    *,
    applications: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return everything a report says of a study; nothing is calculated after this.

    With `changes` it also says what is different from the plan that was sent out. With
    `applications`, names that may be none, it has what a page tells beyond the workbook: the
    story, and a page for each of these and for each application with gaps. A report of a study of
    a scope is about the workloads in it, and says so. `progress` is told the share done, 0 to 1,
    and which part comes next; what it raises ends the work.
    """
    tell = progress or (lambda _share, _words: None)
    taken = extract(study)
    results: tuple[Callable[[Extract], Section], ...] = (
        summary_section,
        plan_section,
        coverage_section,
        gaps_section,
        lambda taken: reasons_section(taken, within),
        regulation_section,
        alternatives_section,
        copies_section,
        cost_section,
        cost_workloads_section,
        target_cost_section,
        cost_lines_section,
        penalty_lines_section,
        price_list_section,
        targets_section,
        recovery_order_section,
        runbooks_section,
        responsibilities_section,
        assumptions_section,
    )
    sections: list[Section] = []

    def within(share: float, words: str) -> None:
        done = len(sections)
        part = f"Part {done + 1} of {len(results)}"
        tell((done + share) / len(results), f"{part}: {words}" if words else part)

    for make in results:
        within(0.0, "")
        sections.append(make(taken))
    if changes is not None:
        sections.insert(1, changes_section(changes))
    sections += [
        quantities_section(taken, sections),
        findings_section(taken),
        about_section(taken),
    ]
    source = f"{study.source.name} · " if study.source else ""
    told = f" · {scope_words(taken.scope)}" if taken.scope else ""
    pages = () if applications is None else page_sections(taken, sections, applications)
    return Report(
        title="Protection plan",
        subtitle=f"{source}as of {study.settings.as_of.isoformat()}{told}",
        sections=with_scope(sections, taken),
        inputs=input_tables(study),
        pages=pages,
        pages_purpose=pages_purpose(taken),
    )
