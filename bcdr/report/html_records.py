"""What people agreed: the decisions that hold, and who answers for which duty."""

from dataclasses import replace

from bcdr.report.blocks import CellKind, Medium, Section, Table, Text, TextRole
from bcdr.report.sections.columns import of_kind, prose, words
from bcdr.report.sections.extract import Extract
from bcdr.report.wording import counted


def decisions_section(extract: Extract) -> Section:
    """Return every decision on record, those that no longer hold marked as such."""
    study = extract.study
    titles = {item.id: item.title for item in study.portfolio.workloads}
    rows = tuple(
        (
            titles.get(item.workload_id, item.workload_id),
            str(item.kind),
            item.strategy or None,
            item.rule or None,
            item.decided_by or "not given",
            item.date,
            item.until,
            item.reason or "not given",
            extract.decisions.get(item.workload_id) is item,
        )
        for item in study.portfolio.decisions
    )
    holding = sum(1 for row in rows if row[-1])
    open_ = len(extract.plan) - len(extract.decisions)
    return Section(
        id="decisions",
        title="Decisions",
        purpose="What was decided, by whom, when and why.",
        medium=Medium.PAGE,
        blocks=(
            Text(
                f"{counted(holding, 'decision')} {'hold' if holding != 1 else 'holds'}; for "
                f"{counted(open_, 'workload')} nothing is decided yet.",
                TextRole.CLAIM,
            ),
            Table(
                id="decisions",
                title="Decisions on record",
                columns=(
                    words("title", "Workload", 30),
                    words("decision", "Decision", 18),
                    prose("strategy", "Strategy chosen", 36),
                    prose("rule", "Rule overridden", 20),
                    words("decided_by", "Decided by", 18),
                    of_kind("date", "Date", CellKind.DATE, 12),
                    of_kind("until", "Until", CellKind.DATE, 12),
                    prose("reason", "Reason", 46),
                    of_kind("holds", "Holds", CellKind.YES_NO, 8),
                ),
                rows=rows,
                empty="No decision is on record.",
            ),
        ),
    )


def duties_section(responsibilities: Section) -> Section:
    """Return the duties as a page shows them, to be read and not filled in."""
    whole = next(iter(responsibilities.tables))
    keys = ("of", "role", "row", "text", "answers", "status", "owner", "date", "notes")
    places = [whole.position(key) for key in keys]
    return Section(
        id="duties",
        title="Responsibilities",
        purpose="Who has to do what: owners for each application (R2), operators for each Hub "
        "(R3). Status, owner and date are filled in on the sheet of the same name.",
        medium=Medium.PAGE,
        is_reference=True,
        blocks=(
            *(block for block in responsibilities.blocks if isinstance(block, Text)),
            Table(
                id="duties",
                title=whole.title,
                columns=tuple(replace(whole.columns[at], is_input=False) for at in places),
                rows=tuple(tuple(row[at] for at in places) for row in whole.rows),
                empty=whole.empty,
            ),
        ),
    )


def recovery_order_page(section: Section) -> Section:
    """Return the order of recovery as a page shows it."""
    return replace(section, id="order", medium=Medium.PAGE)
