"""The same stages from a shell: the command `bcdr`."""

import argparse
import datetime
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bcdr.launch import start_app
from bcdr.model.findings import Finding
from bcdr.model.review import SourceFile
from bcdr.model.units import format_money
from bcdr.process import prepare_process

if TYPE_CHECKING:
    from bcdr.intake import Reading
    from bcdr.model.recognition import SheetCorrection
    from bcdr.study import Study
    from bcdr.study_changes import Changes

DONE: Final = 0
ERRORS: Final = 1
UNUSABLE: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of one command: 0 done, 1 errors in the input, 2 cannot be used."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if arguments.command == "app":
        return start_app(rest)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if arguments.command is None:
        parser.print_help()
        return UNUSABLE
    prepare_process()
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except OSError as fault:
        _say(f"{fault.filename or 'file'}: {fault.strerror or fault}. "
             "Check that the folder exists and that the file is not open elsewhere.")  # fmt: skip
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bcdr",
        description="What is not covered today, and what would cover it.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser(
        "app",
        help="start the app in the browser, on this machine only",
        description="Starts the app in the browser, on this machine only. Options of "
        "`streamlit run` may follow, such as --server.port 8600.",
        allow_abbrev=False,
    )
    template = commands.add_parser("template", help="write an empty workbook to fill in")
    template.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    template.set_defaults(run=_template)
    check = commands.add_parser("check", help="say what is wrong or remarkable in a workbook")
    _input_arguments(check)
    check.add_argument("--json", type=Path, metavar="OUT", help="also write it as JSON")
    check.add_argument("--findings", type=Path, metavar="OUT.xlsx",
                       help="also write the rows as they were read, with the findings beside "
                       "them")  # fmt: skip
    check.add_argument("--write-map", type=Path, metavar="MAP",
                       help="write what each column is read as, to be edited for --map; "
                       "TOML, or JSON where the name ends so")  # fmt: skip
    check.set_defaults(run=_check)
    ask = commands.add_parser("ask", help="write what to ask the owners, as a workbook to fill in")
    _input_arguments(ask)
    ask.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.xlsx")
    ask.add_argument("--owner", metavar="NAME", help="ask only one person")
    ask.set_defaults(run=_ask)
    assess = commands.add_parser("assess", help="judge every workload and write the plan")
    _input_arguments(assess)
    assess.add_argument("-o", "--output", type=Path, metavar="PLAN.xlsx")
    assess.add_argument("--html", type=Path, metavar="FILE")
    assess.add_argument("--application", action="append", default=[], metavar="NAME",
                        help="give this application a page of its own in the HTML, as those "
                        "with gaps have")  # fmt: skip
    assess.add_argument("--json", type=Path, metavar="FILE")
    assess.add_argument("--csv", type=Path, metavar="FOLDER",
                        help="every table as CSV, among them gaps.csv for a ticket tool and "
                        "all-strategies.csv")  # fmt: skip
    assess.add_argument("--detail", choices=("chosen", "ranked", "all"), default="ranked",
                        help="how many strategies of each workload go into the JSON")  # fmt: skip
    assess.set_defaults(run=_assess)
    compare = commands.add_parser(
        "compare", help="say what changed in a plan that came back, and why"
    )
    compare.add_argument("before", type=Path, metavar="BEFORE",
                         help="a workbook, or alone a plan that came back: it is compared with "
                         "what it said when it was written")  # fmt: skip
    compare.add_argument("after", type=Path, nargs="?", metavar="AFTER")
    compare.add_argument("--as-of", type=_date, metavar="DATE", help="judge both as of this day")
    compare.add_argument("--json", type=Path, metavar="OUT", help="also write it as JSON")
    compare.add_argument("-o", "--output", type=Path, metavar="PLAN.xlsx",
                         help="write the plan of AFTER with a sheet of what changed")  # fmt: skip
    compare.set_defaults(run=_compare)
    explain = commands.add_parser("explain", help="say where a number comes from")
    _input_arguments(explain)
    explain.add_argument("--workload", required=True, metavar="ID")
    explain.add_argument("--quantity", required=True, metavar="Q")
    explain.add_argument("--scenario", required=True, metavar="S")
    explain.add_argument("--strategy", default="recommended", metavar="ID",
                         help="recommended, today or the id of a strategy")  # fmt: skip
    explain.set_defaults(run=_explain)
    return parser


def _input_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE",
                        help="several files are read together, the first one counts")  # fmt: skip
    parser.add_argument("--map", type=Path, metavar="MAP",
                        help="what columns mean, as --write-map of check wrote it")  # fmt: skip
    parser.add_argument("--goal", metavar="G", help="what best means, such as lowest-cost")
    parser.add_argument("--as-of", type=_date, metavar="DATE", help="judge as of this day")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE",
                        help="such as assumptions.link-efficiency=0.8")  # fmt: skip


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date. Write it as 2026-05-12."
        ) from None


