"""Cost per workload: what each workload pays in a year, today and with the plan."""

from bcdr.report.blocks import CellValue, Medium, Section, Text, TextRole
from bcdr.report.sections.columns import as_written, computed, count, money, words
from bcdr.report.sections.extract import Extract, Record, table, text
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import counted

_GROUPS = {"today": "Today", "planned": "With the plan"}
_LINES = "Where its lines stand among those of the sheet Cost lines, counted from its first line."


def cost_workloads_section(extract: Extract) -> Section:
    """Return the outlay of every workload as the sum of its lines."""
    unit = extract.money_unit
    columns = [
        words("application", "Application", 28),
        words("workload", "Workload", 24),
        words("criticality", "Criticality", 20),
    ]
    for when, key in (("today", "today_outlay_per_year"), ("planned", "outlay_per_year")):
        first, last, group = f"{when}_first", f"{when}_last", _GROUPS[when]
        columns += [
            computed(
                explained(money(key, "Outlay", unit, group), "outlay_per_year"),
                f"IF(ISNUMBER({{{first}}}),SUM(INDEX({{cost-lines.amount_per_year}},{{{first}}}):"
                f"INDEX({{cost-lines.amount_per_year}},{{{last}}})),0)",
            ),
            as_written(money(f"{when}_written", "Outlay, when written", unit, group)),
            stated(count(first, "First line", width=9, group=group), _LINES),
            stated(count(last, "Last line", width=9, group=group), _LINES),
        ]
    columns += [
        computed(
            stated(money("change", "Change", unit), "With the plan less today."),
            "{outlay_per_year}-{today_outlay_per_year}",
        ),
        words("workload_id", "ID", 16),
    ]
    return Section(
        id="cost-workloads",
        title="Cost per workload",
        purpose="What each workload pays in a year, today and with the plan: the sum of its lines "
        "on Cost lines. Fixed costs of targets are shared and stand on Cost per target.",
        medium=Medium.WORKBOOK,
        is_reference=True,
        blocks=(
            Text(_claim(extract), TextRole.CLAIM),
            table(
                _rows(extract),
                tuple(columns),
                id_="cost-workloads",
                title="Outlay per workload",
                empty="There is no workload.",
                heading_columns=2,
            ),
        ),
    )


def _rows(extract: Extract) -> list[Record]:
    places: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(extract.cost_lines, start=1):
        places.setdefault((text(line, "workload_id"), text(line, "assignment")), []).append(number)
    rows: list[Record] = []
    for row in extract.plan:
        made: dict[str, CellValue] = dict(row)
        for when in _GROUPS:
            found = places.get((text(row, "workload_id"), when))
            made[f"{when}_first"] = found[0] if found else None
            made[f"{when}_last"] = found[-1] if found else None
        made["today_written"] = row["today_outlay_per_year"]
        made["planned_written"] = row["outlay_per_year"]
        made["change"] = _amount(row["outlay_per_year"]) - _amount(row["today_outlay_per_year"])
        rows.append(made)
    return rows


def _amount(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _claim(extract: Extract) -> str:
    dearer = sum(
        1
        for row in extract.plan
        if _amount(row["outlay_per_year"]) > _amount(row["today_outlay_per_year"]) + 1
    )
    return (
        f"The plan costs more than today for {counted(dearer, 'workload')} of "
        f"{len(extract.plan):,}."
    )
