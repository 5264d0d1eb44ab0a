"""The unit that a plain number of a column is read in, for its heading and its help."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from bcdr.intake.cells import reader_of
from bcdr.intake.context import ColumnContext
from bcdr.intake.numbers import ChangePerDay
from bcdr.intake.words import shipped_words
from bcdr.model.columns import Column, Kind
from bcdr.model.durations import write_duration
from bcdr.model.records import RecordTable
from bcdr.model.units import format_money, format_number, format_share
from bcdr.model.vocabulary import Special

_SHORT: Final[Mapping[str, str]] = MappingProxyType({"hours": "h", "days": "d"})
_SPELLED: Final[Mapping[str, str]] = MappingProxyType(
    {"s": "seconds", "min": "minutes", "%": "per cent", "fraction": "fractions of 1"}
)
_HOURS: Final = "; a plain number is hours."
_TRIED: Final = (4.0, 0.04, 4e3, 4e6, 4e9, 4e12, 4e15)
"""Examples of a plain number, the first that comes to an amount one can picture is shown."""
_LEAST_SHOWN: Final = 0.01
_TIMES: Final = frozenset({Kind.DURATION, Kind.DURATIONS})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a plain number in some rows of a column is read in, and in which sheet they stand."""

    name: str
    sheet: str = ""


def units_of(tables: Iterable[RecordTable], sheet: str, column: Column) -> tuple[Unit, ...]:
    """Return the units of a column's plain numbers, that of rows added in the app first.

    There are several where files were read together that keep the column in different units.
    """
    found: dict[str, Unit] = {}
    for table in tables:
        if table.role == sheet:
            name = unit_in(table, column)
            found.setdefault(name, Unit(name, table.sheet))
    return tuple(found.values()) or (Unit(column.unit),)


def units_of_row(
    tables: Iterable[RecordTable], sheet: str, row_id: str, column: Column
) -> tuple[Unit, ...]:
    """Return the unit of a column's plain numbers in one row, the contract's for a new one."""
    for table in tables:
        if table.role == sheet and any(record.id == row_id for record in table.records):
            return (Unit(unit_in(table, column), table.sheet),)
    return (Unit(column.unit),)


def unit_in(table: RecordTable, column: Column) -> str:
    """Return the unit of a column's plain numbers in one table, the contract's by default."""
    held = next((one.unit for one in table.columns if one.field == column.field), "")
    return held or column.unit


def heading(column: Column, units: Sequence[Unit], currency: str) -> str:
    """Return the heading of a column with its unit, unless its words say it already.

    >>> from bcdr.model.columns import APPLICATIONS
    >>> heading(APPLICATIONS.column("rto_hours"), (Unit("min"),), "USD")
    'RTO (min)'
    >>> heading(APPLICATIONS.column("data_gb"), (Unit("TB"),), "USD")
    'Data (TB)'
    """
    if column.kind is Kind.CRITICALITY:
        return column.header
    if column.kind is Kind.MONEY:
        # The price list has no unit of its own: each price stands beside its currency.
        money = _money(units, column, currency) if column.unit else ""
        return f"{column.header} ({money})" if money else column.header
    names = [name for unit in units if (name := unit.name)]
    if not names or (names == [column.unit] and _is_said(column)):
        return column.header
    bare = column.header.removesuffix(f" ({column.unit})")
    return f"{bare} ({' or '.join(_SHORT.get(name, name) for name in names)})"


def help_text(column: Column, units: Sequence[Unit], currency: str) -> str:
    """Return the help of a column, with the unit of its plain numbers and what one comes to."""
    names = [unit.name for unit in units]
    is_plain = names == [column.unit]
    if not any(names) or (is_plain and column.kind in {Kind.NUMBER, Kind.COUNT}):
        return column.help
    if is_plain and column.kind is Kind.MONEY and not currency:
        return column.help
    base = column.help.replace(_HOURS, ".")
    if len(units) > 1:
        said = "; ".join(
            f"{_spelled(column, unit.name, currency)} in rows of {unit.sheet}" for unit in units
        )
        return f"{base} A plain number is read in the unit of its file: {said}. Write the unit."
    name = units[0].name
    if column.kind is Kind.CRITICALITY:
        return f"{base} Numbers: {name}."
    meaning = meaning_of(column, name, currency) or "that has no fixed length, so write the hours"
    return f"{base} A plain number is read in {_spelled(column, name, currency)}: {meaning}."


def meaning_of(column: Column, unit: str, currency: str) -> str:
    """Return what a plain number comes to, as it is read: `4 is 4,000 GB`; empty for nothing.

    >>> from bcdr.model.columns import APPLICATIONS
    >>> meaning_of(APPLICATIONS.column("rto_hours"), "days", "USD")
    '4 is 4 d'
    """
    read = reader_of(column, shipped_words(), ColumnContext(unit=unit))
    for number in _TRIED:
        value, _ = read(number)
        if isinstance(value, tuple):
            value = value[0] if value else None
        size = _size(value)
        if size is not None and size >= _LEAST_SHOWN:
            return f"{format_number(number)} is {_words(column, value, size, currency)}"
    return ""


def with_unit(cell: Any, column: Column, unit: str) -> Any:
    """Return a cell that means the same wherever it stands: a plain number gets its unit.

    What holds a unit already, or is no number, stays as it is; so does what has no unit.
    """
    if not unit or column.kind not in _TIMES | {Kind.NUMBER, Kind.SHARE, Kind.DAYS}:
        return cell
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return cell
    text = f"{cell:.15g}" if isinstance(cell, (int, float)) else cell.strip()
    try:
        float(text)
    except ValueError:
        return cell
    if unit == "fraction":
        return f"{float(text) * 100:.12g}%"
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def _is_said(column: Column) -> bool:
    return column.unit.casefold() in column.header.casefold()


def _money(units: Sequence[Unit], column: Column, currency: str) -> str:
    own = [unit.name for unit in units if unit.name != column.unit]
    return " or ".join(own) if own else currency


def _spelled(column: Column, unit: str, currency: str) -> str:
    if column.kind is Kind.MONEY:
        return f"{currency} {unit}" if unit == column.unit else unit
    return _SPELLED.get(unit, unit)


def _size(value: Any) -> float | None:
    """Return how much a value is, None for what is no amount."""
    if isinstance(value, ChangePerDay):
        return value.gigabytes
    amount = getattr(value, "hours", value)
    is_amount = isinstance(amount, (int, float)) and not isinstance(amount, bool)
    return float(amount) if is_amount else None


def _words(column: Column, value: Any, size: float, currency: str) -> str:
    if isinstance(value, ChangePerDay):
        return f"{format_number(size)} GB a day"
    if isinstance(value, Special):
        return str(value)
    match column.kind:
        case Kind.DURATION | Kind.DURATIONS:
            return write_duration(size)
        case Kind.SHARE:
            return format_share(size)
        case Kind.MONEY:
            return f"{format_money(size, currency)} {column.unit}"
        case Kind.DAYS:
            return f"{format_number(size)} d"
        case _:
            return f"{format_number(size)} {column.unit}"
