"""Process settings, page settings and navigation of the app, nothing else."""

import streamlit as st

from bcdr.process import prepare_process
from bcdr.ui.frame import show_page
from bcdr.ui.navigation import pages
from bcdr.ui.style import ICON

prepare_process()
page = st.navigation(pages(), position="top")
st.set_page_config(
    page_title=f"{page.title} · Protection of Azure Stack Hub", page_icon=ICON, layout="wide"
)
show_page(page)
