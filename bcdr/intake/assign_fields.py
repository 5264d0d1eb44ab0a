"""Gives each column of a table at most one field, and each field its best column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake.column_claims import ColumnClaims
from bcdr.intake.field_scores import header_scores
from bcdr.intake.header_words import header_text
from bcdr.intake.table_roles import OBJECTIVES
from bcdr.model.columns import SHEETS
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.recognition import FieldGuess, TableRole

_OF_THINGS: Final = (*OBJECTIVES, "criticality")
_LEAST_OBJECTIVES: Final = 2
"""So many columns with objectives or ranks tell that a list is one of things to be recovered."""

_CODE: Final = re.compile(r"[A-Za-z]{0,6}[-_. ]?[A-Za-z]{0,3}[-_. ]?\d+[a-z]?")

_SUPPORTING: Final = 0.62
"""How surely a list of applications beside a process says what the process needs."""

_SUMMED: Final = frozenset({"data_gb", "largest_disk_gb"})
_RENAMED: Final[Mapping[TableRole, Mapping[str, str]]] = {
    TableRole.VMS: {"workload": "vm", "current_option": "protection"},
    TableRole.BACKUPS: {"current_option": "protection"},
    TableRole.DRILLS: {"last_test_date": "date", "measured_recovery_hours": "recovery_hours"},
}
_MACHINE: Final = re.compile(
    r"\b(?:servers?|vms?|machines?|hosts?|hostname|nodes?|computers?|components?|serveurs?|servidor"
    r"(?:es)?|instances?|workloads?)\b|サーバ|仮想"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The field of a column, with its score, what came second and why; "" for no field."""

    field: str
    score: float
    runner_up: FieldGuess | None
    reason: str


def assign_fields(
    claims: Sequence[ColumnClaims], role: TableRole
) -> dict[int, tuple[Assigned, ...]]:
    """Return what each column, by its number, is taken for in a table of a role."""
    if role is TableRole.IGNORED:
        return {c.column.number: (_unused(c, "the sheet is not read"),) for c in claims}
    wanted = {c.column.number: _guesses(c, claims, role) for c in claims}
    taken = _assign(claims, wanted)
    _fill_required(claims, taken, role)
    _add_parts(claims, wanted, taken)
    named = {c.column.number: c.column.header for c in claims}
    return {
        c.column.number: _explained(c, wanted[c.column.number], taken, named, role) for c in claims
    }


def _assign(
    claims: Sequence[ColumnClaims], wanted: Mapping[int, Sequence[FieldGuess]]
) -> dict[str, list[int]]:
    """Return the column of each field: the highest scores first, of equals the leftmost."""
    taken: dict[str, list[int]] = {}
    used: set[int] = set()
    several = {c.column.number for c in claims if c.column.values.timed_keys}
    pairs = sorted(
        (
            (guess.score, -number, guess.field)
            for number, guesses in wanted.items()
            for guess in guesses
        ),
        reverse=True,
    )
    for _, negative, field in pairs:
        number = -negative
        if field in taken or (number in used and number not in several):
            continue
        taken[field] = [number]
        used.add(number)
    return taken


def _guesses(
    claim: ColumnClaims, claims: Sequence[ColumnClaims], role: TableRole
) -> tuple[FieldGuess, ...]:
    """Return the guesses of a column as fields of the role's sheet, best first."""
    renamed = _RENAMED.get(role, {})
    fields = SHEETS[role.value].fields
    found: dict[str, float] = {}
    for guess in claim.guesses:
        field, score = guess.field, guess.score
        if score == 1.0 and field in fields:
            # The template's own header means what it says.
            return (guess,)
        if role is TableRole.DEPENDENCIES and field in ("edge_from", "edge_to"):
            field, score = _edge_field(claim, claims, field, score)
        else:
            score = _in_role(claim, claims, field, score, role)
        field = renamed.get(field, field)
        if field in fields and score >= 0.35:
            found[field] = max(found.get(field, 0.0), score)
    if role is TableRole.APPLICATIONS and _supports_a_process(claim, claims):
        found.setdefault("depends_on", _SUPPORTING)
    return tuple(FieldGuess(f, s) for f, s in sorted(found.items(), key=lambda item: -item[1]))