def _template(arguments: argparse.Namespace) -> int:
    from bcdr.report.template import write_template

    write_template(arguments.output)
    print(f"Wrote {arguments.output}.")
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from bcdr.intake import check_json, write_map
    from bcdr.report.wording import counted

    corrections = _corrections(arguments)
    if corrections is None:
        return UNUSABLE
    reading = _read(arguments, corrections)
    if reading is None:
        return UNUSABLE
    if arguments.write_map:
        write_map(arguments.write_map, reading.proposals)
    for finding in reading.findings:
        print(f"{finding.severity:8}{finding}")
    if arguments.json:
        _write_json(arguments.json, check_json(reading, corrections))
    if arguments.findings:
        _write_findings(arguments.files, reading, arguments.findings)
    if not reading.is_usable:
        return UNUSABLE
    counts = reading.counts
    one = {name: counted(counts[f"{name}s"], name)
           for name in ("application", "workload", "error", "warning", "note")}  # fmt: skip
    print(
        f"{one['application']}, {one['workload']}; {one['error']}, {one['warning']}, {one['note']}."
    )
    return ERRORS if reading.has_errors else DONE


def _write_findings(files: Sequence[Path], reading: "Reading", target: Path) -> None:
    """Write the rows of the files as they were read, with what was found in them."""
    from bcdr.intake.files import sheets_of_files
    from bcdr.report.findings_workbook import header_rows_of, write_findings

    sheets = sheets_of_files([file for file in files if file.is_file()])
    write_findings(sheets, reading.findings, target, header_rows=header_rows_of(reading.tables))


def _ask(arguments: argparse.Namespace) -> int:
    study = _study(arguments)
    if study is None:
        return UNUSABLE
    from bcdr.report.questionnaire import write_questionnaire
    from bcdr.report.questions import by_owner, questions

    asked = by_owner(questions(study))
    owners = [arguments.owner] if arguments.owner else list(asked)
    if not set(owners) <= asked.keys():
        _say(f"There is nothing to ask '{arguments.owner}'. Ask one of {', '.join(asked)}.")
        return UNUSABLE
    write_questionnaire([one for owner in owners for one in asked[owner]], arguments.output)
    count = sum(len(asked[owner]) for owner in owners)
    print(f"Wrote {arguments.output} with {count} questions to {len(owners)} people.")
    return DONE


def _assess(arguments: argparse.Namespace) -> int:
    advised = _study(arguments)
    if advised is None:
        return UNUSABLE
    from bcdr.study_decided import with_decisions

    study = with_decisions(advised)
    if arguments.output:
        from bcdr.report.excel import write_excel

        _progress(0.0, f"Writing {arguments.output.name}")
        write_excel(study, arguments.output, changes=_changes_since(arguments.files, study))
    if arguments.html:
        from bcdr.report.html import write_html

        _progress(0.0, f"Writing {arguments.html.name}")
        write_html(study, arguments.html, arguments.application)
    if arguments.csv:
        from bcdr.report.all_strategies import write_all_strategies
        from bcdr.report.content import build_content
        from bcdr.report.csv import write_csv

        _progress(0.0, f"Writing {arguments.csv.name}")
        write_csv(build_content(study), arguments.csv)
        write_all_strategies(study, arguments.csv / "all-strategies.csv")
    if arguments.json:
        from bcdr.report.study_json import write_json

        _progress(0.0, f"Writing {arguments.json.name}")
        write_json(study, arguments.json, detail=arguments.detail)
    _progress(1.0, "Done")
    _print_summary(study)
    return DONE


def _changes_since(files: Sequence[Path], study: "Study") -> "Changes | None":
    """Return what changed since a plan that came back was written, None where there is nothing."""
    from bcdr.compare import changes_since

    return changes_since(files[0], study) if len(files) == 1 else None


def _compare(arguments: argparse.Namespace) -> int:
    from bcdr.compare import compared, lines_of

    as_of = arguments.as_of or datetime.datetime.now().astimezone().date()
    found = compared(arguments.before, arguments.after, as_of=as_of)
    if isinstance(found, str):
        _say(found)
        return UNUSABLE
    after, changes = found
    print(*lines_of(changes), sep="\n")
    if arguments.json:
        _write_json(arguments.json, {"schema": 1, "kind": "changes", **asdict(changes)})
    if arguments.output:
        from bcdr.report.excel import write_excel

        write_excel(after, arguments.output, changes=changes)
    return DONE


