"""Text tables: encoding and separator are found."""

import pytest

from bcdr.intake import Code, limits
from bcdr.intake.package import RefusedFileError
from bcdr.intake.text_file import decode, find_separator, read_text_table


@pytest.mark.parametrize(
    "content",
    ["\ufeffGröße;1".encode(), "Größe;1".encode("utf-16"), "Größe;1".encode("cp1252")],
)
def test_the_encoding_is_found(content: bytes) -> None:
    assert decode(content) == "Größe;1"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1\t2, 3, 4\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("a\nb\n", ","),
    ],
)
def test_the_separator_is_the_one_that_fits_most_lines(text: str, separator: str) -> None:
    assert find_separator(text) == separator


def test_quoted_cells_keep_separators_and_line_breaks() -> None:
    assert read_text_table(b'a,b\n"1,2","x\ny"\n') == [["a", "b"], ["1,2", "x\ny"]]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)

    with pytest.raises(RefusedFileError, match="3 rows") as caught:
        read_text_table(b"a\nb\nc\n")

    assert caught.value.code is Code.FILE_TOO_LARGE


def test_a_cell_that_never_ends_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="quotation marks") as caught:
        read_text_table(b'a,"' + b"x" * 200_000)

    assert caught.value.code is Code.FILE_BROKEN
