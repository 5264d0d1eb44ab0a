"""Finds the unit of a column's plain numbers: header, cells, neighbour, export, or assumed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bcdr.intake.column_values import ColumnValues
from bcdr.intake.header_words import bare, header_text
from bcdr.model.columns import Kind
from bcdr.model.header_vocabulary import Family
from bcdr.model.recognition import UnitSource


@dataclass(frozen=True, slots=True)
class ColumnUnit:
    """The unit of plain numbers in a column, and where it comes from; None: none is needed."""

    unit: str
    source: UnitSource | None


NO_UNIT: Final = ColumnUnit("", None)

_TIMES: Final[Mapping[str, str]] = {
    word: unit
    for unit, words in (
        (
            "s",
            "s sec secs second seconds sekunden sekunde sek secondes segundos seconden secondi 秒",
        ),
        (
            "min",
            "m min mins minute minutes minuten minuto minutos minuut minuti mn minuter minutter "
            "minut 分 分钟",
        ),
        (
            "hours",
            "h hr hrs hour hours std stunde stunden heure heures hora horas uur uren ora ore "
            "timmar timer godz godziny hod hodin tuntia saat 時間 小时 시간",
        ),
        (
            "days",
            "d day days tag tage tagen t jour jours j dia dias dag dagen giorni giorno dagar dage "
            "dni 日 日数 天",
        ),
        ("weeks", "w wk week weeks woche wochen semaine semaines semana semanas 週"),
        ("months", "month months monat monate mois mes meses maand maanden"),
    )
    for word in words.split()
}
_SIZES: Final[Mapping[str, str]] = {
    word: unit
    for unit, words in (
        ("bytes", "byte bytes b octets bytess"),
        ("KB", "kb ko kilobyte kilobytes"),
        ("MB", "mb mo megabyte megabytes"),
        ("GB", "gb go gigabyte gigabytes gbytes"),
        ("TB", "tb to terabyte terabytes"),
        ("PB", "pb petabyte petabytes"),
        ("KiB", "kib kibibytes"),
        ("MiB", "mib mebibytes"),
        ("GiB", "gib gibibytes"),
        ("TiB", "tib tebibytes"),
    )
    for word in words.split()
}
_MONEY: Final[Mapping[str, str]] = {
    "usd": "USD", "us": "USD", "dollars": "USD", "dollar": "USD", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "gbp": "GBP", "chf": "CHF", "jpy": "JPY", "円": "JPY", "brl": "BRL",
    "mxn": "MXN", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "cad": "CAD",
    "aud": "AUD", "r": "BRL", "inr": "INR",
}  # fmt: skip
_WORKING: Final = re.compile(
    r"\b(?:business|working|work) (?:hours?|days?)\b|\bwerktag|\barbeitstag|\bjours? ouvr|\bdias? "
    r"(?:habil|uteis|util)|\bhoras habiles|\bwerkdag|営業日|稼働日"
)
_BINARY: Final[Mapping[str, str]] = {"KB": "KiB", "MB": "MiB", "GB": "GiB", "TB": "TiB"}
_BYTES_FROM: Final = 1e8
"""From here a plain number in a column of sizes is taken for bytes: 100 PB is no size in GB."""
_MEBIBYTES_FROM: Final = 512.0
"""From here all memory of a list is taken to be in MiB: hardly a VM has 512 GB, and not every."""


def has_unit(header: str, field: str) -> bool:
    """Return whether a header names a unit of a field's kind."""
    return bool(_from_header(header, _kind(field)))


def unit_of_column(
    field: str,
    contract_unit: str,
    header: str,
    values: ColumnValues,
    *,
    family: Family | None = None,
    neighbours: Sequence[tuple[str, ColumnValues]] = (),
    number_formats: Sequence[str] = (),
    is_contract: bool = False,
) -> ColumnUnit:
    """Return the unit of plain numbers in a column of a field, and how it is known.

    `neighbours` are headers and cells of the next columns: one called `Unit` says it; a column of
    the same kind with a unit in its header lends it as an assumption.
    """
    kind = _kind(field)
    if kind is None or not contract_unit:
        return NO_UNIT
    named = _from_header(header, kind)
    if named:
        if family is not None and family.is_binary:
            named = _BINARY.get(named, named)
        return ColumnUnit(named, UnitSource.HEADER)
    if is_contract:
        # The template says on each header what a plain number is.
        return ColumnUnit(contract_unit, UnitSource.HEADER)
    formatted = next((u for code in number_formats if (u := _of_format(code, kind))), "")
    if formatted:
        return ColumnUnit(formatted, UnitSource.NUMBER_FORMAT)
    if family is not None and field in family.units:
        return ColumnUnit(family.units[field], UnitSource.FAMILY)
    if values.number_share == 0 and values.filled:
        return ColumnUnit(contract_unit, UnitSource.CELL)
    beside = _beside(neighbours, kind)
    if beside:
        return ColumnUnit(beside, UnitSource.NEIGHBOUR)
    return _assumed(field, kind, contract_unit, values)


