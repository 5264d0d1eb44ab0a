"""Findings: what is wrong or remarkable in the input, and what to do about it."""

from collections import Counter

from bcdr.model.findings import FindingSeverity
from bcdr.report.blocks import Section, Table, Text, TextRole
from bcdr.report.sections.columns import prose, words
from bcdr.report.sections.extract import Extract
from bcdr.report.wording import counted, listed


def findings_section(extract: Extract) -> Section:
    """Return every finding, errors first."""
    order = {severity: place for place, severity in enumerate(FindingSeverity)}
    findings = sorted(extract.study.findings, key=lambda finding: order[finding.severity])
    return Section(
        id="findings",
        title="Findings",
        purpose="What is wrong or remarkable in the file that was read, where, and what to do.",
        blocks=(
            Text(_claim(Counter(finding.severity for finding in findings)), TextRole.CLAIM),
            Table(
                id="findings",
                title="Findings in the input",
                columns=(
                    words("severity", "Weight", 10),
                    words("place", "Place", 26),
                    prose("problem", "Problem", 70),
                    prose("remedy", "What to do", 60),
                    words("code", "Code", 26),
                ),
                rows=tuple(
                    (
                        str(finding.severity),
                        finding.place,
                        finding.problem,
                        finding.remedy,
                        finding.code,
                    )
                    for finding in findings
                ),
                empty="The input raised no finding.",
                heading_columns=2,
            ),
        ),
    )


def _claim(counts: Counter[FindingSeverity]) -> str:
    if not counts.total():
        return "The input raised no finding."
    parts = [counted(counts[item], str(item)) for item in FindingSeverity if counts[item]]
    lost = (
        "An error means that something was left out."
        if counts[FindingSeverity.ERROR]
        else "Nothing was left out."
    )
    return f"The input raised {listed(parts)}. {lost}"
