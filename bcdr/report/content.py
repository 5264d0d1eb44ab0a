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
from bcdr.report.sections.coverage import coverage_section
from bcdr.report.sections.extract import extract
from bcdr.report.sections.findings import findings_section
from bcdr.report.sections.gaps import gaps_section
from bcdr.report.sections.plan import plan_section
from bcdr.report.sections.reasons import reasons_section
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
    sections = (
        summary_section,
        plan_section,
        coverage_section,
        gaps_section,
        reasons_section,
        alternatives_section,
        targets_section,
        assumptions_section,
        findings_section,
        about_section,
    )
    source = f"{study.source.name} · " if study.source else ""
    return Report(
        title="Protection plan",
        subtitle=f"{source}as of {study.settings.as_of.isoformat()}",
        sections=tuple(make(taken) for make in sections),
        inputs=input_tables(study),
    )
