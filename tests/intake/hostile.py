"""Files made to harm whoever reads them, by name, and a process that reads each of them.

Run `python -m tests.intake.hostile` to see, for each, what came out, how long it took and the most
memory that this process and the one it starts had until then.
"""

import io
import json
import random
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, Final

from bcdr.intake.raw import read_raw
from bcdr.intake.refusals import RefusedFileError
from tests.intake.books import book, with_part
from tests.intake.test_package import OLE, SHEET, SMALL, sheet_xml

STRINGS: Final = "xl/sharedStrings.xml"
CONTENT: Final = "content.xml"
FILLED: Final = "<v>1</v>"


def seeded() -> random.Random:
    """Chance that is the same each time."""
    return random.Random(1)  # noqa: S311  nothing is kept secret here


def cells(*names: str, quote: str = '"') -> str:
    """One row of filled cells with these references."""
    return "<row>" + "".join(f"<c r={quote}{name}{quote}>{FILLED}</c>" for name in names) + "</row>"


def sheet(xml: str) -> bytes:
    """A workbook whose sheet has this XML between the tags of its data."""
    return with_part(SMALL, SHEET, sheet_xml(xml))


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def nested_archives() -> bytes:
    """An archive in an archive, five deep, the innermost unpacking to 50 MB."""
    content = packed({"0.txt": bytes(50 * 2**20)})
    for depth in range(5):
        content = packed({f"{depth}.zip": content})
    return content


def nested_in_a_workbook() -> bytes:
    """A workbook with an archive for a part, which nobody has a reason to unpack."""
    return with_part(SMALL, "xl/embeddings/book.xlsx", nested_archives())


def lying_size() -> bytes:
    """A sheet that says it unpacks to a tenth of what it does, with a matching checksum."""
    honest = sheet_xml(cells("A1") * 5_000).encode()
    content = bytearray(with_part(SMALL, SHEET, honest))
    said = len(honest) // 10
    packed_entry = struct.pack("<LL", zlib.crc32(honest), 0)[:4]
    for place in _places(bytes(content), packed_entry):
        struct.pack_into("<L", content, place, zlib.crc32(honest[:said]))
        struct.pack_into("<L", content, place + 8, said)
    return bytes(content)


def _places(content: bytes, what: bytes) -> list[int]:
    places, start = [], content.find(what)
    while start >= 0:
        places.append(start)
        start = content.find(what, start + 1)
    return places


def overlapping_parts() -> bytes:
    """A directory in which a hundred names lead to the same packed 15 MB."""
    content = with_part(SMALL, "xl/a.xml", b" " * (15 * 2**20))
    end = content.rfind(b"PK\x05\x06")
    first = struct.unpack_from("<L", content, end + 16)[0]
    directory = content[first:end]
    entry = directory[directory.rfind(b"PK\x01\x02") :]
    copies = directory + b"".join(
        entry.replace(b"xl/a.xml", f"xl/{n:02}xml".encode()) for n in range(99)
    )
    tail = bytearray(content[end:])
    struct.pack_into("<HHL", tail, 8, 108, 108, len(copies))
    return content[:first] + copies + bytes(tail)


def billion_laughs() -> bytes:
    """Entities that double forty times."""
    doubled = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};">' for n in range(40))
    return with_part(
        SMALL, STRINGS, f'<!DOCTYPE x [<!ENTITY e0 "ha">{doubled}]><sst><si><t>&e40;</t></si></sst>'
    )


def external_entity(part: str) -> bytes:
    """A part that asks for a file of the machine."""
    return with_part(
        SMALL, part, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x><t>&a;</t></x>'
    )


def phantom_rows() -> bytes:
    """Ten million rows with a format and no value, below one that has some."""
    empty = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>'
        for row in range(2, 100_002)
    )
    return sheet(cells("A1") + empty * 100)


def phantom_to_the_end() -> bytes:
    """A format on two cells of every row that a sheet can have."""
    return sheet(
        cells("A1")
        + "".join(
            f'<row r="{row}"><c r="A{row}" s="1"/><c r="D{row}" s="1"/></row>'
            for row in range(2, 2**20 + 1)
        )
    )


def many_empty_rows() -> bytes:
    """Ten million rows, not one of which has a cell, with heights that hardly repeat."""
    chance = seeded()
    rows = "".join(f'<row ht="{chance.random():.6f}"/>' for _ in range(50_000))
    return sheet(cells("A1") + rows * 200)


