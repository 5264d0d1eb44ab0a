"""Reasons: why options are refused, and what the recommended ones are warned of."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bcdr.model.vocabulary import Severity
from bcdr.report.blocks import Section, Text, TextRole
from bcdr.report.sections.columns import prose, words
from bcdr.report.sections.extract import Extract, Record, records, table, text
from bcdr.report.wording import counted, listed

_MOST_FREQUENT_SHOWN = 3


def reasons_section(extract: Extract) -> Section:
    """Return one row per workload, option and target with all that is said against it."""
    said = records(extract.study.reasons_table())
    return Section(
        id="reasons",
        title="Reasons",
        purpose="What speaks against each option and target for a workload, with all reasons, "
        "their sources and what would help. A blocker refuses, a warning does not.",
        is_reference=True,
        blocks=(
            Text(_claim(said, extract), TextRole.CLAIM),
            table(
                _gathered(said, extract),
                (
                    words("title", "Workload", 34),
                    words("option", "Option", 24),
                    words("target", "Target", 20),
                    words("severity", "Weight", 10),
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
            ),
        ),
    )


def _gathered(said: Iterable[Record], extract: Extract) -> list[Record]:
    """Return the reasons with those of the same workload, option, target and weight in one row."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for row in said:
        key = tuple(text(row, name) for name in ("workload_id", "option", "target", "severity"))
        groups.setdefault(key, []).append(row)
    gathered: list[Record] = []
    for rows in groups.values():
        joined = {name: "\n".join(_distinct(rows, name)) or None for name in ("message", "remedy")}
        listed_ = {name: "; ".join(_distinct(rows, name)) or None for name in ("source", "code")}
        option = extract.option_titles(text(rows[0], "option"))
        gathered.append({**rows[0], "option": option, **joined, **listed_})
    return gathered


def _distinct(rows: Iterable[Record], key: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (text(row, key) for row in rows))))


def _claim(said: Sequence[Record], extract: Extract) -> str:
    refused = [row for row in said if row["severity"] == Severity.BLOCKER]
    warned = sum(1 for row in extract.plan if row["warnings"])
    strategies = counted(warned, "recommended strategy", "recommended strategies")
    carry = f"{strategies} {'carry' if warned != 1 else 'carries'} warnings."
    if not refused:
        return f"No option is refused. {carry}"
    names = ("workload_id", "option", "target")
    pairs = {tuple(text(row, name) for name in names) for row in refused}
    workloads = len({pair[0] for pair in pairs})
    codes = Counter(text(row, "code") for row in refused).most_common(_MOST_FREQUENT_SHOWN)
    most = listed([f"{code} ({number:,})" for code, number in codes])
    return (
        f"{counted(len(pairs), 'pair')} of option and target are refused for "
        f"{counted(workloads, 'workload')}. The most frequent reasons are {most}. {carry}"
    )
