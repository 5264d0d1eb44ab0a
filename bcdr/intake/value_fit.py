"""Says how well the cells of a column agree with what its header seems to mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bcdr.intake.column_values import ColumnValues
from bcdr.intake.header_words import HeaderText


@dataclass(frozen=True, slots=True)
class Fit:
    """A factor for the score of a field, 0 where the cells refute it, and why."""

    factor: float
    reason: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a header claims: its field and score, its words, and whether it names a unit."""

    field: str
    score: float
    text: HeaderText
    has_unit: bool


_FITS: Final = Fit(1.0)
_SHAPE_WORDS: Final = re.compile(
    r"\b(?:hour|hours|hourly|hr|hrs|h|stunde|stunden|stundlich\w*|heure|horaire|hora|uur|ora)\b|時間"
)


def value_fit(claim: Claim, values: ColumnValues) -> Fit:
    """Return how well a column's cells agree with the field that its header claims."""
    judge = _JUDGES.get(claim.field)
    return judge(claim, values) if judge is not None else _FITS


def _duration(claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.92)
    if claim.field.removesuffix("_hours") in values.timed_keys:
        return _FITS
    refuted = _no_duration(claim, values)
    if refuted:
        return Fit(0, refuted)
    good = values.number_share + values.duration_share + values.time_word_share + values.date_share
    if good >= 0.4:
        return _FITS
    is_rank = values.criticality_share >= 0.5
    return Fit(0.8) if is_rank or good >= 0.2 else Fit(0, "its cells are no durations")


def _no_duration(claim: Claim, values: ColumnValues) -> str:
    """Return why cells are surely no durations, empty if they may be."""
    if values.are_flags and not claim.has_unit:
        return "its cells are only 0 and 1, as for a flag; no unit says they are times"
    if values.yes_no_share > 0.6 and values.number_share < 0.5:
        return "its cells say yes or no, not a time"
    if values.money_share > 0.5:
        return "its cells are amounts of money, not times"
    return "its cells are percentages, not times" if values.percent_share > 0.5 else ""


def _amount(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.88)
    if values.percent_share > 0.5:
        return Fit(0, "its cells are percentages, not amounts")
    if values.number_share + values.size_share < 0.4:
        return Fit(0, "its cells are no amounts")
    if values.are_zero:
        return Fit(0.6, "all its cells are 0 or less, as where nothing was measured")
    return _FITS


def _money(claim: Claim, values: ColumnValues) -> Fit:
    is_per_hour = bool(
        _SHAPE_WORDS.search(" ".join(claim.text.all_tokens))
        or any(_SHAPE_WORDS.search(sample.casefold()) for sample in values.samples)
    )
    if values.filled and values.number_share + values.money_share < 0.5:
        return Fit(0, "its cells are words, not amounts of money", instead="notes")
    if not is_per_hour and claim.score < 0.9:
        return Fit(0, "it is an amount of money, but nothing says that it is per hour")
    return Fit(1.0 if claim.score >= 0.8 else 1.6) if is_per_hour else Fit(0.85)


