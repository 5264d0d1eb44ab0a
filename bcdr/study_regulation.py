"""The table of clauses: how today and the plan stand to each, for every workload."""

import pandas as pd

from bcdr.model.results import ClauseResult
from bcdr.study_results import Results

COLUMNS = (
    "workload_id",
    "title",
    "id",
    "regime",
    "clause",
    "condition",
    "severity",
    "is_blocking",
    "today",
    "planned",
    "value",
    "wanted",
    "missing",
    "source",
    "date",
)


def regulation_table(results: Results) -> pd.DataFrame:
    """Return one row per workload and clause or rule of policy that applies, or may apply.

    `today` and `planned` are pass, fail, unknown or not stated; `planned` is empty where nothing
    is planned. `value` and `missing` are those of the plan, or else of today.
    """
    rows = []
    for row, workload in enumerate(results.portfolio.workloads):
        today = results.reasons.clauses(row, is_today=True)
        planned = results.reasons.clauses(row, is_today=False) or (None,) * len(today)
        rows += [
            {"workload_id": workload.id, "title": workload.title, **_line(now, then)}
            for now, then in zip(today, planned, strict=True)
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _line(today: ClauseResult, planned: ClauseResult | None) -> dict[str, str | bool]:
    shown = planned or today
    return {
        "id": shown.id,
        "regime": shown.regime,
        "clause": shown.clause,
        "condition": shown.condition,
        "severity": shown.severity,
        "is_blocking": shown.is_blocking,
        "today": str(today.outcome),
        "planned": "" if planned is None else str(planned.outcome),
        "value": shown.value,
        "wanted": shown.wanted,
        "missing": "; ".join(
            dict.fromkeys((*today.missing, *(planned.missing if planned else ())))
        ),
        "source": shown.source,
        "date": "" if shown.date is None else shown.date.isoformat(),
    }
