"""Reads what rows say beside the list: objectives per criticality, rules, drills, decisions."""

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.dependencies import WorkloadNames
from bcdr.intake.facts import is_of_fact
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.names import KnownNames
from bcdr.intake.rule_values import Written, strategy_value
from bcdr.intake.text import clean_text, name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, find_word
from bcdr.model.columns import SHEETS
from bcdr.model.parameters import PARAMETERS, Parameter, ParameterKind
from bcdr.model.portfolio import Decision, Drill, Duty, ObjectiveDefault, PolicyRule
from bcdr.model.records import Cell, RecordTable
from bcdr.model.returned import DUTY_SHEET

_EVERY: Final = frozenset({"", "all", "every", "any", "*"})

_UNKNOWN_ID: Final = Fault(
    code=Code.NAME_UNKNOWN,
    problem="{value} is not the ID of a workload; the row is left out.",
    many="{values} are not IDs of workloads; the rows are left out.",
    remedy="Write the ID as on the sheet Applications.",
)


_SIZES: Final = ("<=", ">=", "==")
_WORDS: Final = ("in", "not in", "==", "contains")
_OF_PROTECTION: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        item.id: item
        for item in (
            Parameter(id="interval_hours", title="Time between copies", unit="hours",
                      kind=ParameterKind.NUMBER, operators=_SIZES),
            Parameter(id="retention_days", title="Retention", unit="days",
                      kind=ParameterKind.NUMBER, operators=_SIZES),
            *(
                Parameter(id=id_, title=title, kind=ParameterKind.WORDS, operators=_WORDS)
                for id_, title in (
                    ("option", "Option"), ("target", "Target"), ("target_kind", "Kind of target"),
                    ("operator", "Operator"), ("jurisdiction", "Jurisdiction"),
                )
            ),
        )
    }
)  # fmt: skip
"""What a rule may look at of one protection, as `PARAMETERS` is of a whole strategy."""


def build_objectives(
    rows: Sequence[TypedRow], words: Words, log: FaultLog
) -> tuple[ObjectiveDefault, ...]:
    """Return the objectives per criticality and scenario; a blank one stands for every one."""
    found: list[ObjectiveDefault] = []
    for row in rows:
        scenario = _scenario(row, words, log)
        # A criticality or scenario that is there but not known must not become every one.
        if scenario is None or ("criticality" in row.values and row.get("criticality") is None):
            _leave_out(row, "criticality", log)
            continue
        found.append(
            ObjectiveDefault(
                criticality=row.get("criticality"),
                scenario=scenario or None,
                rto_hours=row.get("rto_hours"),
                rpo_hours=row.get("rpo_hours"),
                mtd_hours=row.get("mtd_hours"),
                source=row.text("source"),
            )
        )
    return tuple(found)


def build_rules(rows: Sequence[TypedRow], words: Words, log: FaultLog) -> tuple[PolicyRule, ...]:
    """Return the conditions of corporate policy that are complete; known words become codes."""
    found: list[PolicyRule] = []
    for row in rows:
        if is_of_fact(row):
            continue
        missing = [f for f in ("rule", "parameter", "operator", "value") if row.get(f) is None]
        if missing:
            _leave_out(row, missing[0], log)
            continue
        value, fault = _rule_value(row, words)
        if fault is not None:
            row.fault(log, fault, "value")
            continue
        field = _field_name(row.text("applies_to_field"))
        found.append(
            PolicyRule(
                name=row.text("rule"),
                parameter=row.text("parameter"),
                operator=row.text("operator"),
                value=value,
                unit=row.text("unit"),
                applies_to_field=field,
                applies_to_values=_codes(field, row.get("applies_to_values") or (), words),
                is_blocking=row.get("severity") != "warning",
                message=row.text("message"),
                source=row.text("source"),
                date=row.get("date"),
            )
        )
    return tuple(found)


def _rule_value(row: TypedRow, words: Words) -> tuple[Written, Fault | None]:
    """Return a rule's value in the unit or words of its parameter, and what is wrong with it."""
    parameter, operator = row.text("parameter"), row.text("operator")
    looked_at = PARAMETERS.get(parameter) or _OF_PROTECTION[parameter]
    written: Written = row.values["value"]
    if isinstance(written, float) and row.text("unit") and looked_at.kind is ParameterKind.NUMBER:
        written = (f"{written:g} {row.text('unit')}",)
    value, fault = strategy_value(written, operator, looked_at)
    if fault is not None or isinstance(value, float) or parameter in PARAMETERS:
        return value, fault
    coded = _codes(parameter, value, words)
    known = {str(code) for code in _known_words(parameter, words).values()}
    if known and operator != "contains" and not known.issuperset(coded):
        return coded, _not_among(parameter, sorted(known))
    return coded, None