def _supports_a_process(claim: ColumnClaims, claims: Sequence[ColumnClaims]) -> bool:
    """Return whether a column lists the applications of a process that each row names."""
    functions = frozenset(load_header_vocabulary().kinds.functions)
    return (
        claim.score("application") >= 0.88
        and claim.column.values.list_share > 0.2
        and any(
            c is not claim
            and c.score("application") >= 0.55
            and not functions.isdisjoint(header_text(c.column.header).tokens)
            for c in claims
        )
    )


def _in_role(
    claim: ColumnClaims, claims: Sequence[ColumnClaims], field: str, score: float, role: TableRole
) -> float:
    """Return the score of a field in a list of one kind: `Name` is a VM only where VMs stand."""
    if role is TableRole.APPLICATIONS and field == "workload":
        return _workload_score(claim, claims, score)
    if field == "application":
        return _application_score(claim, score, role)
    if field == "current_target" and score <= 0.6 and role is not TableRole.BACKUPS:
        return 0.0
    return score * 0.8 if role is TableRole.DEPENDENCIES and field == "workload" else score


def _application_score(claim: ColumnClaims, score: float, role: TableRole) -> float:
    is_machine = claim.score("workload")
    if role in (TableRole.VMS, TableRole.BACKUPS):
        return 0.0 if is_machine >= 0.7 or score < 0.75 else score * 0.9
    if role is TableRole.DEPENDENCIES:
        return score * 0.8
    lists_several = claim.column.values.list_share > 0.4
    # `Workload name` is the application only where nothing else is.
    return score * 0.6 if lists_several or (is_machine > 0.9 and score < 0.7) else score


def _workload_score(claim: ColumnClaims, claims: Sequence[ColumnClaims], score: float) -> float:
    names = [c for c in claims if c is not claim and c.score("application") >= 0.75]
    if score >= 0.85:
        return score
    if score < 0.6:
        # A second, weaker name is a part only where the first stands on several rows.
        repeats = any(not c.column.values.is_unique for c in names)
        return 0.72 if names and repeats else 0.0
    return score * 0.6 if claim.score("application") else score * 0.75


def _edge_field(
    claim: ColumnClaims, claims: Sequence[ColumnClaims], field: str, score: float
) -> tuple[str, float]:
    """Return the field of one end of a pair; machines count before what runs on them."""
    is_machine = bool(_MACHINE.search(header_text(claim.column.header).words))
    has_machines = any(
        c.score(field) >= 0.8 and _MACHINE.search(header_text(c.column.header).words)
        for c in claims
    )
    if has_machines and not is_machine:
        return "", 0.0
    if field == "edge_to":
        return "depends_on", score
    return ("workload" if is_machine else "application"), score


def _fill_required(
    claims: Sequence[ColumnClaims],
    taken: dict[str, list[int]],
    role: TableRole,
) -> None:
    """Give the name that a row needs to the column that comes next, if it was left out."""
    if role is not TableRole.APPLICATIONS or "application" in taken:
        return
    if "workload" in taken:
        (number,) = taken["workload"]
        header = next(c.column.header for c in claims if c.column.number == number)
        if _may_name_application(header):
            taken["application"] = taken.pop("workload")
        return
    used = {number for numbers in taken.values() for number in numbers}
    for claim in claims:
        # An empty column of names is still the column of names.
        is_free = claim.column.number not in used and claim.column.values.filled == 0
        if is_free and _may_name_application(claim.column.header):
            taken["application"] = [claim.column.number]
            return
    first = _first_of_objectives(claims, taken)
    if first is not None:
        taken["application"] = [first]


def _first_of_objectives(
    claims: Sequence[ColumnClaims], taken: Mapping[str, Sequence[int]]
) -> int | None:
    """Return the column of names left of the objectives whose header no one knows, if any.

    A list that says RTO and RPO says of what, in whatever language its first header is.
    """
    objectives = [number for field in _OF_THINGS for number in taken.get(field, ())]
    if len(objectives) < _LEAST_OBJECTIVES:
        return None
    for claim in claims:
        values = claim.column.values
        is_name = (
            values.filled > 1
            and values.is_unique
            and max(values.number_share, values.date_share, values.duration_share) < 0.3
            and max(values.prose_share, values.list_share, values.yes_no_share) < 0.5
            and max(values.criticality_share, values.environment_share) < 0.8
            and max(values.id_share, values.address_share, values.size_share) < 0.3
            and not all(_CODE.fullmatch(sample) for sample in values.samples)
        )
        is_unknown = not claim.guesses and not claim.refused.keys() & {"application", "workload"}
        if claim.column.number < min(objectives) and is_unknown and is_name:
            return claim.column.number
    return None


