"""Writes every strategy of every workload as CSV: its score, or what refuses it."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from bcdr.report.cell_text import csv_text
from bcdr.report.csv import BYTE_ORDER_MARK
from bcdr.report.sections.extract import each_record, text
from bcdr.study import Study

HEADINGS: Final = (
    "Workload ID",
    "Workload",
    "Strategy ID",
    "Strategy",
    "Feasible",
    "Score (0 to 100)",
    "Objectives (0 to 1)",
    "Regulation (0 to 1)",
    "Cost (0 to 1)",
    "Guidance (0 to 1)",
    "Binding scenarios unrecoverable",
    "Binding scenarios not met",
    "Outlay",
    "Expected penalty",
    "Refused by",
)
"""The headings of the list; money is per year in the currency of the study."""

_FIGURES: Final = (
    "score",
    "objectives",
    "regulation",
    "cost",
    "guidance",
    "binding_unrecoverable",
    "binding_not_met",
    "outlay_per_year",
    "expected_penalty_per_year",
)
_BY_CLAUSES: Final = "clauses or policies: see Regulation"


def write_all_strategies(study: Study, path: Path | str) -> None:
    """Write the complete list of strategies, refused ones included, to a file."""
    with Path(path).open("w", encoding="utf-8", newline="") as target:
        target.write(BYTE_ORDER_MARK)
        _write(study, target)


def _write(study: Study, target: TextIO) -> None:
    lines = csv.writer(target)
    lines.writerow(HEADINGS)
    lines.writerows(_rows(study))


def _rows(study: Study) -> Iterator[list[str]]:
    names = [(csv_text(one.id), csv_text(one.title)) for one in study.strategies]
    routes = [
        [(str(item.option), item.target or "") for item in one.protections]
        for one in study.strategies
    ]
    refusals = _refusals(study)
    for workload in study.portfolio.workloads:
        row = study.row(workload.id)
        about = [csv_text(workload.id), csv_text(workload.title)]
        refused = refusals.get(workload.id, {})
        judged = study.evaluation.judged_at(row)
        figures = [getattr(judged, name)[0].tolist() for name in _FIGURES]
        for place, feasible in enumerate(judged.is_feasible[0].tolist()):
            codes = [code for route in routes[place] for code in refused.get(route, ())]
            against = "; ".join(dict.fromkeys(codes)) or _BY_CLAUSES
            yield [
                *about,
                *names[place],
                "Yes" if feasible else "No",
                *(_figure(values[place]) for values in figures),
                "" if feasible else against,
            ]


def _refusals(study: Study) -> dict[str, dict[tuple[str, str], list[str]]]:
    """Return the codes that refuse each option on each target, by workload."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for part in study.reasons_parts():
        for row in each_record(part[part["severity"] == "blocker"]):
            route = text(row, "option"), text(row, "target")
            of_workload = found.setdefault(text(row, "workload_id"), {})
            of_workload.setdefault(route, []).append(text(row, "code"))
    return found


def _figure(value: float) -> str:
    """Return a number with all its figures, nothing where it does not apply."""
    return "" if math.isnan(value) else f"{value:.7g}"
