"""The table of reasons: all that speaks against each option on each target for a workload."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.choose.overruled import OVERRIDDEN, Overruled, overruled, words_of
from bcdr.evaluate.evaluation import CHUNK
from bcdr.evaluate.reason_texts import Found, found_reasons
from bcdr.evaluate.rules import RULES
from bcdr.study_tables_studied import Studied

COLUMNS = (
    "workload_id",
    "title",
    "option",
    "target",
    "code",
    "severity",
    "message",
    "remedy",
    "source",
)


def reasons_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload, option, target and reason; policies of one pair share it.

    A refusal that a decision overrides has the severity `overridden`, and says by whom.
    """
    return pd.concat(list(reasons_parts(study)), ignore_index=True)


def reasons_parts(study: Studied) -> Iterator[pd.DataFrame]:
    """Yield the table of reasons in pieces of some workloads: whole it is the longest of all."""
    evaluation, workloads = study.evaluation, study.portfolio.workloads
    routes: dict[tuple[str, str], list[int]] = {}
    for column, item in enumerate(evaluation.strategies.protections):
        routes.setdefault((str(item.option), item.target or ""), []).append(column)
    lifted = overruled(evaluation)
    for start in range(0, len(workloads), CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(workloads)))
        details = evaluation.singles(rows)
        found = found_reasons(details.case, details.rule_bits, tuple(routes.values()))
        part = _columns(found, tuple(routes), details.inputs.workloads)
        yield _with_overrides(pd.DataFrame(part, columns=list(COLUMNS), dtype="str"), lifted)


def _with_overrides(table: pd.DataFrame, lifted: Overruled) -> pd.DataFrame:
    """Return the table with the refusals marked that decisions override."""
    some = table["workload_id"].isin(list(lifted.decisions)) & (table["severity"] == "blocker")
    for at in table.index[some]:
        row = table.loc[at]
        decision = lifted.decision(row["workload_id"], row["code"], row["source"])
        if decision is not None:
            table.loc[at, "severity"] = OVERRIDDEN.lower()
            table.loc[at, "message"] = f"{words_of(decision)}: {row['message']}"
    return table


def _columns(
    found: Found, routes: tuple[tuple[str, str], ...], workloads: Any
) -> dict[str, NDArray[Any]]:
    def chosen(words: list[str], codes: NDArray[np.int64]) -> NDArray[Any]:
        return np.array(words, dtype=object)[codes]

    return {
        "workload_id": chosen([item.id for item in workloads], found.row),
        "title": chosen([item.title for item in workloads], found.row),
        "option": chosen([option for option, _ in routes], found.route),
        "target": chosen([target for _, target in routes], found.route),
        "code": chosen([rule.code for rule in RULES], found.rule),
        "severity": chosen([str(rule.severity) for rule in RULES], found.rule),
        "message": chosen([message for message, _, _ in found.texts], found.words),
        "remedy": chosen([remedy for _, remedy, _ in found.texts], found.words),
        "source": chosen([source for _, _, source in found.texts], found.words),
    }
