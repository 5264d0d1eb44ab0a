"""Workbooks that were changed at random, some hundreds of them, each from a seed of its own.

What comes back is cells or a refusal with a sentence, never a traceback.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from bcdr.intake.package import inspect
from bcdr.intake.raw import RawFile, read_raw
from bcdr.intake.refusals import RefusedFileError
from tests.intake.books import saved

SEEDS = range(100)
INSPECTED_SEEDS = range(400)


@cache
def workbook() -> bytes:
    """A workbook with a little of everything that sheets have."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Applications"
    sheet.append(["Application", "RTO", "Data", "Tested", "Note"])
    for row in range(2, 40):
        sheet.append([f"Shop {row}", row / 4, 0.1 * row, "2026-05-12", "=A1&1"])
        sheet.cell(row, 2).number_format = '0 "hours"'
        sheet.cell(row, 3).number_format = "0%"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A50:C50")
    made.create_sheet("Second").append(["x", True, 7])
    return saved(made)


def seeded(seed: int) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(seed)  # noqa: S311  nothing is kept secret here


Change = Callable[[random.Random, bytes], bytes]


def flipped_bytes(chance: random.Random, content: bytes) -> bytes:
    """Some bytes of the file are others."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_off(chance: random.Random, content: bytes) -> bytes:
    """The file ends early, or lacks a piece."""
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice([10**9, 1, 50]) :]


def rebuilt(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package after its parts were changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def swapped_parts(chance: random.Random, content: bytes) -> bytes:
    """Parts stand under each other's names, or are missing, or are empty."""

    def change(parts: dict[str, bytes]) -> None:
        one, other, third = chance.sample(sorted(parts), 3)
        parts[one], parts[other] = parts[other], parts[one]
        if chance.random() < 0.5:
            del parts[third]
        else:
            parts[third] = b""

    return rebuilt(content, change)


def changed_attributes(chance: random.Random, content: bytes) -> bytes:
    """Attributes and texts of the XML have other values, or come twice, or are gone."""
    values = [
        *(b"", b"-1", b"0", b"99999999999999999999", b"XFD1048576", b"A0", b"1e308", b"NaN"),
        *(b"&lt;", b"&#0;", b"&#xD800;", b"'", b"s", b"e", b"inlineStr", b"d", b"\xff\xfe", b"b"),
    ]

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice([name for name in parts if name.startswith("xl/")])
        places = list(re.finditer(rb'="([^"]*)"|>([^<]+)<|</\w+>', parts[name]))
        for place in sorted(
            chance.sample(places, min(len(places), chance.randint(1, 4))),
            key=lambda found: -found.start(),
        ):
            kept = [place[0], place[0] * 2, b'="' + chance.choice(values) + b'"', b""]
            parts[name] = (
                parts[name][: place.start()] + chance.choice(kept) + parts[name][place.end() :]
            )

    return rebuilt(content, change)


def changed_inside(chance: random.Random, content: bytes) -> bytes:
    """Bytes of unpacked parts are others, so that the package itself stays whole."""

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice(sorted(parts))
        parts[name] = flipped_bytes(chance, parts[name] or b" ")

    return rebuilt(content, change)


CHANGES: tuple[Change, ...] = (
    flipped_bytes,
    cut_off,
    swapped_parts,
    changed_attributes,
    changed_inside,
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_workbook_is_read_or_refused(change: Change) -> None:
    refusals = []
    for seed in SEEDS:
        content = change(seeded(seed), workbook())
        try:
            assert isinstance(read_raw(content, "list.xlsx"), RawFile), seed
        except RefusedFileError as fault:
            refusals.append((fault.problem, fault.remedy))

    assert refusals
    assert all(text.endswith(".") for refusal in refusals for text in refusal)


@pytest.mark.parametrize("change", CHANGES)
def test_the_inspection_of_a_changed_workbook_says_more_or_refuses(change: Change) -> None:
    whole = inspect(workbook(), "list.xlsx")
    assert whole.problem_cells.keys() == whole.number_formats.keys() == {"Applications"}
    passed = 0
    for seed in INSPECTED_SEEDS:
        try:
            found = inspect(change(seeded(seed), workbook()), "list.xlsx")
        except RefusedFileError:
            continue
        passed += 1
        for cell, code in (pair for runs in found.number_formats.values() for pair in runs.items()):
            assert cell >= (0, 0), seed
            assert code, seed

    assert passed < len(INSPECTED_SEEDS)
