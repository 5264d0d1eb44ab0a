"""Reads numbers as people write them: thousands separators, decimal commas, units in the text."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.model.value_words import WORDS

BYTES_PER_GB: Final = 10**9

_SIZES_IN_BYTES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "b": 1,
        "byte": 1,
        "bytes": 1,
        "octet": 1,
        "octets": 1,
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
                (f"{letter}o", 1000.0**power),
                (f"{letter}io", 1024.0**power),
                (letter, 1000.0**power),
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
    {word: hours / 24 for word, hours in WORDS.units.items() if hours >= 1}
)
_MONTHS: Final[Mapping[str, float]] = MappingProxyType(
    {
        word: months
        for hours_per_unit, months in ((720, 1.0), (8760, 12.0))
        for word, hours in WORDS.units.items()
        if hours == hours_per_unit
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
        "months": _MONTHS,
        "days": _DAYS,
        "%": MappingProxyType(
            {
                **dict.fromkeys(("%", "percent", "pct", "prozent", "pour cent", "procent"), 1.0),
                **dict.fromkeys(("por ciento", "por cento", "パーセント", "% per day"), 1.0),
                **dict.fromkeys(("%/day", "% / day", "% daily", "% a day"), 1.0),
                "fraction": 100.0,
            }
        ),
        "per year": MappingProxyType(
            dict.fromkeys(("/year", "/ year", "per year", "/y", "a year", "p.a."), 1.0)
        ),
        "per hour": MappingProxyType(
            dict.fromkeys(("/hour", "/ hour", "/hr", "/ hr", "/h", "/ h", "per hour", "an hour"), 1)
        ),
    }
)
"""For each unit of the contract, what a number in another spelling or unit is multiplied by."""

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_APART: Final = re.compile(r"(?<=\d)[ '_\u2019](?=\d{3}(?!\d))")
_SIGN_APART: Final = re.compile(r"^([+-]) (?=\d)")
_NUMBER: Final = re.compile(
    r"[+-]?\s*(?:\d[\d\s.,'_]*\d|\d|[.,]\d+)(?:e[+-]?\d{1,3}(?![^\W_]))?", re.IGNORECASE
)
_QUANTITY: Final = re.compile(rf"({_NUMBER.pattern})\s*(\D.*)?", re.DOTALL | re.IGNORECASE)
_GROUPED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        # The second form is how India sets lakhs apart: 1,00,000.
        ",": re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})"),
        ".": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+"),
    }
)
_PLAIN: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit that stood behind it, both as written; no unit is empty."""

    number: float
    unit: str


def plain_text(text: str) -> str:
    """Return a text with one form of each character, dash and space, stripped of its margins."""
    if text.isascii():
        return " ".join(text.split())
    folded = unicodedata.normalize("NFKC", text)
    return " ".join(_DASHES.sub("-", folded).split())


def parse_number(text: str, *, decimal_mark: str = "") -> float | None:
    """Return the number a text spells, or None if it is none.

    Thousands may be set apart by a comma, dot, blank or apostrophe. `decimal_mark` is the mark of
    the column where it is known. Where it is not, a lone comma before exactly three digits sets
    thousands apart, and a lone dot never does.
    """
    found = plain_text(text)
    if found.isdecimal() and found.isascii():
        return float(found)
    found = _SIGN_APART.sub(r"\1", _APART.sub("", found))
    if "," in found and "." in found:
        decimal = max(found.rfind(","), found.rfind("."))
        found = re.sub(r"[.,]", "", found[:decimal]) + "." + found[decimal + 1 :]
    elif "," in found:
        is_grouped = _GROUPED[","].fullmatch(found) and not (
            decimal_mark == "," and found.count(",") == 1
        )
        found = found.replace(",", "" if is_grouped else ".")
    elif _GROUPED["."].fullmatch(found) and (decimal_mark == "," or found.count(".") > 1):
        found = found.replace(".", "")
    return float(found) if _PLAIN.fullmatch(found) else None


def decimal_mark_in(text: str) -> tuple[str, bool]:
    """Return the decimal mark that a number's text shows, and whether it leaves no doubt.

    The mark is empty where the text holds none. `1,024` may be a thousand with a point to come or
    one with a decimal comma: it speaks for the point, with doubt; `0,5` and `1.200,50` leave none.
    """
    number = _NUMBER.search(plain_text(text))
    found = number[0].strip("+- ") if number else ""
    marks = [char for char in found if char in ",."]
    if not marks:
        return "", False
    last, other = marks[-1], "." if marks[-1] == "," else ","
    if len(set(marks)) == 2:
        return last, True
    if len(marks) > 1:
        return (other, True) if _GROUPED[last].fullmatch(found) else ("", False)
    if _GROUPED[last].fullmatch(found):
        return ".", False
    return last, True


def parse_quantity(text: str, *, decimal_mark: str = "") -> Quantity | None:
    """Return the number a text begins with and the unit behind it, or None if there is none."""
    found = plain_text(text)
    whole = parse_number(found, decimal_mark=decimal_mark)
    if whole is not None:
        return Quantity(whole, "")
    match = _QUANTITY.fullmatch(found)
    if match is None:
        return None
    number = parse_number(match[1], decimal_mark=decimal_mark)
    return None if number is None else Quantity(number, (match[2] or "").strip())


def parse_in_unit(text: str, unit: str, *, decimal_mark: str = "") -> float | None:
    """Return a text's number in a unit of the contract, or None if it is not one.

    `16 GiB` is 17.18 in `GB`; a number without a unit is in `unit` already.

    Raises:
        KeyError: no conversions are known for `unit`.
    """
    quantity = parse_quantity(text, decimal_mark=decimal_mark)
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
    if spelled == unit:
        return 1.0
    if unit in ("MB/s", "Mbit/s") and re.fullmatch(r"[kKMGT]Bps", spelled):
        # The one spelling where the case of a letter tells bytes from bits.
        return factors.get(f"{spelled[0].lower()}b/s")
    if unit == "Mbit/s" and re.fullmatch(r"[kMGT]b/s", spelled):
        return factors.get(f"{spelled[0].lower()}bit/s")
    return factors.get(spelled.casefold())
