"""Decides what a table is read into: applications, VMs, backups, pairs, objectives, nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake.column_claims import ColumnClaims
from bcdr.intake.drill_lists import why_drills
from bcdr.intake.header_words import header_text
from bcdr.intake.kinds_of_lists import rejection_of, signs_of
from bcdr.model.header_vocabulary import COLUMNS_OF_TESTS, Family
from bcdr.model.recognition import Layout, TableRole

OBJECTIVES: Final = ("rto_hours", "rpo_hours", "mtd_hours")
_SIZES: Final = ("vcpu", "memory_gb", "os", "data_gb")
_OF_APPLICATIONS: Final = (
    "criticality", "owner", "business_unit", "depends_on", "downtime_cost_per_hour", "regulations",
    "data_class", "mtd_hours", "rto_hours", "rpo_hours", "current_option", "last_test_date",
)  # fmt: skip
_KEPT_BY_PEOPLE: Final = ("criticality", "owner", "business_unit", "depends_on", "data_class")
"""What a list says that people keep, and hardly ever one that a backup tool writes."""

_MACHINE_WORDS: Final = frozenset(
    [
        "server",
        "vm",
        "machine",
        "host",
        "node",
        "hostname",
        "computer",
        "servername",
        "vms",
        "instance",
        "virtual",
        "serveur",
        "servidor",
        "rechner",
        "maschine",
        "サーバ",
        "サーバー",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGuess:
    """The contract sheet a table is read into and how it lies, with a confidence and the reason."""

    role: TableRole
    layout: Layout
    confidence: float
    reason: str


def guess_role(claims: Sequence[ColumnClaims], family: Family | None, *, file: str) -> RoleGuess:
    """Return what a table of these columns is read into."""
    headers = [claim.column.header for claim in claims]
    fields = {g.field for claim in claims for g in claim.guesses if g.score >= 0.5}
    fields -= COLUMNS_OF_TESTS
    if family is None or family.role is not TableRole.APPLICATIONS:
        # A bare list has no other sign than its headers; a name alone makes no list of anything.
        reason = rejection_of(headers, [claim.column.values for claim in claims], fields)
        if reason and family is None:
            return RoleGuess(
                role=TableRole.IGNORED, layout=Layout.REJECTED, confidence=0.85, reason=reason
            )
    legend = _tier_legend(claims)
    if legend is not None:
        return legend
    if any(c.score("record_type") >= 0.8 and c.column.values.distinct > 1 for c in claims):
        return _guess(TableRole.APPLICATIONS, 0.8, "a column tells several kinds of rows apart")
    objectives = sum(any(c.score(f) >= 0.5 for c in claims) for f in OBJECTIVES)
    of_applications = sum(any(c.score(f) >= 0.6 for c in claims) for f in _OF_APPLICATIONS)
    if family is None or family.role is TableRole.BACKUPS:
        tests = why_drills(claims, objectives)
        if tests:
            return _guess(TableRole.DRILLS, 0.85, tests)
    signs = signs_of(headers)
    if family is not None and family.role is not TableRole.BACKUPS:
        return _guess(_of_family(family, file), 0.95, f"its headers are those of {family.name}")
    if family is not None or _is_backup_report(claims, signs.backup, of_applications):
        named = family.name if family is not None else "a backup tool"
        return _guess(TableRole.BACKUPS, 0.85, f"its headers are those of a report of {named}")
    edges = _edges(claims, objectives)
    if edges is not None:
        return edges
    return _list_role(claims, signs.infrastructure, objectives, of_applications)


def _list_role(
    claims: Sequence[ColumnClaims],
    infrastructure: int,
    objectives: int,
    of_applications: int,
) -> RoleGuess:
    sizes = sum(any(c.score(f) >= 0.5 for c in claims) for f in _SIZES)
    machine = max((c.score("workload") for c in claims), default=0.0)
    application = max((c.score("application") for c in claims), default=0.0)
    names_machines = any(
        c.score("workload") >= 0.9
        and _MACHINE_WORDS.intersection(header_text(c.column.header).tokens)
        for c in claims
    )
    if machine >= 0.5 and objectives == 0:
        is_inventory = infrastructure + sizes >= 3 and infrastructure + sizes >= of_applications
        if is_inventory or (names_machines and application < 0.75):
            return _guess(TableRole.VMS, 0.85, "it lists machines with their sizes or addresses")
        if infrastructure + sizes >= 2 and infrastructure + sizes > of_applications + (
            application >= 0.75
        ):
            return _guess(TableRole.VMS, 0.75, "it lists machines with their sizes or addresses")
    known = {c.best for c in claims if c.best} - COLUMNS_OF_TESTS
    is_named = application >= 0.35 or machine >= 0.5 or objectives >= 2 or of_applications >= 3
    if is_named and (len(known) >= 2 or len(claims) == 1 or objectives):
        confidence = min(0.5 + 0.08 * len(known), 0.95)
        return _guess(TableRole.APPLICATIONS, confidence, f"{len(known)} of its columns are known")
    is_ranked = any(c.score("criticality") >= 0.9 for c in claims)
    if of_applications >= 2 or (is_ranked and len(known) >= 2):
        return _guess(TableRole.APPLICATIONS, 0.5, "some of its columns are known, but no name")
    return RoleGuess(
        role=TableRole.IGNORED,
        layout=Layout.REJECTED,
        confidence=0.6,
        reason="none of its columns names an application, a machine or an objective"
        if not known
        else "too few of its columns are known to be sure what it lists",
    )


def _guess(role: TableRole, confidence: float, reason: str) -> RoleGuess:
    return RoleGuess(role=role, layout=Layout.TABLE, confidence=confidence, reason=reason)


def _of_family(family: Family, file: str) -> TableRole:
    """Return the role of a known export; one of protected machines is told by the file's name."""
    name = "".join(char for char in file.casefold() if char.isalpha())
    if family.name.startswith("Veeam protected") and "protected" in name:
        is_not = "unprotected" in name or "notprotected" in name
        return TableRole.VMS if is_not else TableRole.BACKUPS
    return family.role


