"""Text of the user shows as it is. What a browser makes of it is looked at in the journeys."""

import pytest

from bcdr.ui.escaping import markdown_text, plot_text


def visible(text: str) -> str:
    return text.replace("\N{WORD JOINER}", "").replace("\\", "")


@pytest.mark.parametrize(
    "text",
    ["**bold**", "[a](http://b)", "![a](http://b/c.png)", "# head", "1. one", "`x`", "a_b_c"],
)
def test_every_mark_of_markdown_is_escaped(text: str) -> None:
    escaped = markdown_text(text)
    marks = [place for place, char in enumerate(escaped) if char in "*_[]()!#.`"]
    assert marks
    assert all(escaped[place - 1] == "\\" for place in marks)
    assert visible(escaped) == text


def test_lines_become_one() -> None:
    assert markdown_text("one\n\n    two") == "one two"


@pytest.mark.parametrize("text", [":smile:", "a--b", "->", "http://a.b", "www.a.b", "me@a.b"])
def test_what_is_looked_for_after_the_escapes_is_broken_up(text: str) -> None:
    escaped = markdown_text(text)
    assert text not in escaped.replace("\\", "")
    assert visible(escaped) == text


def test_words_stay_as_they_are() -> None:
    assert markdown_text("Order desk 42 é 会計") == "Order desk 42 é 会計"


def test_a_plot_shows_no_markup_and_no_template() -> None:
    assert plot_text("<b>%{x}</b> & $a$") == "&lt;b&gt;&#37;{x}&lt;/b&gt; &amp; &#36;a&#36;"