def _may_name_application(header: str) -> bool:
    return any(s.field == "application" and s.score >= 0.55 for s in header_scores(header))


def _add_parts(
    claims: Sequence[ColumnClaims],
    wanted: Mapping[int, Sequence[FieldGuess]],
    taken: dict[str, list[int]],
) -> None:
    """Add the other columns of a numbered row (`Disk 1 size`, `Disk 2 size`) that are summed up."""
    headers = {c.column.number: c.column.header for c in claims}
    for field in _SUMMED & taken.keys():
        pattern = _numbered(headers[taken[field][0]])
        if not pattern:
            continue
        others = [
            number
            for number, header in headers.items()
            if number not in taken[field]
            and _numbered(header) == pattern
            and any(guess.field == field for guess in wanted[number])
        ]
        taken[field] = sorted([*taken[field], *others])


def _numbered(header: str) -> str:
    """Return a header with its number left open, empty if it has none."""
    words = header_text(header).words
    return re.sub(r"\b\d+\b", "#", words) if re.search(r"\b\d+\b", words) else ""


def _explained(
    claim: ColumnClaims,
    guesses: Sequence[FieldGuess],
    taken: Mapping[str, Sequence[int]],
    named: Mapping[int, str],
    role: TableRole,
) -> tuple[Assigned, ...]:
    number = claim.column.number
    fields = [field for field, numbers in taken.items() if number in numbers]
    scores = {guess.field: guess.score for guess in guesses}
    if not fields:
        return (_unused(claim, _why_unused(claim, guesses, taken, named, role)),)
    found = []
    for field in fields:
        others = [guess for guess in guesses if guess.field not in fields]
        found.append(
            Assigned(
                field=field,
                score=scores.get(field, 0.5),
                runner_up=others[0] if others else None,
                reason=_why(field, scores.get(field, 0.5), claim, taken, role),
            )
        )
    return tuple(found)


def _why(
    field: str,
    score: float,
    claim: ColumnClaims,
    taken: Mapping[str, Sequence[int]],
    role: TableRole,
) -> str:
    title = SHEETS[role.value].column(field).header
    if len(taken[field]) > 1:
        return f"One of {len(taken[field])} columns that are summed up as {title}."
    if claim.column.values.timed_keys:
        return f"Its cells name {title} together with other fields."
    if score >= 0.85:
        return f"The header means {title}, and the cells agree."
    return f"The header most likely means {title}."


def _why_unused(
    claim: ColumnClaims,
    guesses: Sequence[FieldGuess],
    taken: Mapping[str, Sequence[int]],
    named: Mapping[int, str],
    role: TableRole,
) -> str:
    for guess in guesses:
        if guess.field in taken:
            other = named[taken[guess.field][0]]
            title = SHEETS[role.value].column(guess.field).header
            return f"It may be {title}, but '{other}' says it better."
    is_report = role is TableRole.BACKUPS
    if is_report and any(claim.score(f"{name}_hours") for name in ("rto", "rpo", "mtd")):
        return "A backup tool says what is set up or was reached, not what is required."
    if claim.refused:
        field, reason = next(iter(claim.refused.items()))
        return f"Not {_title(field)}: {reason}."
    if claim.guesses:
        return f"The sheet {role.value} has no column for it."
    return "The header is not known."


def _title(field: str) -> str:
    for sheet in SHEETS.values():
        if field in sheet.fields:
            return sheet.column(field).header
    return field.replace("_", " ")


def _unused(claim: ColumnClaims, reason: str) -> Assigned:
    second = claim.guesses[0] if claim.guesses else None
    return Assigned(field="", score=0.0, runner_up=second, reason=reason)
