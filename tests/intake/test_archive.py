"""Parts are unpacked as far as they say, and no further."""

import io
import time
import zipfile
from collections.abc import Mapping

import pytest

from bcdr.intake import Code, limits
from bcdr.intake.archive import Archive, check_sizes, open_archive
from bcdr.intake.refusals import RefusedFileError

LATER = time.thread_time() + 3600


def zipped(**parts: bytes) -> bytes:
    return zipped_by(zipfile.ZIP_DEFLATED, parts)


def zipped_by(method: int, parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def opened(content: bytes, until: float = LATER) -> Archive:
    return open_archive(content, "'list.xlsx'", until)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_parts_come_whole_in_blocks_of_a_megabyte(method: int, size: int) -> None:
    archive = opened(zipped_by(method, {"part": (bytes(range(256)) * (size // 256 + 1))[:size]}))
    (part,) = archive.parts

    blocks = list(archive.blocks(part))

    assert sum(map(len, blocks)) == size
    assert all(len(block) <= 2**20 for block in blocks)


def test_a_part_is_found_in_whatever_case() -> None:
    archive = opened(zipped(Styles=b"<x/>"))

    assert archive.small("STYLES") == b"<x/>"
    assert archive.small("other") is None


def test_a_part_too_large_to_build_up_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SMALL_PART_BYTES", 3)

    assert opened(zipped(styles=b"<x/>")).small("styles") is None


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    archive = opened(zipped_by(method, {"part": b"x"}))

    with pytest.raises(RefusedFileError, match="no spreadsheet program uses"):
        archive.small("part")


def test_a_part_that_is_not_what_it_was_is_damaged() -> None:
    content = zipped_by(zipfile.ZIP_STORED, {"part": b"Application"})
    archive = opened(content.replace(b"Application", b"application", 1))

    with pytest.raises(RefusedFileError, match="its part part is not whole") as caught:
        archive.small("part")

    assert caught.value.code is Code.FILE_BROKEN


def test_unpacking_ends_when_time_is_up() -> None:
    archive = opened(zipped(part=bytes(10**6)), until=time.thread_time())

    with pytest.raises(RefusedFileError, match="more memory or time"):
        archive.small("part")


def test_a_password_on_a_part_is_said() -> None:
    content = bytearray(zipped(part=b"x"))
    content[content.find(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(RefusedFileError, match="protected by a password") as caught:
        opened(bytes(content))

    assert caught.value.code is Code.FILE_PASSWORD


def test_pictures_may_pack_well_and_other_parts_may_not() -> None:
    large = zipped(**{"logo.bmp": bytes(30 * 2**20)}), zipped(**{"notes.txt": bytes(30 * 2**20)})

    check_sizes(opened(large[0]))
    with pytest.raises(RefusedFileError, match=r"notes\.txt.* unpacks to 30 MB"):
        check_sizes(opened(large[1]))


def test_the_sum_of_parts_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKAGE_BYTES", 2_999)

    with pytest.raises(RefusedFileError, match="unpacks to 0 MB in 2 parts"):
        check_sizes(opened(zipped(one=bytes(1_000), other=bytes(2_000))))
