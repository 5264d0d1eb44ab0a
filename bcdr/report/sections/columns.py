"""Columns that many tables have, each with its usual width."""

from dataclasses import replace

from bcdr.report.blocks import CellKind, Column, Medium


def words(key: str, title: str, width: int, group: str = "") -> Column:
    """Return a column of short texts."""
    return Column(key=key, title=title, width=width, group=group)


def prose(key: str, title: str, width: int, group: str = "") -> Column:
    """Return a column of texts that run over several lines."""
    return Column(key=key, title=title, kind=CellKind.LONG_TEXT, width=width, group=group)


def hours(key: str, title: str, group: str = "", width: int = 12) -> Column:
    """Return a column of durations in hours."""
    return Column(key=key, title=title, unit="hours", kind=CellKind.HOURS, width=width, group=group)


def money(key: str, title: str, unit: str, group: str = "", width: int = 13) -> Column:
    """Return a column of amounts; the unit says currency and period."""
    return Column(key=key, title=title, unit=unit, kind=CellKind.MONEY, width=width, group=group)


def count(key: str, title: str, unit: str = "", width: int = 10, group: str = "") -> Column:
    """Return a column of whole numbers."""
    return Column(key=key, title=title, unit=unit, kind=CellKind.COUNT, width=width, group=group)


def number(key: str, title: str, unit: str, width: int = 12, group: str = "") -> Column:
    """Return a column of numbers, rounded to be read."""
    return Column(key=key, title=title, unit=unit, kind=CellKind.NUMBER, width=width, group=group)


def of_kind(
    key: str, title: str, kind: CellKind, width: int, group: str = "", *, unit: str = ""
) -> Column:
    """Return a column of any other kind."""
    return Column(key=key, title=title, kind=kind, width=width, group=group, unit=unit)


def workbook_only(column: Column) -> Column:
    """Return a column that a page leaves out for want of room."""
    return replace(column, medium=Medium.WORKBOOK)


def page_only(column: Column) -> Column:
    """Return a column that stands on a page for several of the workbook."""
    return replace(column, medium=Medium.PAGE)


def computed(column: Column, formula: str) -> Column:
    """Return a column that a workbook computes anew whenever one of its cells changes."""
    return replace(column, formula=formula)


def as_written(column: Column) -> Column:
    """Return a column that keeps what was computed when the workbook was written."""
    return replace(column, note="What was computed when this workbook was written.")
