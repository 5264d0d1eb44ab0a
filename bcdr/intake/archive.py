"""Unpacks the parts of a zip archive in blocks, counted and checked: no size it states is believed.

Nothing is ever written to disk, so the names of parts are only names.
"""

import io
import lzma
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.refusals import COPY_ROWS, RefusedFileError, damaged, too_much

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What opening a damaged archive raises, of which only the first is meant for it."""
_ENTRY: Final = b"PK\x01\x02"
_PART: Final = b"PK\x03\x04"
_PART_HEADER_BYTES: Final = 30
_PACKED_BYTES: Final = 2**17
_BLOCK_BYTES: Final = 2**20
_IS_ENCRYPTED: Final = 0x1
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
"""Parts that nothing here unpacks; a plain picture may well pack a thousandfold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive whose stated sizes keep the limits; `until` is a reading of the thread's clock."""

    content: bytes
    shown: str
    until: float
    parts: tuple[zipfile.ZipInfo, ...]

    def find(self, name: str) -> zipfile.ZipInfo | None:
        """Return a part by its name, in whatever case."""
        return next((part for part in self.parts if part.filename.lower() == name.lower()), None)

    def small(self, name: str) -> bytes | None:
        """Return all of a small part, None if there is none or it is too large to be built up."""
        part = self.find(name)
        if part is None or part.file_size > limits.SMALL_PART_BYTES:
            return None
        return b"".join(self.blocks(part))

    def blocks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what a part unpacks to, at most a megabyte at a time.

        Raises:
            RefusedFileError: it is damaged, holds more than it states, or time is up.
        """
        counted, checksum = 0, 0
        try:
            for block in self._unpacked(part):
                counted += len(block)
                checksum = zlib.crc32(block, checksum)
                if counted > part.file_size:
                    raise RefusedFileError(
                        Code.FILE_UNSAFE,
                        f"{self.shown} holds a part ({part.filename}) that unpacks to more than "
                        "it says, as files made to overload a reader do.",
                        COPY_ROWS,
                    )
                if time.thread_time() > self.until:
                    raise too_much(self.shown)
                yield block
        except zlib.error as fault:
            raise damaged(self.shown, ": it cannot be unpacked") from fault
        if counted != part.file_size or checksum != part.CRC:
            raise damaged(self.shown, f": its part {part.filename} is not whole")

    def _unpacked(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(part)
        if part.compress_type == zipfile.ZIP_STORED:
            for begin in range(0, len(packed), _BLOCK_BYTES):
                yield bytes(packed[begin : begin + _BLOCK_BYTES])
            return
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise damaged(self.shown, " or packed in a way that no spreadsheet program uses")
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        for begin in range(0, len(packed), _PACKED_BYTES):
            left = bytes(packed[begin : begin + _PACKED_BYTES])
            while not machine.eof:
                block = machine.decompress(left, _BLOCK_BYTES)
                left = machine.unconsumed_tail
                if block:
                    yield block
                if not left and len(block) < _BLOCK_BYTES:
                    break

    def _packed(self, part: zipfile.ZipInfo) -> memoryview:
        begin = part.header_offset
        header = self.content[begin : begin + _PART_HEADER_BYTES]
        if len(header) < _PART_HEADER_BYTES or not header.startswith(_PART):
            raise damaged(self.shown, ": it cannot be unpacked")
        name_bytes, extra_bytes = struct.unpack_from("<HH", header, 26)
        begin += _PART_HEADER_BYTES + name_bytes + extra_bytes
        return memoryview(self.content)[begin : begin + part.compress_size]


def open_archive(content: bytes, shown: str, until: float) -> Archive:
    """Return an archive whose directory was read and keeps the limits; nothing is unpacked yet.

    Raises:
        RefusedFileError: it is damaged, encrypted, too large or made to do harm.
    """
    if content.count(_ENTRY) > limits.PARTS:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"{shown} has more than {limits.PARTS:,} parts.",
            "Remove sheets that are not needed, or split the list.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = tuple(package.infolist())
    except _DAMAGE as fault:
        raise damaged(shown, ": it cannot be unpacked") from fault
    archive = Archive(content=content, shown=shown, until=until, parts=parts)
    for part in parts:
        _check_part(archive, part)
    return archive


def check_sizes(archive: Archive) -> None:
    """Refuse an archive whose parts would unpack to too much.

    Raises:
        RefusedFileError: the parts are too large, or packed as no spreadsheet program packs them.
    """
    parts = [part for part in archive.parts if not part.filename.lower().endswith(_PICTURES)]
    largest = max((part.file_size for part in parts), default=0)
    total = sum(part.file_size for part in parts)
    if largest > limits.PART_BYTES or total > limits.PACKAGE_BYTES:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"{archive.shown} unpacks to {total / 2**20:,.0f} MB in {len(parts):,} parts.",
            "Remove sheets and rows that are not needed, or split the list.",
        )
    for part in parts:
        swollen = part.file_size > limits.RATIO * max(part.compress_size, 1)
        if swollen and part.file_size > limits.RATIO_BYTES:
            raise RefusedFileError(
                Code.FILE_UNSAFE,
                f"{archive.shown} holds a part ({part.filename}) that unpacks to "
                f"{part.file_size / 2**20:,.0f} MB from {part.compress_size / 2**20:,.1f} MB, "
                "as files made to overload a reader do.",
                COPY_ROWS,
            )


def _check_part(archive: Archive, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & _IS_ENCRYPTED:
        raise RefusedFileError(
            Code.FILE_PASSWORD,
            f"{archive.shown} is an archive protected by a password.",
            "Unpack it and upload the workbook itself.",
        )
    if ".." in part.filename.replace("\\", "/").split("/"):
        raise RefusedFileError(
            Code.FILE_UNSAFE,
            f"{archive.shown} holds a part named '{part.filename[:60]}', which points outside of "
            "the file.",
            COPY_ROWS,
        )
