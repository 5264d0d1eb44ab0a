"""Finds in which encoding a text file was saved, and whether a file is text at all."""

import codecs
import re
import unicodedata
from typing import Final

from charset_normalizer import from_bytes

from bcdr.intake.latin_letters import latin_encoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS: Final = "cp1252"
_JAPANESE: Final = "cp932"
_LOOKED_AT_BYTES: Final = 2**16
_DECODED_BYTES: Final = 2**20
_OTHER_SCRIPTS: Final = ("cp1251", "cp1253", "gb18030", "big5", "cp949", "euc_jp", "koi8_r")
"""What is asked for where most letters are not Latin; Japanese and Western text is told here."""
_LETTERS_OF_JAPANESE: Final = range(0x81, 0xA0)
"""First bytes of kana and of the common characters, where Windows-1252 has marks and quotes."""

_FOREIGN: Final = re.compile(rb"[\x80-\xff]")
_LATIN: Final = re.compile(rb"[A-Za-z]")
_CHARACTERS: Final = ("Lo", "Lm", "Po", "Ps", "Pe")


def is_text(content: bytes) -> bool:
    """Return whether a file is text, as far as its beginning and its end tell."""
    if content.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(content):
        return True
    ends = content[:_LOOKED_AT_BYTES] + content[-_LOOKED_AT_BYTES:]
    return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in set(ends))


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text: by its byte order mark, else by what its bytes can be.

    Text that is not Unicode is Japanese (Shift-JIS), of another script, or in Latin letters of
    Windows, DOS or an old Macintosh; where nothing tells, it is Windows-1252.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    wide = _wide_encoding(content)
    if wide:
        return wide
    if _is_utf8(content):
        return "utf-8"
    first = _FOREIGN.search(content)
    start = max(0, first.start() - _LOOKED_AT_BYTES // 2) if first else 0
    sample = content[start : start + _LOOKED_AT_BYTES]
    if _is_japanese(sample):
        return _JAPANESE
    if len(_FOREIGN.findall(sample)) > len(_LATIN.findall(sample)):
        found = from_bytes(sample, cp_isolation=list(_OTHER_SCRIPTS)).best()
        return found.encoding if found is not None else _WINDOWS
    return latin_encoding(sample)


def _wide_encoding(content: bytes) -> str:
    """Return which UTF-16 a text without a mark is in, empty where it is none.

    Separators and digits have a zero byte there, in every second place and only there.
    """
    sample = content[: _LOOKED_AT_BYTES & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 or max(even, odd) * 10 <= len(sample) or min(even, odd) > 0:
        return ""
    return "utf-16-be" if even else "utf-16-le"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _DECODED_BYTES):
            decoder.decode(content[start : start + _DECODED_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(sample: bytes) -> bool:
    """Return whether most bytes above ASCII begin a common Japanese character, in words of them.

    A Western text read as Japanese has rare characters, or single ones between Latin letters.
    """
    common = others = 0
    before = ""
    for char in sample.decode(_JAPANESE, "replace"):
        if char.isascii():
            before = char
            continue
        first = char.encode(_JAPANESE, "replace")[0]
        is_common = first in _LETTERS_OF_JAPANESE and unicodedata.category(char) in _CHARACTERS
        if is_common and not (before.isascii() and before.isalpha()):
            common += 1
        else:
            others += 1
        before = char
    return common > 2 * others
