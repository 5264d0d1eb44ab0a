"""About: what the report is based on: version, settings, input file, rows, symbols."""

from importlib.metadata import version

from bcdr.report.blocks import CellValue, Section, Table, Text, TextRole
from bcdr.report.sections.columns import prose, words
from bcdr.report.sections.extract import Extract
from bcdr.report.sections.scope import scope_rows
from bcdr.report.symbols import SYMBOLS


def about_section(extract: Extract) -> Section:
    """Return what one needs to make the same report again, and to read it."""
    return Section(
        id="about",
        title="About",
        purpose="What this report is based on, and how to read it.",
        blocks=(
            Text(
                "Everything here is computed from the input file, the assumptions listed on "
                "Assumptions used, and the settings below. The same three give the same report.",
                TextRole.CLAIM,
            ),
            _pairs("settings", "Version, date and settings", _settings(extract)),
            *_scope(extract),
            _pairs("source", "Input file", _source(extract)),
            _pairs("rows", "Row check", _rows(extract)),
            Table(
                id="symbols",
                title="States of coverage",
                columns=(
                    words("symbol", "Symbol", 34),
                    words("state", "State", 24),
                    prose("meaning", "Meaning", 84),
                ),
                rows=tuple((one.symbol, one.title, one.meaning) for one in SYMBOLS.values()),
            ),
        ),
    )


def _pairs(id_: str, title: str, rows: tuple[tuple[str, CellValue], ...]) -> Table:
    return Table(
        id=id_,
        title=title,
        columns=(words("name", "Item", 34), prose("value", "Value", 108)),
        rows=rows,
    )


def _scope(extract: Extract) -> tuple[Table, ...]:
    rows = scope_rows(extract)
    return (_pairs("scope", "Scope of this report", rows),) if rows else ()


def _settings(extract: Extract) -> tuple[tuple[str, CellValue], ...]:
    study = extract.study
    settings, weights = study.settings, study.settings.weights
    return (
        ("Version of bcdr", version("bcdr")),
        ("As of", settings.as_of.isoformat()),
        ("Goal", str(settings.goal).replace("-", " ")),
        (
            "Planning percentile",
            f"{settings.planning_percentile:.0%} of recoveries are expected to be this fast; "
            "objectives are judged by it",
        ),
        (
            "Weights of the score",
            f"objectives {weights.objectives:g}, regulation {weights.regulation:g}, cost "
            f"{weights.cost:g}, guidance {weights.guidance:g}",
        ),
        ("Seed", "none: nothing here is drawn by chance"),
        ("Currency", study.currency),
        ("Strategies looked at", f"{len(study.strategies):,} for each workload"),
        ("Hours", "Recovery times count from the moment the incident is noticed."),
    )


def _source(extract: Extract) -> tuple[tuple[str, CellValue], ...]:
    source = extract.study.source
    if source is None:
        return (("Name", "none: the portfolio was entered without a file"),)
    return (
        ("Name", source.name),
        ("Size", f"{source.size_bytes:,} bytes"),
        ("SHA-256", source.sha256),
    )


def _rows(extract: Extract) -> tuple[tuple[str, CellValue], ...]:
    """Return the counts that show that no row was lost between the file and the plan."""
    workloads, planned = len(extract.whole.portfolio.workloads), len(extract.plan)
    outside = extract.scope.outside_count if extract.scope else 0
    difference = workloads - outside - planned
    counts = extract.counts
    read: tuple[tuple[str, CellValue], ...] = ()
    if "rows_read" in counts:
        skipped = counts.get("rows_skipped", 0)
        read = (
            ("Rows read, all sheets", f"{counts['rows_read']:,}"),
            (
                "Rows left out",
                f"{skipped:,}" + (": Findings says which and why" if skipped else ""),
            ),
            ("Rows used", f"{counts['rows_read'] - skipped:,}"),
        )
    every = "every workload in scope" if extract.scope else "every workload"
    return (
        *read,
        ("Workloads these describe", f"{workloads:,}"),
        *((("Outside the scope", f"{outside:,}"),) if extract.scope else ()),
        ("Workloads in the plan", f"{planned:,}"),
        ("Difference", f"{difference:,}" if difference else f"none: {every} is in the plan"),
    )