def _share(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    good = values.number_share + values.percent_share + values.size_share
    return _FITS if good >= 0.4 else Fit(0, "its cells are no shares or amounts")


def _date(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    if values.date_share >= 0.3:
        return _FITS
    if values.yes_no_share > 0.5 or values.duration_share > 0.5 or values.size_share > 0.5:
        return Fit(0, "its cells are no dates")
    serials = values.numbers and all(20_000 < number < 80_000 for number in values.numbers)
    return Fit(0.8) if serials else Fit(0, "its cells are no dates")


def _criticality(claim: Claim, values: ColumnValues) -> Fit:
    text = claim.text
    picks = re.split(r"[/,;|]", text.bracketed)
    if claim.score < 0.9 and text.words in _NEVER_ALONE and len(picks) < 3:
        return Fit(0, "the word alone says too little")
    if values.money_share > 0.4 or values.date_share > 0.4 or values.address_share > 0.4:
        return Fit(0, "its cells rank nothing")
    if values.other_tier_share > 0.5:
        return Fit(0, "its cells rank storage or support, not how critical the application is")
    if claim.score >= 0.8:
        return _strong_criticality(values)
    if len(picks) >= 3 and values.criticality_share >= min(0.4, values.filled):
        return Fit(1.4)
    if values.filled and values.criticality_share >= 0.6 and values.yes_no_share <= 0.6:
        return Fit(1.36)
    return Fit(0, "its cells are no ranks of criticality, and the header alone says too little")


_NEVER_ALONE: Final = frozenset({"impact", "severity", "status", "duration"})


def _strong_criticality(values: ColumnValues) -> Fit:
    if values.filled == 0 or values.criticality_share >= 0.4:
        return _FITS
    if values.duration_share > 0.5 or values.percent_share > 0.5:
        return Fit(0, "its cells rank nothing")
    return Fit(0.6) if values.prose_share > 0.6 or values.id_share > 0.5 else Fit(0.88)


def _list(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.92)
    if values.number_share > 0.6:
        return Fit(0, "its cells are numbers, not names")
    if values.yes_no_share > 0.6:
        return Fit(0, "its cells say yes or no, not which")
    if values.date_share > 0.6 or values.duration_share > 0.6:
        return Fit(0, "its cells are no names")
    return _FITS


def _name(claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.45)
    if claim.field == "application" and values.system_share > 0.7:
        return Fit(0, "its cells name operating systems", instead="os")
    bad = (
        (values.date_share, 0.5, 0.2),
        (values.duration_share, 0.5, 0.2),
        (values.yes_no_share, 0.6, 0.2),
        (values.size_share, 0.5, 0.1),
        (values.address_share, 0.5, 0.4),
        (values.id_share, 0.5, 0.45),
        (values.number_share, 0.8, 0.5),
        (values.prose_share, 0.7, 0.8),
    )
    factor = min((low for share, limit, low in bad if share > limit), default=1.0)
    return Fit(factor, "" if factor > 0.5 else "its cells are no names")


def _server_name(claim: Claim, values: ColumnValues) -> Fit:
    if values.filled and values.list_share > 0.4:
        return Fit(0.5, "its cells list several")
    return _name(claim, values)


def _environment(claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    if values.environment_share >= 0.4:
        return Fit(1.55) if claim.score < 0.65 else _FITS
    if claim.score < 0.65:
        return Fit(0, "the word alone says too little, and its cells name no environments")
    if values.hosting_share >= 0.4:
        return Fit(0, "its cells say where it is hosted, not production or test")
    return (
        Fit(0, "its cells are no kinds of environment") if values.number_share > 0.5 else Fit(0.7)
    )


def _system(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    if values.yes_no_share > 0.6:
        return Fit(0, "its cells say yes or no")
    if values.system_share >= 0.3:
        return _FITS
    return Fit(0.55) if values.number_share > 0.5 else Fit(0.75)


def _place(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.85)
    if values.are_flags or values.yes_no_share > 0.6:
        return Fit(0, "its cells are flags, not places")
    if values.address_share > 0.5 or values.date_share > 0.5 or values.percent_share > 0.5:
        return Fit(0, "its cells are no places")
    return Fit(0.6) if values.number_share > 0.7 else _FITS


def _person(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.85)
    if values.yes_no_share > 0.6 or values.date_share > 0.5 or values.duration_share > 0.5:
        return Fit(0, "its cells are no people or units")
    return Fit(0.7) if values.number_share > 0.7 else _FITS


def _protection(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.88)
    if values.number_share > 0.7 and not values.are_flags:
        return Fit(0, "its cells are numbers, not kinds of protection")
    if values.date_share > 0.5 or values.size_share > 0.5:
        return Fit(0, "its cells are no kinds of protection")
    return Fit(0.9) if values.are_flags or values.yes_no_share > 0.6 else _FITS


def _words(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    if values.number_share > 0.8 or values.date_share > 0.7:
        return Fit(0.4, "its cells are numbers or dates")
    return _FITS


_CLASSES_OF_DATA: Final = re.compile(
    r"confiden|internal|public|restrict|secret|sensitiv|personal|privat|vertraulich|intern|offentlich"
    r"|öffentlich|geheim|restreint|públic|interno|reservad|secreto|vertrouwelijk|openbaar|pii\b|phi\b"
    r"|機密|社外秘|公開|社内|個人",
    re.IGNORECASE,
)


def _data_class(claim: Claim, values: ColumnValues) -> Fit:
    if claim.score < 0.6:
        named = sum(bool(_CLASSES_OF_DATA.search(sample)) for sample in values.samples)
        if named * 2 <= len(values.samples):
            return Fit(0, "the word alone says too little, and its cells name no classes of data")
    return _words(claim, values)


def _words_not_flags(claim: Claim, values: ColumnValues) -> Fit:
    if values.filled and values.yes_no_share > 0.7:
        return Fit(0.5, "its cells say yes or no")
    return _words(claim, values)


def _type(claim: Claim, values: ColumnValues) -> Fit:
    if claim.score < 0.6:
        if values.filled and values.type_share >= 0.3 and values.criticality_share < 0.6:
            return Fit(1.6)
        return Fit(0, "the word alone says too little, and its cells name no kinds of workload")
    if values.filled and values.yes_no_share > 0.6:
        return Fit(0, "its cells say yes or no")
    return _words(claim, values)


def _flag(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled == 0:
        return Fit(0.9)
    good = values.yes_no_share + (1.0 if values.are_flags else 0.0)
    return _FITS if good >= 0.4 else Fit(0, "its cells do not say yes or no")


def _result(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled and values.result_share >= 0.5:
        return _FITS
    return Fit(0, "its cells say of no test how it ended")


def _period(_claim: Claim, values: ColumnValues) -> Fit:
    if values.filled and values.yes_no_share > 0.6:
        return Fit(0, "its cells say yes or no")
    return Fit(0, "its cells are dates") if values.date_share > 0.5 else _FITS


_JUDGES: Final[Mapping[str, Callable[[Claim, ColumnValues], Fit]]] = {
    **dict.fromkeys(
        ("rto_hours", "rpo_hours", "mtd_hours", "measured_recovery_hours", "recovery_hours"),
        _duration,
    ),
    "result": _result,
    **dict.fromkeys(
        ("data_gb", "largest_disk_gb", "vcpu", "memory_gb", "vm_count", "peak_change_mb_per_s",
         "max_round_trip_ms"), _amount,
    ),
    **dict.fromkeys(("downtime_cost_per_hour", "data_loss_cost_per_hour"), _money),
    "daily_change_share": _share,
    **dict.fromkeys(("last_test_date", "last_copy_date", "last_success_date", "date"), _date),
    "criticality": _criticality,
    **dict.fromkeys(("depends_on", "edge_from", "edge_to", "allowed_jurisdictions"), _list),
    "application": _name,
    "workload": _server_name,
    "environment": _environment,
    "os": _system,
    **dict.fromkeys(("location", "current_target", "hub"), _place),
    **dict.fromkeys(("owner", "business_unit"), _person),
    "current_option": _protection,
    "workload_type": _type,
    **dict.fromkeys(("notes", "tags", "folder", "source_platform"), _words),
    "data_class": _data_class,
    **dict.fromkeys(("regulations", "product"), _words_not_flags),
    **dict.fromkeys(
        ("stateful", "planned_downtime_allowed", "native_replication", "multi_writer",
         "static_ip", "site_to_site_vpn", "template_off_hub"), _flag,
    ),
    **dict.fromkeys(("current_interval_hours", "retention_days"), _period),
}  # fmt: skip
