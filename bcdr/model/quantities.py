"""Reads numbers as people write them: thousands separators, decimal commas, units in the text."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

BYTES_PER_GB: Final = 10**9

_SIZES_IN_BYTES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "b": 1,
        "byte": 1,
        "bytes": 1,
        **{
            spelling: factor
            for power, letter, word in (
                (1, "k", "kilo"),
                (2, "m", "mega"),
                (3, "g", "giga"),
                (4, "t", "tera"),
                (5, "p", "peta"),
            )
            for spelling, factor in (
                (f"{letter}b", 1000.0**power),
                (f"{letter}byte", 1000.0**power),
                (f"{word}byte", 1000.0**power),
                (f"{word}bytes", 1000.0**power),
                (f"{letter}ib", 1024.0**power),
            )
        },
    }
)


def _scaled(factors: Mapping[str, float], one: float) -> Mapping[str, float]:
    return MappingProxyType({unit: factor / one for unit, factor in factors.items()})


_BITS_PER_SECOND: Final[Mapping[str, float]] = MappingProxyType(
    {
        spelling: factor
        for letter, factor in (("", 1.0), ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12))
        for spelling in (f"{letter}bit/s", f"{letter}bits/s", f"{letter}bps", f"{letter}bit")
    }
)

_BYTES_PER_SECOND: Final[Mapping[str, float]] = MappingProxyType(
    {
        **{
            spelling: factor
            for unit, factor in _SIZES_IN_BYTES.items()
            for spelling in (f"{unit}/s", f"{unit}/sec")
        },
        **{f"{letter}byte/s": 1000.0**power for power, letter in ((1, "k"), (2, "m"), (3, "g"))},
    }
)

_DAYS: Final[Mapping[str, float]] = MappingProxyType(
    {
        **dict.fromkeys(("d", "day", "days", "tag", "tage", "tagen", "jour", "jours"), 1.0),
        **dict.fromkeys(("día", "días", "dia", "dias", "dag", "dagen", "日"), 1.0),
        **dict.fromkeys(("h", "hour", "hours"), 1 / 24),
        **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), 7.0),
        **dict.fromkeys(("month", "months", "monat", "monate", "mo"), 30.0),
        **dict.fromkeys(("y", "yr", "year", "years", "jahr", "jahre"), 365.0),
    }
)

UNIT_FACTORS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "GB": _scaled(_SIZES_IN_BYTES, BYTES_PER_GB),
        "TB": _scaled(_SIZES_IN_BYTES, 1000.0 * BYTES_PER_GB),
        "MB/s": _scaled(_BYTES_PER_SECOND, 1e6),
        "Mbit/s": _scaled(_BITS_PER_SECOND, 1e6),
        "ms": MappingProxyType({"ms": 1.0, "s": 1000.0, "sec": 1000.0, "msec": 1.0}),
        "vCPU": MappingProxyType(
            dict.fromkeys(("vcpu", "vcpus", "cpu", "cpus", "core", "cores", "kerne"), 1.0)
        ),
        "VMs": MappingProxyType(dict.fromkeys(("vm", "vms", "servers", "server"), 1.0)),
        "nodes": MappingProxyType(dict.fromkeys(("node", "nodes"), 1.0)),
        "km": MappingProxyType(
            {
                **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), 1.0),
                **dict.fromkeys(("mi", "mile", "miles"), 1.609344),
            }
        ),
        "months": MappingProxyType(
            {
                **dict.fromkeys(("month", "months", "mo", "monat", "monate"), 1.0),
                **dict.fromkeys(("y", "yr", "year", "years", "jahr", "jahre"), 12.0),
            }
        ),
        "days": _DAYS,
        "%": MappingProxyType({"%": 1.0, "percent": 1.0, "pct": 1.0, "prozent": 1.0}),
        "per year": MappingProxyType(
            dict.fromkeys(("/year", "/ year", "per year", "/y", "a year", "p.a."), 1.0)
        ),
        "per hour": MappingProxyType(
            dict.fromkeys(("/hour", "/ hour", "/hr", "/ hr", "/h", "/ h", "per hour", "an hour"), 1)
        ),
    }
)
"""For each unit of the contract, what a number in another spelling or unit is multiplied by."""

_NUMBER: Final = re.compile(r"[+-]?(?:\d[\d\s.,'_]*\d|\d)")
_QUANTITY: Final = re.compile(rf"({_NUMBER.pattern})\s*(\D.*)?", re.DOTALL)
_GROUPED_BY_COMMA: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
_GROUPED_BY_DOT: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit that stood behind it, both as written; no unit is empty."""

    number: float
    unit: str


def plain_text(text: str) -> str:
    """Return a text with one form of each character, dash and space, stripped of its margins."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", " ", re.sub(r"[\u2010-\u2015\u2212]", "-", folded)).strip()


def parse_number(text: str) -> float | None:
    """Return the number a text spells, or None if it is none.

    Thousands may be set apart by a comma, dot, blank or apostrophe. A lone comma before exactly
    three digits sets thousands apart, any other lone comma is a decimal comma.
    """
    found = plain_text(text).replace(" ", "").replace("'", "").replace("_", "")
    if "," in found and "." in found:
        decimal = max(found.rfind(","), found.rfind("."))
        found = re.sub(r"[.,]", "", found[:decimal]) + "." + found[decimal + 1 :]
    elif _GROUPED_BY_COMMA.fullmatch(found):
        found = found.replace(",", "")
    elif _GROUPED_BY_DOT.fullmatch(found):
        found = found.replace(".", "")
    else:
        found = found.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", found, re.IGNORECASE | re.ASCII):
        return None
    return float(found)


def parse_quantity(text: str) -> Quantity | None:
    """Return the number a text begins with and the unit behind it, or None if there is none."""
    found = plain_text(text)
    whole = parse_number(found)
    if whole is not None:
        return Quantity(whole, "")
    match = _QUANTITY.fullmatch(found)
    if match is None:
        return None
    number = parse_number(match[1])
    return None if number is None else Quantity(number, (match[2] or "").strip())


def parse_in_unit(text: str, unit: str) -> float | None:
    """Return a text's number in a unit of the contract, or None if it is not one.

    `16 GiB` is 17.18 in `GB`; a number without a unit is in `unit` already.

    Raises:
        KeyError: no conversions are known for `unit`.
    """
    quantity = parse_quantity(text)
    if quantity is None:
        return None
    if not quantity.unit:
        return quantity.number
    factor = unit_factor(quantity.unit, unit)
    return None if factor is None else quantity.number * factor


def unit_factor(spelling: str, unit: str) -> float | None:
    """Return what turns a number in the spelled unit into `unit`, None if it does not convert."""
    factors = UNIT_FACTORS[unit]
    spelled = spelling.strip().rstrip(".").strip()
    if unit in ("MB/s", "Mbit/s") and re.fullmatch(r"[kKMGT]Bps", spelled):
        # The one spelling where the case of a letter tells bytes from bits.
        return factors.get(f"{spelled[0].lower()}b/s")
    if unit == "Mbit/s" and re.fullmatch(r"[kMGT]b/s", spelled):
        return factors.get(f"{spelled[0].lower()}bit/s")
    return factors.get(spelled.casefold())