def _is_backup_report(claims: Sequence[ColumnClaims], backup: int, of_applications: int) -> bool:
    """Return whether a table is what a backup tool reports: it never says an RTO or an MTD."""
    if any(c.score(field) >= 0.5 for c in claims for field in ("rto_hours", "mtd_hours")):
        return False
    shared = sum(
        any(c.score(field) >= 0.6 for c in claims)
        for field in ("current_option", "last_test_date", "rpo_hours")
    )
    copies = any(
        c.score(field) >= 0.8 for c in claims for field in ("last_copy_date", "last_success_date")
    )
    kept_by_people = sum(any(c.score(field) >= 0.6 for c in claims) for field in _KEPT_BY_PEOPLE)
    names = max((c.score("application") for c in claims), default=0.0)
    if kept_by_people >= (1 if names >= 0.75 else 2) and not copies:
        return False
    own = of_applications - shared
    return (backup >= 3 or (backup >= 1 and copies)) and backup + copies > own


def _tier_legend(claims: Sequence[ColumnClaims]) -> RoleGuess | None:
    """Return the guess of a legend: objectives, ranks that differ, and no other names."""
    if not any(c.score(field) >= 0.5 for c in claims for field in OBJECTIVES):
        return None
    ranks = [
        c
        for c in claims
        if c.column.values.filled
        and c.column.values.is_unique
        and c.column.values.filled <= 15
        # A header that says criticality makes ranks of words that nobody knows: Class A, Class B.
        and (c.column.values.criticality_share >= 0.75 or c.score("criticality") >= 0.8)
        and c.column.values.yes_no_share < 0.7
        and (
            c.score("criticality") >= 0.5
            or 0 < max(c.score("application"), c.score("workload")) < 0.75
        )
    ]
    rank_numbers = {c.column.number for c in ranks}
    first_rank = min(rank_numbers, default=0)
    # Right of the rank stands its description; a name of something else stands left of it, or
    # says so.
    names = [
        c
        for c in claims
        if c.column.number not in rank_numbers
        and max(c.score("application"), c.score("workload"))
        >= (0.3 if c.column.number < first_rank else 0.75)
        and c.column.values.filled
        and c.column.values.list_share < 0.5
        and c.column.values.prose_share < 0.5
    ]
    # The rank of a legend is what its rows are about: nothing but numbers and codes of ranks
    # (A, B, C) stands left of it.
    left = [c for c in claims if c.column.number < first_rank and c.column.values.filled]
    if not ranks or names or not all(_numbers_ranks(c) for c in left):
        return None
    return RoleGuess(
        role=TableRole.OBJECTIVES,
        layout=Layout.TIER_LEGEND,
        confidence=0.85,
        reason="it gives objectives per rank and names no applications",
    )


def _numbers_ranks(claim: ColumnClaims) -> bool:
    values = claim.column.values
    is_code = values.is_unique and values.criticality_share == 1 and values.yes_no_share < 0.7
    return values.number_share == 1 or is_code


def _edges(claims: Sequence[ColumnClaims], objectives: int) -> RoleGuess | None:
    """Return the guess of a list of pairs: two columns of names, one needing the other."""
    froms = [c for c in claims if c.score("edge_from") >= 0.8]
    tos = [c for c in claims if c.score("edge_to") >= 0.8]
    about = sum(
        any(c.score(f) >= 0.6 for c in claims)
        for f in ("criticality", "owner", "vcpu", "memory_gb", "os", "environment", "data_gb")
    )
    if not tos or objectives or about > 1:
        return None
    pair = next(((a, b) for a in froms for b in tos if a.column.number != b.column.number), None)
    has_kind = any(c.score("edge_type") >= 0.8 for c in claims)
    names = [
        c
        for c in claims
        if max(c.score("application"), c.score("workload")) >= 0.55 and c.score("edge_to") < 0.8
    ]
    if pair is None and not (names and (len(claims) <= 4 or has_kind)):
        return None
    if pair is None and not has_kind and len(claims) > 3 and not _repeats(names):
        return None
    return RoleGuess(
        role=TableRole.DEPENDENCIES,
        layout=Layout.EDGES,
        confidence=0.85,
        reason="each row pairs a thing with another that it needs",
    )


def _repeats(names: Sequence[ColumnClaims]) -> bool:
    return any(not c.column.values.is_unique for c in names)