def _known_words(field: str, words: Words) -> Mapping[str, str]:
    """Return the spellings of a field that is a closed list; none for any other field."""
    closed: Mapping[str, Mapping[str, str]] = {
        "criticality": words.tiers,
        "option": words.options,
        "target_kind": words.target_kinds,
    }
    return closed.get(field, {})


def _not_among(parameter: str, known: Sequence[str]) -> Fault:
    return Fault(
        code=Code.ROW_INCOMPLETE,
        problem=f"{{value}} names what is not among the words for {parameter}; the rule is left "
        "out.",
        many=f"{{values}} name what is not among the words for {parameter}; the rules are left "
        "out.",
        remedy=f"Write some of {', '.join(known)}; separate several with ;",
    )


def _codes(field: str, values: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """Return values with the codes of closed lists in place of titles and aliases."""
    known = _known_words(field, words)
    return tuple(str(find_word(known, value) or value) for value in values)


def build_drills(
    rows: Sequence[TypedRow], names: WorkloadNames, words: Words, log: FaultLog
) -> tuple[Drill, ...]:
    """Return the drills of workloads that are in the list; one of an application is of each."""
    found: list[Drill] = []
    for row in rows:
        title = " / ".join(filter(None, (row.text("application"), row.text("workload"))))
        ids = names.find(title)
        if not ids:
            unknown = Fault(
                code=Code.NAME_UNKNOWN,
                problem="{value} is not on the sheet Applications; its drill is left out.",
                many="{values} are not on the sheet Applications; their drills are left out.",
                remedy=names.titles.remedy(title, "Correct the name."),
            )
            row.fault(log, unknown, "application", title)
        scenario = _scenario(row, words, log)
        found += (
            Drill(
                workload_id=id_,
                date=row.get("date"),
                scenario=scenario or "",
                recovery_hours=row.get("recovery_hours"),
                result=row.text("result"),
                notes=row.text("notes"),
            )
            for id_ in ids
        )
    return tuple(found)


def build_decisions(
    rows: Sequence[TypedRow], names: WorkloadNames, log: FaultLog
) -> tuple[Decision, ...]:
    """Return the decisions on workloads that are in the list."""
    found: list[Decision] = []
    for row in rows:
        ids = names.find(row.text("id"))
        if len(ids) != 1:
            row.fault(log, _UNKNOWN_ID, "id", row.text("id") or row.record.id)
            continue
        if row.get("decision") is None:
            _leave_out(row, "decision", log)
            continue
        found.append(
            Decision(
                workload_id=ids[0],
                kind=row.values["decision"],
                strategy=row.text("strategy"),
                rule=row.text("rule"),
                decided_by=row.text("decided_by"),
                date=row.get("date"),
                reason=row.text("reason"),
                until=row.get("until"),
            )
        )
    return tuple(found)


def build_duties(tables: Sequence[RecordTable]) -> tuple[Duty, ...]:
    """Return what people said of their duties in a plan that came back."""
    return tuple(
        Duty(
            duty=clean_text(record.get("duty")),
            of=clean_text(record.get("of")),
            status=clean_text(record.get("status")).casefold(),
            owner=clean_text(record.get("owner")),
            date=_day(record.get("date")),
            notes=clean_text(record.get("notes")),
        )
        for table in tables
        if table.role == DUTY_SHEET
        for record in table.records
    )


def _day(cell: Cell) -> datetime.date | None:
    """Return the date of a cell that offers dates only."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    try:
        return datetime.date.fromisoformat(clean_text(cell))
    except ValueError:
        return None


def _scenario(row: TypedRow, words: Words, log: FaultLog) -> str | None:
    """Return the code of a row's scenario, empty for every one, None if it is not known."""
    text = row.text("scenario")
    if name_key(text) in _EVERY:
        return ""
    found = find_word(words.scenarios, text)
    if found is None:
        known = tuple(dict.fromkeys(words.scenarios.values()))
        unknown = Fault(
            code=Code.NAME_UNKNOWN,
            problem="{value} is not a scenario.",
            many="{values} are not scenarios.",
            remedy=KnownNames(known).remedy(text, f"Write one of {', '.join(known)}."),
        )
        row.fault(log, unknown, "scenario")
    return found


def _leave_out(row: TypedRow, field: str, log: FaultLog) -> None:
    header = SHEETS[row.table.role].column(field).header
    fault = Fault(
        code=Code.ROW_INCOMPLETE,
        problem=f"the row says nothing that can be used under {header}; it is left out.",
        many=f"the rows say nothing that can be used under {header}; they are left out.",
        remedy=f"Fill in {header}, or empty the row.",
    )
    row.fault(log, fault, field)


def _field_name(text: str) -> str:
    """Return the field that a rule depends on, by its field name or its header."""
    for column in SHEETS["Applications"].columns:
        if name_key(text) in (name_key(column.field), name_key(column.header)):
            return column.field
    return text
