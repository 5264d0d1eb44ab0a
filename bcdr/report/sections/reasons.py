"""Reasons: why options are refused, and what the recommended ones are warned of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bcdr.choose.overruled import OVERRIDDEN
from bcdr.model.vocabulary import Severity
from bcdr.report.blocks import CellValue, Section, Table, Text, TextRole
from bcdr.report.sections.columns import prose, words
from bcdr.report.sections.extract import Extract, Record, each_record, table, text
from bcdr.report.wording import counted, listed
from bcdr.study import Progress

_MOST_FREQUENT_SHOWN = 3
_WORKLOADS_BETWEEN = 100


def reasons_section(extract: Extract, progress: Progress | None = None) -> Section:
    """Return one row per workload, option and target with all that is said against it.

    It is the longest of all, so `progress` is told for how many workloads it is written.
    """
    reasons = _table(extract, progress or (lambda _share, _words: None))
    return Section(
        id="reasons",
        title="Reasons",
        purpose="What speaks against each option and target for a workload, with all reasons, "
        "their sources and what would help. A blocker refuses, a warning does not; what is "
        "overridden was refused until somebody decided otherwise.",
        is_reference=True,
        blocks=(
            Text(_claim(reasons, extract), TextRole.CLAIM),
            reasons,
        ),
    )


def _table(extract: Extract, tell: Progress) -> Table:
    return table(
        _gathered(extract, tell),
        (
            words("title", "Workload", 34),
            words("option", "Option", 36),
            words("target", "Target", 24),
            words("severity", "Weight", 12),
            prose("message", "Reasons", 60),
            prose("remedy", "What would help", 50),
            words("source", "Source", 28),
            words("code", "Codes", 30),
            words("workload_id", "Workload ID", 16),
        ),
        id_="reasons",
        title="Reasons against options and targets",
        empty="Nothing is refused and nothing is warned of.",
        heading_columns=1,
    )


def _gathered(extract: Extract, tell: Progress) -> Iterator[Record]:
    """Yield the reasons with those of the same workload, option, target and weight in one row.

    The reasons of a workload stand below one another, so only these are held at a time.
    """
    known: dict[str, str] = {}
    count = len(extract.plan)
    said = (row for part in extract.study.reasons_parts() for row in each_record(part))
    for done, (_, of_workload) in enumerate(groupby(said, lambda row: text(row, "workload_id"))):
        if done % _WORKLOADS_BETWEEN == 0:
            tell(done / count, f"{done:,} of {count:,} workloads")
        groups: dict[tuple[str, ...], list[Record]] = {}
        for row in of_workload:
            key = tuple(text(row, name) for name in ("option", "target", "severity"))
            groups.setdefault(key, []).append(row)
        yield from (_joined(rows, extract, known) for rows in groups.values())


def _joined(rows: Sequence[Record], extract: Extract, known: dict[str, str]) -> Record:
    """Return reasons in one row; words that stood in an earlier one are kept once in `known`."""
    made: dict[str, CellValue] = {
        name: known.setdefault(value, value) if isinstance(value, str) else value
        for name, value in rows[0].items()
    }
    for name, between in (("message", "\n"), ("remedy", "\n"), ("source", "; "), ("code", "; ")):
        words_ = between.join(_distinct(rows, name))
        made[name] = known.setdefault(words_, words_) or None
    option = extract.option_titles(text(rows[0], "option"))
    made["option"] = known.setdefault(option, option)
    return made


def _distinct(rows: Iterable[Record], key: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (text(row, key) for row in rows))))


def _claim(reasons: Table, extract: Extract) -> str:
    weights = reasons.values("severity")
    columns = zip(weights, reasons.values("workload_id"), reasons.values("code"), strict=True)
    refused = [(id_, str(codes)) for weight, id_, codes in columns if weight == Severity.BLOCKER]
    warned = sum(1 for row in extract.plan if row["warnings"])
    strategies = counted(warned, "recommended strategy", "recommended strategies")
    carry = f"{strategies} {'carry' if warned != 1 else 'carries'} warnings."
    lifted = weights.count(OVERRIDDEN.lower())
    if lifted:
        carry += f" {counted(lifted, 'pair')} {'are' if lifted > 1 else 'is'} overridden."
    if not refused:
        return f"No option is refused. {carry}"
    workloads = len({id_ for id_, _ in refused})
    found = Counter(code for _, codes in refused for code in codes.split("; "))
    most = listed([f"{code} ({n:,})" for code, n in found.most_common(_MOST_FREQUENT_SHOWN)])
    return (
        f"{counted(len(refused), 'pair')} of option and target are refused for "
        f"{counted(workloads, 'workload')}. The most frequent reasons are {most}. {carry}"
    )