def _explain(arguments: argparse.Namespace) -> int:
    study = _study(arguments)
    if study is None:
        return UNUSABLE
    try:
        found = study.explain(
            arguments.workload, arguments.quantity, arguments.scenario, arguments.strategy
        )
    except LookupError as fault:
        _say(str(fault))
        return UNUSABLE
    for step in found.steps:
        print(f"{step.title} = {step.value} {step.unit}")
        print(f"    {step.formula}   [{step.source}]")
        for name, value, origin in step.inputs:
            print(f"      {name}: {value}   ({origin})")
    value = "not known" if found.value is None else f"{found.value:,.4g} {found.unit}"
    print(f"{found.quantity} of {found.workload} in {found.scenario}, {found.strategy}: {value}")
    return DONE


def _corrections(arguments: argparse.Namespace) -> "Sequence[SheetCorrection] | None":
    """Return what --map says, None after a refusal was said."""
    from bcdr.intake import MapFileError, read_map

    if arguments.map is None:
        return ()
    try:
        return read_map(arguments.map)
    except MapFileError as fault:
        _say(str(fault))
        return None


def _read(
    arguments: argparse.Namespace, corrections: "Sequence[SheetCorrection]"
) -> "Reading | None":
    """Return the reading of the files with goal and values set, None after a refusal was said."""
    from bcdr.intake import UnknownKeyError, read_file_tables, reading_of, set_value

    read = read_file_tables(arguments.files, corrections=corrections)
    tables = read.tables
    wanted = [f"goal={arguments.goal}"] if arguments.goal else []
    for pair in [*arguments.set, *wanted]:
        key, equals, value = pair.partition("=")
        if not equals:
            _say(f"'{pair}' sets nothing. Write --set KEY=VALUE.")
            return None
        try:
            tables = set_value(tables, key, value)
        except UnknownKeyError as fault:
            _say(str(fault.args[0]))
            return None
    as_of = arguments.as_of or datetime.datetime.now().astimezone().date()
    reading = reading_of(replace(read, tables=tables), as_of=as_of)
    refused = [item for item in reading.findings if _is_set_here(item)]
    for item in refused:
        _say(f"{item.problem} {item.remedy}")
    return None if refused else reading


def _is_set_here(finding: Finding) -> bool:
    """Return whether a finding is about a value of `--set`, which has no cell of its own."""
    return finding.cell.endswith("(set)")


def _study(arguments: argparse.Namespace) -> "Study | None":
    """Return the study of the file, None after its faults were said."""
    from bcdr.report.wording import counted
    from bcdr.study import study_reading

    names = " + ".join(file.name for file in arguments.files)
    _progress(0.0, f"Reading {names}")
    corrections = _corrections(arguments)
    reading = None if corrections is None else _read(arguments, corrections)
    if reading is None:
        return None
    if reading.portfolio is None:
        for finding in reading.findings:
            _say(str(finding))
        return None
    counts = Counter(str(finding.severity) for finding in reading.findings)
    if reading.findings:
        error, warning, note = (counted(counts[name], name) for name in
                                ("error", "warning", "note"))  # fmt: skip
        _say(f"{error}, {warning} and {note} in {names}; `bcdr check` lists them.")
    content = b"".join(file.read_bytes() for file in arguments.files)
    source = SourceFile.of_bytes(names, content)
    return study_reading(reading, source=source, progress=_progress)


def _print_summary(study: "Study") -> None:
    """Print how many workloads are covered per scenario, today and planned, and what it costs."""
    counts = study.coverage_counts()
    total = len(study.portfolio.workloads)
    print(f"{'scenario':32}{'met today':>12}{'met planned':>14}   of {total} workloads")
    for scenario in study.catalogue.scenarios:
        if not scenario.in_scope:
            continue
        met = [
            counts[name][scenario.id]["met"] + counts[name][scenario.id]["accepted"]
            for name in ("today", "planned")
        ]
        print(f"{scenario.title:32}{met[0]:>12}{met[1]:>14}")
    verdicts = Counter(study.plan_table()["verdict"])
    print("; ".join(f"{name}: {count}" for name, count in verdicts.most_common()) + ".")
    for title, outlay, penalty in (
        ("today", study.today_outlay_per_year, study.today_expected_penalty_per_year),
        ("planned", study.outlay_per_year, study.expected_penalty_per_year),
    ):
        print(
            f"{title:8} outlay {format_money(outlay, study.currency)} a year, "
            f"expected penalty {format_money(penalty, study.currency)} a year"
        )


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _say(sentence: str) -> None:
    print(f"bcdr: {sentence}", file=sys.stderr)


def _progress(share: float, words: str) -> None:
    """Show what is going on, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if share >= 1.0 else ""
        print(f"\r{share:4.0%}  {words:60}", end=end, file=sys.stderr, flush=True)