def huge_shared_string() -> bytes:
    """One text of 150 MB that does not pack well."""
    letters = seeded().randbytes(2**20).hex()
    text = f"<sst><si><t>{letters * 75}</t></si></sst>"
    return with_part(sheet('<row><c r="A1" t="s"><v>0</v></c></row>'), STRINGS, text)


def many_shared_strings() -> bytes:
    """Five million texts."""
    chance = seeded()
    words = "".join(f"<si><t>{chance.getrandbits(60):x}</t></si>" for _ in range(100_000))
    return with_part(sheet(cells("A1")), STRINGS, f"<sst>{words * 50}</sst>")


def patterns_run_back() -> bytes:
    """Tags that never end, over which a careless pattern would run back and forth for hours."""
    return sheet(
        '<c r="A1" t="e"><f>' * 40_000 + "<c " + 'r="XFD9" r = ' * 200_000 + "<x" + "w" * 2**20
    )


def merged_everything() -> bytes:
    """A hundred thousand merged ranges, each over the whole sheet."""
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    xml = sheet_xml(cells("A1", "C9"))
    return with_part(
        SMALL, SHEET, xml.replace("</worksheet>", f"<mergeCells>{merged}</mergeCells></worksheet>")
    )


def large_part(part: str) -> bytes:
    """A part that we build up ourselves, with half a million tags."""
    return with_part(SMALL, part, "<x>" + "<a b='c'/>" * 1_800_000 + "</x>")


def deep_part(part: str) -> bytes:
    """A part that we build up ourselves, with a million tags inside each other."""
    return with_part(SMALL, part, "<a>" * 1_000_000 + "</a>" * 1_000_000)


def repeated_cells(rows: int, columns: int) -> bytes:
    """A small OpenDocument sheet that says its one value is repeated."""
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            CONTENT: (
                '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
                'office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
                'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
                '<office:spreadsheet><table:table table:name="T"><table:table-row '
                f'table:number-rows-repeated="{rows}"><table:table-cell '
                f'table:number-columns-repeated="{columns}" office:value-type="string">'
                "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
                "</office:spreadsheet></office:body></office:document-content>"
            ).encode(),
        }
    )


def traversal() -> bytes:
    """A part whose name leads out of the folder it would be unpacked to."""
    return with_part(SMALL, "xl/../../../../tmp/escaped.xml", "<x/>")


def dangerous_names() -> bytes:
    """Names that a careless program would run, render or choke on."""
    return book(
        Applications=[
            ["Application", "RTO"],
            *([name, "4 h"] for name in DANGEROUS),
        ]
    )


DANGEROUS: Final = (
    "'=1+1", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "![](http://host/x.png)",
    "a_x0000_b", "zero\u200bwidth", "right\u202eleft", "\ufeffmark", "x" * 32_000,
    "'; DROP TABLE applications; --", "{{7*7}}", "%s%n", "../../etc/passwd",
)  # fmt: skip


def formulas_without_values() -> bytes:
    """Formulas that were never worked out, one of which would fetch something."""
    found = ("1+1", 'WEBSERVICE("http://host/x")', "HYPERLINK(A1)", "cmd|'/c calc'!A0")
    return sheet(
        "<row>" + "".join(f'<c r="{c}1"><f>{f}</f></c>' for c, f in zip("ABCD", found, strict=True))
        + "</row>"
    )  # fmt: skip


def external_links() -> bytes:
    """A sheet that says its contents are elsewhere."""
    return with_part(
        SMALL,
        "xl/_rels/workbook.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" Target="http://host/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        "</Relationships>",
    )


def far(name: str, *, quote: str = '"', prefix: str = "") -> bytes:
    """A workbook with one value in A1 and one very far off."""
    xml = cells("A1", name, quote=quote)
    if prefix:
        xml = xml.replace("</", f"</{prefix}:").replace("<c", f"<{prefix}:c")
        xml = xml.replace("<v", f"<{prefix}:v").replace("<row", f"<{prefix}:row")
    return sheet(xml)


