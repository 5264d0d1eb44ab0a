"""Writes a study as JSON: a public contract, schema 1, in which fields are added, never renamed.

A value that is unknown or does not exist is null, and a reason stands beside it: never 0 in its
place, never infinite. Numbers are those of the workbook. Those under `ranked` are of a workload
alone; `today`, `planned`, `applications` and `portfolio` are assessed together. In a file about a
scope, `scope` lists the ids of its workloads: `workloads` and `portfolio` are of these, and
`inputs` is of the whole portfolio.
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, TextIO

from bcdr.intake.check_json import finding_json
from bcdr.model.results import Detail, WorkloadResult
from bcdr.model.strategy import Strategy
from bcdr.report.sections.extract import records
from bcdr.report.study_json_parts import (
    application_json,
    number_json,
    strategy_json,
    workload_json,
)
from bcdr.report.study_json_tables import (
    clauses_json,
    copies_json,
    quantities_json,
    target_costs_json,
)
from bcdr.study import Study
from bcdr.study_scoped import scope_of, whole_of

SCHEMA: Final = 1
"""Version of the contract."""


def study_json(study: Study, detail: Detail = "ranked") -> dict[str, Any]:
    """Return a study as plain JSON values, schema 1, kind `study`.

    `detail` is how much `ranked` holds of each workload: only the one chosen (`chosen`), the best
    few (`ranked`), or every strategy with those that are refused (`all`, which is large: write
    it with `write_json`). `strategies` lists those that are named elsewhere, and with `all`
    every one that was looked at.
    """
    results, strategies = _found(study, detail)
    make = _maker(study)
    return {
        **_before(study, strategies),
        "workloads": [make(result) for result in results],
        **_after(study),
    }


def write_json(study: Study, target: Path | str | TextIO, detail: Detail = "ranked") -> None:
    """Write a study as JSON to a path or an open text file, one workload a line.

    Workloads are written as they are made, so that even `all` needs little memory.
    """
    if isinstance(target, (str, Path)):
        with Path(target).open("w", encoding="utf-8", newline="\n") as opened:
            _write(study, opened, detail)
    else:
        _write(study, target, detail)


def _write(study: Study, target: TextIO, detail: Detail) -> None:
    results, strategies = _found(study, detail)
    target.write("{\n")
    for key, value in _before(study, strategies).items():
        target.write(f"{_line(key)}:{_line(value)},\n")
    target.write('"workloads":[\n')
    make = _maker(study)
    for number, result in enumerate(results):
        target.write(",\n" if number else "")
        target.write(_line(make(result)))
    target.write("\n]")
    for key, value in _after(study).items():
        target.write(f",\n{_line(key)}:{_line(value)}")
    target.write("\n}\n")


def _maker(study: Study) -> Callable[[WorkloadResult], dict[str, Any]]:
    """Return what makes the JSON of one workload, with its rows of the tables looked up once."""
    return partial(workload_json, copies=copies_json(study), clauses=clauses_json(study))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _found(study: Study, detail: Detail) -> tuple[Iterable[WorkloadResult], Iterable[Strategy]]:
    """Return the results, made one by one where they are many, and the strategies they name."""
    if detail == "all":
        return study.workloads(detail), study.strategies
    results = tuple(study.workloads(detail))
    return results, _named(results)


def _before(study: Study, strategies: Iterable[Strategy]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "kind": "study",
        "as_of": study.settings.as_of.isoformat(),
        "currency": study.currency,
        "inputs": _inputs(study),
        "settings": _settings(study),
        "assumptions": [dict(row) for row in records(study.assumptions_table())],
        "quantities": quantities_json(study),
        "strategies": [strategy_json(item) for item in strategies],
    }


def _after(study: Study) -> dict[str, Any]:
    return {
        "applications": [application_json(item) for item in study.applications()],
        "portfolio": {
            "outlay_per_year": number_json(study.outlay_per_year),
            "expected_penalty_per_year": number_json(study.expected_penalty_per_year),
            "today_outlay_per_year": number_json(study.today_outlay_per_year),
            "today_expected_penalty_per_year": number_json(study.today_expected_penalty_per_year),
            "targets": target_costs_json(study),
            "events_per_year": dict(study.events_per_year()),
            "coverage": {
                when: {scenario: dict(states) for scenario, states in scenarios.items()}
                for when, scenarios in study.coverage_counts().items()
            },
        },
        **_scope(study),
    }


def _scope(study: Study) -> dict[str, Any]:
    """Return which workloads a file is about where it is not about all."""
    scope = scope_of(study)
    return {} if scope is None else {"scope": sorted(scope.ids), "scope_words": scope.words}


def _inputs(study: Study) -> dict[str, Any]:
    portfolio, source = whole_of(study).portfolio, study.source
    return {
        "file": None
        if source is None
        else {"name": source.name, "size_bytes": source.size_bytes, "sha256": source.sha256},
        "workloads": len(portfolio.workloads),
        "applications": len({item.application for item in portfolio.workloads}),
        "hubs": [
            {"hub": hub.name, "site": hub.site, "is_assumed": hub.is_assumed}
            for hub in portfolio.landscape.hubs
        ],
        "targets": [
            {
                "target": target.name,
                "kind": str(target.kind),
                "is_to_build": target.is_to_build,
                "is_assumed": target.is_assumed,
            }
            for target in portfolio.landscape.targets
        ],
        "findings": [finding_json(finding) for finding in study.findings],
    }


def _settings(study: Study) -> dict[str, Any]:
    settings, weights = study.settings, study.settings.weights
    return {
        "goal": str(settings.goal),
        "planning_percentile": settings.planning_percentile,
        "weights": {
            "objectives": weights.objectives,
            "regulation": weights.regulation,
            "cost": weights.cost,
            "guidance": weights.guidance,
        },
        "ranked_count": settings.ranked_count,
    }


def _named(results: Iterable[WorkloadResult]) -> Iterable[Strategy]:
    named: dict[str, Strategy] = {}
    for result in results:
        for strategy in (result.recommended, *(item.strategy for item in result.ranked)):
            if strategy is not None:
                named.setdefault(strategy.id, strategy)
    return named.values()