def foreign_unit(header: str, field: str) -> bool:
    """Return whether a header names a unit of another kind: `RTO (GB)`."""
    kind = _kind(field)
    if kind not in (Kind.DURATION, Kind.NUMBER):
        return False
    other = Kind.NUMBER if kind is Kind.DURATION else Kind.DURATION
    words = bare(header_text(header).bracketed).split()
    return any(len(w) > 1 and _word_unit(w, other) and not _word_unit(w, kind) for w in words)


def _assumed(field: str, kind: Kind, contract_unit: str, values: ColumnValues) -> ColumnUnit:
    if kind in (Kind.COUNT, Kind.SHARE, Kind.MONEY, Kind.DAYS) or contract_unit == "vCPU":
        return ColumnUnit(contract_unit, None)
    numbers = [number for number in values.numbers if number > 0]
    if kind is Kind.NUMBER and numbers and min(numbers) >= _BYTES_FROM:
        return ColumnUnit("bytes", UnitSource.ASSUMED)
    if field == "memory_gb" and numbers and min(numbers) >= _MEBIBYTES_FROM:
        return ColumnUnit("MiB", UnitSource.ASSUMED)
    return ColumnUnit(contract_unit, UnitSource.ASSUMED)


def _beside(neighbours: Sequence[tuple[str, ColumnValues]], kind: Kind) -> str:
    for header, values in neighbours:
        words = header_text(header).words
        if words in ("unit", "units", "einheit", "unite", "unidad", "unidade", "eenheid", "単位"):
            found = {_word_unit(sample, kind) for sample in values.samples}
            if len(found) == 1 and "" not in found:
                return found.pop()
    return ""


@lru_cache(maxsize=8192)
def _from_header(header: str, kind: Kind | None) -> str:
    """Return the unit that a header names, empty if none or several."""
    if kind is None:
        return ""
    text = header_text(header)
    bracketed = bare(text.bracketed)
    if kind in (Kind.DURATION, Kind.DURATIONS) and _WORKING.search(f"{text.words} {bracketed}"):
        return (
            "business days"
            if re.search(r"day|tag|dag|jour|dia|日", text.words + bracketed)
            else ("business hours")
        )
    inside = dict.fromkeys(unit for w in bracketed.split() if (unit := _word_unit(w, kind)))
    words = text.words.split()
    # A single letter outside brackets counts only at the end: `RTO h`, not `Tier M`.
    outside = dict.fromkeys(
        unit
        for place, word in enumerate(words)
        if place > 0
        and (unit := _word_unit(word, kind))
        and (len(word) > 1 or place == len(words) - 1 or not word.isascii())
    )
    for found in (inside, outside):
        if len(found) == 1:
            return next(iter(found))
        if len(found) > 1:
            return ""
    return ""


def _word_unit(word: str, kind: Kind) -> str:
    folded = word.strip().casefold()
    if kind in (Kind.DURATION, Kind.DURATIONS):
        return _TIMES.get(folded, "")
    if kind is Kind.MONEY:
        return _MONEY.get(folded, "")
    if kind is Kind.NUMBER:
        return _SIZES.get(folded, "")
    return ""


def _of_format(code: str, kind: Kind) -> str:
    """Return the unit that a number format writes beside its numbers: `0 "hours"`."""
    quoted = " ".join(re.findall(r'"([^"]*)"', code)).strip().casefold()
    return next((unit for word in quoted.split() if (unit := _word_unit(word, kind))), "")


def _kind(field: str) -> Kind | None:
    if field.endswith("_hours"):
        return Kind.DURATION
    if field in ("data_gb", "memory_gb", "largest_disk_gb"):
        return Kind.NUMBER
    if field.endswith("_cost_per_hour"):
        return Kind.MONEY
    return {
        "daily_change_share": Kind.SHARE,
        "retention_days": Kind.DAYS,
        "vcpu": Kind.COUNT,
        "vm_count": Kind.COUNT,
    }.get(field)
