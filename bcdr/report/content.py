"""What a report says, made from a study: `build_content` for every medium."""

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
from bcdr.report.inputs import input_tables
from bcdr.report.sections.about import about_section
from bcdr.report.sections.alternatives import alternatives_section
from bcdr.report.sections.assumptions import assumptions_section
from bcdr.report.sections.copies import copies_section
from bcdr.report.sections.cost import cost_section, target_cost_section
from bcdr.report.sections.coverage import coverage_section
from bcdr.report.sections.extract import extract
from bcdr.report.sections.findings import findings_section
from bcdr.report.sections.gaps import gaps_section
from bcdr.report.sections.plan import plan_section
from bcdr.report.sections.quantities import quantities_section
from bcdr.report.sections.reasons import reasons_section
from bcdr.report.sections.regulation import regulation_section
from bcdr.report.sections.summary import summary_section
from bcdr.report.sections.targets import targets_section
from bcdr.study import Study

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


def build_content(study: Study) -> Report:
    """Return everything a report says of a study; nothing is calculated after this."""
    taken = extract(study)
    results = (
        summary_section,
        plan_section,
        coverage_section,
        gaps_section,
        reasons_section,
        regulation_section,
        alternatives_section,
        copies_section,
        cost_section,
        target_cost_section,
        targets_section,
        assumptions_section,
    )
    sections = [make(taken) for make in results]
    sections += [
        quantities_section(taken, sections),
        findings_section(taken),
        about_section(taken),
    ]
    source = f"{study.source.name} · " if study.source else ""
    return Report(
        title="Protection plan",
        subtitle=f"{source}as of {study.settings.as_of.isoformat()}",
        sections=tuple(sections),
        inputs=input_tables(study),
    )
