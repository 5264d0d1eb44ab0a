"""The encoding of a text is found from its bytes."""

import pytest

from bcdr.intake.encodings import encoding_of, is_text

GERMAN = "Anwendung;Größe (GB);Kritikalität\nBüro;5;hoch\nÜberwachung;7;mittel\n"
FRENCH = "Système;Criticité;Propriétaire\nPaie;élevée;René\n"
QUOTES = "Name,Note\nShop,“core” – don’t stop… €5\n"  # noqa: RUF001  as Word writes them
JAPANESE = "アプリケーション名,復旧時間目標,重要度\n基幹系システム,4時間以内,高\n"
RUSSIAN = "Система;Критичность\nБухгалтерия;высокая\n"  # noqa: RUF001  it is Russian
KANJI = "業務名,担当\n受注,田中\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, "cp1252") for text in (GERMAN, FRENCH, QUOTES, "Name;RTO\nMüller;4\n")),
        *((text, "cp932") for text in (JAPANESE, KANJI, f"Application,RTO\n{KANJI}")),
        *((text, "mac_roman") for text in (GERMAN, FRENCH)),
        (RUSSIAN, "cp1251"),
        ("应用名称,恢复时间\n订单系统,4小时\n", "gb18030"),
        ("응용 프로그램,복구 시간\n주문 시스템,4시간\n", "cp949"),
        *((text, name) for text in (GERMAN, JAPANESE) for name in ("utf-8", "utf-8-sig", "utf-16")),
        *((GERMAN, name) for name in ("utf-16-le", "utf-16-be", "utf-32")),
    ],
)
def test_a_text_comes_back_as_it_was_written(text: str, encoding: str) -> None:
    content = text.encode(encoding)

    assert content.decode(encoding_of(content)) == text
    assert is_text(content)


def test_an_accent_far_down_still_counts() -> None:
    content = b"Application;RTO\n" * 10_000 + "Müller;4\n".encode("cp1252")

    assert encoding_of(content) == "cp1252"


@pytest.mark.parametrize("content", [b"", b"a", b"a\nb\n", b"a,b"])
def test_little_text_is_utf8(content: bytes) -> None:
    assert encoding_of(content) == "utf-8"


@pytest.mark.parametrize("content", [bytes(range(256)), b"a\x00b\x00\x00c", b"x" * 99 + b"\x1b"])
def test_control_characters_are_no_text(content: bytes) -> None:
    assert not is_text(content)
