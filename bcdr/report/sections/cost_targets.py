"""Cost per target: what each target costs by component, and the share of its fixed cost."""

from bcdr.evaluate.cost import COMPONENTS
from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.columns import (
    as_written,
    computed,
    count,
    money,
    of_kind,
    words,
    workbook_only,
)
from bcdr.report.sections.cost_components import TITLES
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, sum_of, table, text
from bcdr.report.sections.extract import number as number_of
from bcdr.report.sections.scope import FIXED_COST
from bcdr.report.sections.why import stated
from bcdr.report.wording import money_text, share_text

_KEYS = tuple(f"{name.replace('-', '_')}_per_year" for name in COMPONENTS)
_SUMMED = "The sum of the amounts on the sheet Cost lines at this target."
_FIXED = (
    "Used GB x fixed cost / (capacity x fixed-cost-use-share); the whole of it where no capacity "
    "is given."
)


def target_cost_section(extract: Extract) -> Section:
    """Return what each target costs by component, today and with the plan."""
    unit, rows = extract.money_unit, extract.target_cost
    who = "the workloads in scope" if extract.scope else "all workloads"
    at_target = f"Outlay of {who} at the target"
    targets = extract.study.portfolio.landscape.targets
    fixed = {item.name: item.fixed_cost_per_year for item in targets}
    return Section(
        id="target-cost",
        title="Cost per target",
        purpose=f"What each target costs, today and with the plan: the outlay of {who} on it by "
        "component, and the share of its fixed cost that they use."
        + (f" {FIXED_COST}" if extract.scope else ""),
        blocks=(
            Text(_claim(extract), TextRole.CLAIM),
            table(
                (_row(row, fixed.get(text(row, "target"))) for row in rows),
                (
                    words("target", "Target", 26),
                    words("assignment", "When", 14),
                    words("kind", "Kind", 20),
                    of_kind("is_to_build", "To build", CellKind.YES_NO, 8),
                    stated(count("workloads", "Workloads"), "Counted from the rows of Copies."),
                    *(_component(name, unit, at_target) for name in COMPONENTS),
                    computed(
                        stated(
                            money("outlay_per_year", "All components", unit, at_target), _SUMMED
                        ),
                        f"SUM({','.join(f'{{{key}}}' for key in _KEYS)})",
                    ),
                    workbook_only(
                        stated(
                            of_kind("fixed_share", "Share of fixed cost", CellKind.SHARE, 10,
                                    unit="%"),
                            "Used GB / (capacity x fixed-cost-use-share), at most the whole"
                            + ("; of that the part of the scope." if extract.scope else "."),
                        )
                    ),
                    computed(
                        stated(money("fixed_cost_per_year", "Fixed cost", unit), _FIXED),
                        "IFERROR({fixed_share}*SUMPRODUCT(({Targets.target}={target})*"
                        "{Targets.fixed_cost_per_year}),{fixed_written})",
                    ),
                    computed(
                        stated(money("total_per_year", "Total", unit), "Outlay and fixed cost."),
                        "{outlay_per_year}+{fixed_cost_per_year}",
                    ),
                    workbook_only(
                        as_written(money("fixed_written", "Fixed cost, when written", unit))
                    ),
                    workbook_only(as_written(money("total_written", "Total, when written", unit))),
                    *(_of_whole(unit) if extract.scope else ()),
                ),
                id_="target-cost",
                title="Cost of every target",
                empty="There is no target.",
                heading_columns=2,
            ),
        ),
    )  # fmt: skip


def _of_whole(unit: str) -> tuple[Column, ...]:
    """Return what stands beside the part of a scope: what all workloads cost at the target."""
    group = "Whole portfolio, when written"
    return (
        stated(count("whole_workloads", "Workloads", group=group), "Counted."),
        as_written(money("whole_fixed_cost_per_year", "Fixed cost", unit, group)),
        as_written(money("whole_total_per_year", "Total", unit, group)),
    )


def _component(name: str, unit: str, group: str) -> Column:
    key = f"{name.replace('-', '_')}_per_year"
    # Names of targets may hold wildcards, which SUMIFS would follow: they are compared as they are.
    formula = (
        "SUMPRODUCT(({cost-lines.target}={target})*({cost-lines.assignment}={assignment})*"
        f'({{cost-lines.component}}="{TITLES[name]}")*{{cost-lines.amount_per_year}})'
    )
    column = stated(money(key, TITLES[name], unit, group), _SUMMED)
    return computed(workbook_only(column), formula)


def _row(row: Record, fixed: float | None) -> Record:
    charged = number_of(row, "fixed_cost_per_year") or 0.0
    return {
        **row,
        "assignment": ASSIGNMENTS[text(row, "assignment")],
        "fixed_share": charged / fixed if fixed else 0.0,
        "fixed_written": charged,
        "total_written": row["total_per_year"],
    }


def _claim(extract: Extract) -> str:
    currency = extract.study.currency
    planned = [row for row in extract.target_cost if row["assignment"] == "planned"]
    whole = sum_of(planned, "total_per_year")
    if not whole:
        return "No target costs anything with the plan."
    dearest = max(planned, key=lambda row: number_of(row, "total_per_year") or 0.0)
    share = share_text(number_of(dearest, "total_per_year") or 0.0, whole)
    fixed = money_text(sum_of(planned, "fixed_cost_per_year"), currency)
    return (
        f"All targets together cost {'the scope ' if extract.scope else ''}"
        f"{money_text(whole, currency)} a year with the plan, {fixed} of it fixed; "
        f"{text(dearest, 'target')} has the largest share, {share}."
    )