MAKERS: Final[dict[str, Callable[[], bytes]]] = {
    "ratio bomb": lambda: with_part(SMALL, STRINGS, b"a" * (300 * 2**20)),
    "bomb with another ending": lambda: with_part(SMALL, "xl/sheet.dat", b"a" * (300 * 2**20)),
    "nested archives": nested_archives,
    "nested in a workbook": nested_in_a_workbook,
    "lying size": lying_size,
    "overlapping parts": overlapping_parts,
    "billion laughs": billion_laughs,
    "external entity in texts": lambda: external_entity(STRINGS),
    "external entity in the workbook": lambda: external_entity("xl/workbook.xml"),
    "external entity in a sheet": lambda: external_entity(SHEET),
    "external entity in styles": lambda: external_entity("xl/styles.xml"),
    "external links": external_links,
    "formulas without values": formulas_without_values,
    "broken sheet": lambda: with_part(SMALL, SHEET, "<worksheet><sheetData><row><c r='A1'>"),
    "broken workbook": lambda: with_part(SMALL, "xl/workbook.xml", "<workbook><sheets"),
    "broken styles": lambda: with_part(SMALL, "xl/styles.xml", "<styleSheet><cellXfs><xf"),
    "sheet in UTF-16": lambda: with_part(SMALL, SHEET, sheet_xml(cells("XFD9")).encode("utf-16")),
    "password on .xlsx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "phantom rows": phantom_rows,
    "phantom rows to the end": phantom_to_the_end,
    "ten million empty rows": many_empty_rows,
    "far cell": lambda: far("XFD1048576"),
    "far cell in single quotes": lambda: far("XFD1048576", quote="'"),
    "far cell with prefixes": lambda: far("XFD1048576", prefix="x"),
    "far cell in small letters": lambda: far("xfd1048576"),
    "far cell named twice": lambda: sheet('<row><c r="A1" r="XFD1048576"><v>1</v></c></row>'),
    "far cell by counting": lambda: sheet('<row r="1048576"><c><v>1</v></c></row>' + cells("A1")),
    "large area of two cells": lambda: sheet(cells("A1", "ZZ200000")),
    "large area in two blocks": lambda: sheet(
        cells("ZZ1") + cells("A1") * 90_000 + cells("A199999")
    ),
    "merged everything": merged_everything,
    "huge shared string": huge_shared_string,
    "many shared strings": many_shared_strings,
    "patterns that run back": patterns_run_back,
    "deep workbook part": lambda: deep_part("xl/workbook.xml"),
    "deep styles": lambda: deep_part("xl/styles.xml"),
    "large workbook part": lambda: large_part("xl/workbook.xml"),
    "large styles": lambda: large_part("xl/styles.xml"),
    "repeated rows in .ods": lambda: repeated_cells(1_048_576, 1_024),
    "repeated cells in .ods": lambda: repeated_cells(2**31, 2**31),
    "path out of the archive": traversal,
    "dangerous names": dangerous_names,
    "huge line of text": lambda: b"a,b\n" + b"x" * (60 * 2**20),
    "huge line of separators": lambda: b"," * (60 * 2**20),
    "open quotation mark": lambda: b'a,b\n"' + b"x,y\n" * (10 * 2**20),
    "text of many rows": lambda: b"a\n" * (30 * 2**20),
    "text of many cells": lambda: (b"\xc3\xa4\xc3\xb6;" * 100 + b"\n") * 190_000,
    "text of zero bytes": lambda: bytes(50 * 2**20),
    "text with zero bytes": lambda: b"Application,RTO\nShop\x00,4 h\n" * 1000,
    "garbage as .xls": lambda: OLE[:8] + seeded().randbytes(500_000),
    "cut off archive": lambda: SMALL[: len(SMALL) * 2 // 3],
    "web page as .xls": lambda: b"<html><body><table><tr><td>Application</td></tr></table>",
    "XML as .xlsx": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "f">]><x/>',
    "JSON as .csv": lambda: b'[{"Application": "Shop"}]',
    "program as .xlsx": lambda: b"\x7fELF" + seeded().randbytes(5000),
}  # fmt: skip


def outcome(content: bytes) -> dict[str, Any]:
    """What reading a file comes to; seconds are those of the processor, here and in the child."""
    begun = _processor_seconds()
    said: dict[str, Any]
    try:
        found = read_raw(content, "list.xlsx")
    except RefusedFileError as fault:
        said = {"code": fault.code, "problem": fault.problem, "remedy": fault.remedy}
    else:
        said = {"rows": sum(len(sheet.rows) for sheet in found.sheets)}
    return said | {
        "seconds": _processor_seconds() - begun,
        "own_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "child_gb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20,
    }


def _processor_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    """Read files from standard input, each with its length before it, and say what came of them."""
    while header := sys.stdin.buffer.read(8):
        content = sys.stdin.buffer.read(struct.unpack("<Q", header)[0])
        print(json.dumps(outcome(content)), flush=True)


if __name__ == "__main__":
    main()
