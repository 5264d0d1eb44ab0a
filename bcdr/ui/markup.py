"""Shows small pieces of HTML in which every text is escaped.

Streamlit has no element for a figure, a legend or a table whose cells stay plain text, and its
Markdown reads icons, addresses and dashes into names. Here a text can only ever become text.
"""

import streamlit as st

from bcdr.report.markup import Markup, element, together

__all__ = ["Markup", "joined", "show", "tag"]


def tag(name: str, *content: str, css: str = "", **attributes: str) -> Markup:
    """Return an element around its content, escaped; `css` names its classes.

    Underscores in the names of attributes become hyphens.
    """
    given = {"class": css or None, **{key.replace("_", "-"): attributes[key] for key in attributes}}
    return element(name, *content, attributes=given)


def joined(*content: str) -> Markup:
    """Return the pieces one after the other."""
    return together(*content)


def show(*content: str) -> None:
    """Show the pieces on the page."""
    st.html(together(*content))
