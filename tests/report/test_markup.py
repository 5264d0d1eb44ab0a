"""HTML that is safe by construction."""

from bcdr.report.markup import element, text, together, trusted


def test_text_is_escaped_in_children_and_attributes() -> None:
    made = element("td", '<b>"x"</b>', attributes={"title": '"><script>'})
    assert made == '<td title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&quot;x&quot;&lt;/b&gt;</td>'


def test_elements_inside_elements_are_not_escaped_again() -> None:
    assert element("p", "a & ", element("b", "c")) == "<p>a &amp; <b>c</b></p>"


def test_attributes_without_value_are_left_out() -> None:
    assert element("p", attributes={"class": None}) == "<p></p>"


def test_elements_that_have_no_end_get_none() -> None:
    assert element("meta", attributes={"charset": "utf-8"}) == '<meta charset="utf-8">'


def test_characters_that_no_page_may_hold_are_left_out() -> None:
    assert text("a\x00b\ud800c") == "abc"


def test_parts_are_put_together() -> None:
    assert together("<", trusted("<br>")) == "&lt;<br>"
