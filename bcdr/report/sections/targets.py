"""Targets: what the plan puts on each target and link against what they can take."""

from bcdr.report.blocks import CellKind, CellValue, Column, Section, Text, TextRole
from bcdr.report.sections.columns import count, money, number, of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, or_words, records, table, text
from bcdr.report.sections.extract import number as number_of
from bcdr.report.sections.targets_sizing import sizing
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted, listed


def targets_section(extract: Extract) -> Section:
    """Return the load of every target and its link with the plan."""
    rows = tuple(
        {**_row(row), **sizing(row, extract)} for row in records(extract.study.targets_table())
    )
    return Section(
        id="targets",
        title="Target use",
        purpose="What the plan puts on each target and its link, against what they can take, and "
        "how large each should be. An external target in the same datacenter as what it protects "
        "goes down with it (D1, D2): the column Site shows where it stands.",
        blocks=(
            Text(_claim(rows), TextRole.CLAIM),
            table(
                rows,
                (
                    words("target", "Target", 26),
                    words("kind", "Kind", 20),
                    words("site", "Site", 18),
                    of_kind("is_to_build", "To build", CellKind.YES_NO, 9),
                    stated(count("workloads", "Workloads"), "Counted from the rows of Copies."),
                    stated(
                        number("planned_tb", "Planned", "TB", group="Storage"),
                        "The sum of what is stored there, as on Copies. stored_gb explains one.",
                    ),
                    stated(
                        number("capacity_tb", "Capacity", "TB", group="Storage"),
                        "As on Targets; for a second Hub without a figure, what is free on it.",
                    ),
                    _share("storage_share", "planned_tb", "capacity_tb", "Storage"),
                    stated(
                        number("planned_link_mbit_per_s", "Planned", "Mbit/s", group="Link"),
                        "The sum of what all copies need of the link on average.",
                    ),
                    stated(
                        number("link_mbit_per_s", "Usable", "Mbit/s", group="Link"),
                        "The link x link-efficiency, or the write rate of the target if that is "
                        "less. arrival_mb_per_s explains it for one workload.",
                    ),
                    _share("link_share", "planned_link_mbit_per_s", "link_mbit_per_s", "Link"),
                    *(_of_scope() if extract.scope else ()),
                    stated(
                        number("needed_tb", "Storage", "TB", group="Size it for"),
                        "What is planned / fixed-cost-use-share, so that room is left.",
                    ),
                    stated(
                        number("needed_link_mbit_per_s", "Link", "Mbit/s", group="Size it for"),
                        "The link that would just do, at link-efficiency.",
                    ),
                    prose("advice", "Advice", 46, "Size it for"),
                    stated(
                        money("fixed_cost_per_year", "Fixed cost", extract.money_unit),
                        "The share of it that the plan uses"
                        + (
                            " for all workloads; on Cost per target the part of the scope."
                            if extract.scope
                            else ", as on Cost per target."
                        ),
                    ),
                ),
                id_="target-use",
                title="Use of targets and links with the plan",
                empty="There is no target.",
            ),
        ),
    )


def _of_scope() -> tuple[Column, ...]:
    """Return what the workloads in scope put on a target, of what all put on it."""
    group = "In scope"
    return (
        stated(
            count("scope_workloads", "Workloads", group=group), "Counted from the rows of Copies."
        ),
        stated(
            number("scope_planned_tb", "Storage", "TB", group=group),
            "The sum of what they store there, as on Copies.",
        ),
        stated(
            number("scope_link_mbit_per_s", "Link", "Mbit/s", group=group),
            "The sum of what their copies need of the link on average.",
        ),
    )


def _share(key: str, planned: str, capacity: str, group: str) -> Column:
    return Column(
        key=key,
        title="Used",
        unit="%",
        kind=CellKind.SHARE,
        width=10,
        group=group,
        note="Planned / what there is.",
        formula=f"IF(AND(ISNUMBER({{{planned}}}),ISNUMBER({{{capacity}}})),"
        f'IF({{{capacity}}}>0,{{{planned}}}/{{{capacity}}},"not known"),"not known")',
    )


def _row(row: Record) -> Record:
    changed = dict(row)
    for share, planned, capacity in (
        ("storage_share", "planned_tb", "capacity_tb"),
        ("link_share", "planned_link_mbit_per_s", "link_mbit_per_s"),
    ):
        changed[share] = _ratio(number_of(row, planned), number_of(row, capacity))
        changed[capacity] = or_words(row[capacity], "not given")
        changed[planned] = or_words(row[planned], "unknown")
    return changed


def _ratio(planned: float | None, capacity: float | None) -> CellValue:
    return planned / capacity if planned is not None and capacity else "not known"


def _claim(rows: tuple[Record, ...]) -> str:
    if not rows:
        return "There is no target."
    used = [row for row in rows if row["workloads"]]
    building = [text(row, "target") for row in used if row["is_to_build"]]
    over = [
        text(row, "target")
        for row in rows
        if any((number_of(row, key) or 0) > 1 for key in ("storage_share", "link_share"))
    ]
    said = [f"The plan uses {len(used):,} of {counted(len(rows), 'target')}."]
    if building:
        said.append(f"Still to be built: {listed(building)}.")
    if over:
        said.append(f"More is planned than fits on {listed(over)}.")
    elif used:
        said.append("Nothing is planned beyond a capacity that is known.")
    return " ".join(said)
