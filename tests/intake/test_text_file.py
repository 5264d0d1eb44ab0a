"""Text tables: encoding and separator are found."""

import pytest

from bcdr.intake import Code, limits
from bcdr.intake.refusals import RefusedFileError
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

    with pytest.raises(RefusedFileError, match="at least 3 rows") as caught:
        read_text_table(b"a\nb\nc\nd\n")

    assert caught.value.code is Code.FILE_TOO_LARGE


def test_a_cell_that_never_ends_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="quotation marks") as caught:
        read_text_table(b'a,"' + b"x" * 200_000)

    assert caught.value.code is Code.FILE_BROKEN


@pytest.mark.parametrize("line", ["sep=;\r\n", "sep=;\n", '"sep=;"\n'])
def test_the_line_that_names_the_separator_decides_and_is_blank(line: str) -> None:
    text = f"{line}a,b;c,d\n1,5;2,5\n"

    assert read_text_table(text.encode()) == [[], ["a,b", "c,d"], ["1,5", "2,5"]]


def test_separators_inside_quotes_do_not_count() -> None:
    text = 'name;note\nShop;"a, b, c"\nDesk;"d, e, f"\nDirectory;"g, h, i"\n'

    assert find_separator(text) == ";"


def test_decimal_commas_do_not_make_a_comma_the_separator() -> None:
    text = "name;rto;size\n" + "".join(f"App {n};{n},5;{n},25\n" for n in range(30))

    assert find_separator(text) == ";"


def test_a_line_of_many_megabytes_is_refused() -> None:
    with pytest.raises(RefusedFileError, match=r"line 2 of the text has 5,000,00\d characters"):
        read_text_table(b"a,b\n" + b"," * 5_000_000 + b"\n")


def test_a_text_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_BYTES", 3)

    with pytest.raises(RefusedFileError, match="the limit is 0 MB"):
        read_text_table(b"a,b\n")
