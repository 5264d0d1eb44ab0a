"""Runbooks: what to do after a restore or a failover of each workload, step by step."""

from collections.abc import Iterator
from dataclasses import replace

from bcdr.model.entries import RestoreStep
from bcdr.model.portfolio import Workload
from bcdr.model.vocabulary import Family, Option
from bcdr.report.blocks import CellKind, Column, Medium, Section, Table, Text, TextRole
from bcdr.report.sections.columns import count, of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, table, text
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted

OPEN, DONE = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"
_NOT_STATED = "check: not stated"
"""What stands beside a step that may not apply, because its column is blank."""


def runbooks_section(extract: Extract) -> Section:
    """Return the steps V1 to V3 that each workload of the plan needs after it is restored."""
    steps = _steps(extract)
    titles = len(set(steps.values("workload_id")))
    return Section(
        id="runbooks",
        title="Runbooks",
        purpose="What to do after a restore or a failover, workload by workload, from how it is "
        "protected with the plan, its source platform, static address and VPN. V1 is about "
        "addresses of network cards, V2 about IP addresses, V3 about leftovers of other platforms.",
        medium=Medium.WORKBOOK,
        is_reference=True,
        blocks=(
            Text(
                f"{counted(len(steps.rows), 'step')} for {counted(titles, 'workload')}. Filter by "
                "workload and print; the boxes have a drop-down. They are for one recovery and "
                "are not read again.",
                TextRole.CLAIM,
            ),
            steps,
        ),
    )


def _steps(extract: Extract) -> Table:
    return table(
        _rows(extract),
        (
            words("application", "Application", 28),
            words("workload", "Workload", 24),
            stated(count("number", "Step", width=8), "Counted for each workload."),
            _filled(of_kind("done", "Done", CellKind.MARK, 8), (OPEN, DONE)),
            words("row", "Row", 6),
            prose("title", "What", 38),
            prose("text", "How", 76),
            prose("applies", "Applies because", 34),
            prose("option", "Option", 36),
            words("recovery_place", "Recovery place", 20),
            _filled(words("by", "Done by", 18)),
            _filled(of_kind("on", "Done on", CellKind.DATE, 13)),
            words("workload_id", "ID", 16),
        ),
        id_="runbooks",
        title="Steps after a restore",
        empty="Nothing is recommended, so nothing would be restored.",
        heading_columns=2,
    )


def _filled(column: Column, choices: tuple[str, ...] = ()) -> Column:
    return replace(column, is_input=True, choices=choices)


def _rows(extract: Extract) -> Iterator[Record]:
    study = extract.study
    workloads = {item.id: item for item in study.portfolio.workloads}
    for row in extract.plan:
        workload = workloads[text(row, "workload_id")]
        codes = [code for code in text(row, "option").split("; ") if code]
        families = {study.catalogue.option(Option(code)).family for code in codes}
        steps = applying(study.catalogue.restore_steps, workload, families)
        for number, (step, why) in enumerate(steps, start=1):
            yield {
                "application": workload.application,
                "workload": workload.workload or None,
                "number": number,
                "done": OPEN,
                "row": step.row,
                "title": step.title,
                "text": step.text,
                "applies": why,
                "option": extract.option_titles(text(row, "option")),
                "recovery_place": row["recovery_place"],
                "by": None,
                "on": None,
                "workload_id": workload.id,
            }


def applying(
    steps: tuple[RestoreStep, ...], workload: Workload, families: set[Family]
) -> list[tuple[RestoreStep, str]]:
    """Return the steps that apply to a workload in order, each with the reason.

    A step whose column is blank may apply: it is listed, and says that nobody stated it.
    """
    found = []
    for step in sorted(steps, key=lambda item: item.order):
        if not families & set(step.families):
            continue
        why = _why(step, workload)
        if why:
            found.append((step, why))
    return found


def _why(step: RestoreStep, workload: Workload) -> str:
    """Return why a step applies to a workload, empty where it does not."""
    if not step.when_field:
        return "always"
    value = getattr(workload, step.when_field)
    if value is None:
        return _NOT_STATED
    said = ("Yes" if value else "No") if isinstance(value, bool) else str(value)
    if any(said.casefold().startswith(wanted.casefold()) for wanted in step.when_values):
        return f"{step.when_field.replace('_', ' ').capitalize()}: {said}"
    return ""
