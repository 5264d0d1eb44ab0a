"""The look of the pages beyond the theme: colours for the mode in use, and one block of CSS."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Template
from typing import Final

import streamlit as st

from bcdr.report.symbols import SYMBOLS, Colours, CoverageSymbol


@dataclass(frozen=True, slots=True)
class Shade:
    """One step from little to much: the colour of a cell, and of the text on it (4.5 to 1)."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one mode, as #rrggbb, for what charts and our own elements draw."""

    is_dark: bool
    page: str
    text: str
    muted: str
    line: str
    band: str
    accent: str
    today: str
    penalty: str
    parts: tuple[str, str, str, str]
    steps: tuple[Shade, ...]

    def state(self, symbol: CoverageSymbol) -> Colours:
        """Return the colours of a state of coverage in this mode."""
        return symbol.dark if self.is_dark else symbol.light


_LIGHT: Final = Palette(
    is_dark=False,
    page="#ffffff",
    text="#1a2530",
    muted="#56636e",
    line="#d3dbe1",
    band="#f2f5f7",
    accent="#0b6380",
    today="#8796a1",
    penalty="#b85410",
    parts=("#0b6380", "#4b98b2", "#8ec1d2", "#a9b5bf"),
    steps=(
        Shade("#e6f1f5", "#1a2530"),
        Shade("#c5e0e9", "#1a2530"),
        Shade("#8ec1d2", "#1a2530"),
        Shade("#4b98b2", "#10171d"),
        Shade("#166d8a", "#ffffff"),
        Shade("#0b5670", "#ffffff"),
    ),
)
_DARK: Final = Palette(
    is_dark=True,
    page="#10171d",
    text="#e7edf1",
    muted="#a3b1bb",
    line="#35434e",
    band="#1a242c",
    accent="#46a0be",
    today="#8796a1",
    penalty="#ef8a45",
    parts=("#46a0be", "#2b87a8", "#1b6a86", "#5a6772"),
    steps=(
        Shade("#0d3a4b", "#e7edf1"),
        Shade("#114d63", "#e7edf1"),
        Shade("#15617c", "#e7edf1"),
        Shade("#2b8bab", "#10171d"),
        Shade("#67b5cf", "#10171d"),
        Shade("#b1dcea", "#10171d"),
    ),
)


ICON: Final = (
    '<svg viewBox="0 0 32 32">'
    '<path fill="#0b6380" d="M16 2l12 4v9c0 8-5 13-12 15C9 28 4 23 4 15V6z"/>'
    '<path fill="none" stroke="#fff" stroke-width="3" d="M10 16l4 4 8-9"/></svg>'
)
"""The mark of the app in the browser's tab: a shield with a tick."""


def palette() -> Palette:
    """Return the colours of the mode the browser shows."""
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def apply() -> None:
    """Add the CSS block; call it once per run, before anything is shown.

    A colour is written for both modes and the browser takes that of its own, so that a page stays
    readable where the mode changes while it is open.
    """
    states = "\n".join(
        f".b-{state}{{--fill:{_both(symbol.light.fill, symbol.dark.fill)};"
        f"--ink:{_both(symbol.light.ink, symbol.dark.ink)};"
        f"--strong:{_both(symbol.light.strong, symbol.dark.strong)}}}"
        for state, symbol in SYMBOLS.items()
    )
    parts = _numbered("part", _LIGHT.parts, _DARK.parts)
    phases = _numbered("phase", _phase_colours(_LIGHT), _phase_colours(_DARK))
    written = _CSS.substitute(
        mode="dark" if palette().is_dark else "light",
        muted=_both(_LIGHT.muted, _DARK.muted),
        line=_both(_LIGHT.line, _DARK.line),
        band=_both(_LIGHT.band, _DARK.band),
        accent=_both(_LIGHT.accent, _DARK.accent),
        text=_both(_LIGHT.text, _DARK.text),
        page=_both(_LIGHT.page, _DARK.page),
        warn=_both(_LIGHT.penalty, _DARK.penalty),
    )
    st.html(f"<style>{written}{states}{parts}{phases}</style>")


def _both(light: str, dark: str) -> str:
    return f"light-dark({light},{dark})"


def _numbered(name: str, light: Sequence[str], dark: Sequence[str]) -> str:
    return "\n".join(
        f".b-{name}-{number}{{--strong:{_both(*colours)}}}"
        for number, colours in enumerate(zip(light, dark, strict=True))
    )


def _phase_colours(colours: Palette) -> tuple[str, ...]:
    """Return the colours of the phases of a recovery, in the order of time."""
    steps = [shade.fill for shade in colours.steps]
    return (colours.today, steps[1], steps[2], steps[3], colours.parts[3], steps[4], steps[5],
            colours.line, colours.penalty)  # fmt: skip


_CSS: Final = Template(
    """
/* What floats above the page stands outside of the app, which alone knows the mode by itself. */
:root{color-scheme:$mode;--muted:$muted;--line:$line;--band:$band;--accent:$accent;--words:$text;--page:$page;--warn:$warn}
.stMainBlockContainer{max-width:90rem;margin:0 auto;padding:4.5rem 3rem 5rem}
[data-testid="stToolbar"]{max-width:90rem;margin:0 auto;padding:0 2rem}
.stHtml{font-variant-numeric:tabular-nums lining-nums}
/* Where the keyboard is: one ring for everything, inside of what cuts off what sticks out. */
:root :focus-visible{outline:2px solid var(--accent);outline-offset:2px;box-shadow:none}
:root :has(>:is(input,textarea):focus-visible){outline:2px solid var(--accent);outline-offset:-2px}
:root :is(input,textarea):focus-visible{outline:none}
:root :is(main,canvas,summary,[role="tab"],[role="tabpanel"],[role="radio"],
  [data-testid="stDataFrameResizable"]):focus-visible{outline-offset:-2px}
[data-testid="stElementToolbar"]:has(:focus-visible){opacity:1}
.b-title{font-size:2rem;line-height:1.2;font-weight:650;letter-spacing:-.012em;
  margin:.25rem 0 .5rem;max-width:80rem;padding:0;text-wrap:pretty;overflow-wrap:anywhere}
.b-lead{font-size:1.0625rem;line-height:1.55;color:var(--muted);max-width:52rem;margin:0}
.b-section{margin-top:1.1rem;border-top:1px solid var(--line);padding-top:1.25rem}
.b-section h2{font-size:1.375rem;line-height:1.3;font-weight:620;margin:0 0 .25rem;padding:0;
  max-width:60rem}
.b-section p,.b-note{color:var(--muted);margin:0;max-width:52rem;line-height:1.5;font-size:.9375rem}
.b-note b,.b-lead b{color:var(--words);font-weight:600}
.b-figures{display:flex;flex-wrap:wrap;gap:.5rem clamp(1.25rem,2.5vw,3rem);margin:.5rem 0 .25rem}
.b-figure{min-width:8.5rem;border-left:3px solid var(--line);padding-left:.9rem}
.b-figure.b-first{border-left-color:var(--accent)}
.b-figure dt{font-size:.875rem;color:var(--muted)}
.b-figure dd{margin:0;font-size:1.875rem;font-weight:620;line-height:1.25;letter-spacing:-.01em}
.b-figure dd+dd{font-size:.8125rem;font-weight:400;color:var(--muted);letter-spacing:0;
  max-width:15rem}
.b-scroll{overflow-x:auto}
.b-card :is(h2,h3),.b-sub h3{font-size:1.0625rem;line-height:1.35;font-weight:600;margin:0;
  padding:0;letter-spacing:0}
.b-sub{margin-top:.5rem;max-width:60rem}
.b-sub p{color:var(--muted);margin:.15rem 0 0;line-height:1.5;font-size:.9375rem}
[data-testid="stTabs"] .b-section{margin-top:.25rem;border-top:0;padding-top:.5rem}
[data-testid="stPageLink-NavLink"]{position:relative;left:-.5rem}
[data-testid="stFileUploaderDropzoneInstructions"] *{white-space:normal;overflow:visible;
  text-wrap:balance}
[data-testid="stLayoutWrapper"]:has(>.st-key-frame){position:sticky;top:3.7rem;z-index:10}
.st-key-frame{background:var(--page);border-bottom:1px solid var(--line);padding:.35rem 0}
[data-testid="stLayoutWrapper"]:has(>.st-key-chosen_cell){position:sticky;top:6.9rem;z-index:9}
.st-key-chosen_cell{background:var(--page)}
.st-key-conflicts{border-color:var(--warn);border-width:2px}
.stHtml h2.b-conflict{font-size:1.25rem;font-weight:620;margin:0;padding:0}
.b-cell{display:flex;gap:.9rem;align-items:baseline}
.st-key-wall .b-title{font-size:2.5rem;margin-top:0}
.st-key-wall .b-verdict{font-size:1.5rem}
.st-key-wall .b-table{font-size:1rem}
.b-progress-words{font-size:.9375rem;font-weight:600;white-space:nowrap}
.b-bar.b-progress{height:.45rem;margin-top:.25rem}
.stHtml h2.b-decided{font-size:1.375rem;line-height:1.3;font-weight:620;margin:0;padding:0}
.b-tag{font-size:.75rem;font-weight:600;color:var(--muted);border:1px solid var(--line);
  border-radius:1rem;padding:.1rem .6rem;margin-left:.6rem;vertical-align:middle}
[class*="st-key-review-"]{border-bottom:1px solid var(--line);padding-bottom:.6rem}
[data-testid="stLayoutWrapper"]:last-child>[class*="st-key-review-"]{border-bottom:0}
.b-bar.b-thick{height:1.5rem;margin:0}
.b-recovery{position:relative;padding:.1rem 0}
.b-recovery .b-rto{position:absolute;top:-.15rem;bottom:-.15rem;width:3px;margin-left:-1px;
  background:var(--words);outline:2px solid var(--page)}
.b-hatch{background-image:repeating-linear-gradient(135deg,transparent 0 5px,var(--page) 5px 7px)}
.stApp [data-variant="segmented_control"][aria-checked="true"] *,
.stApp [role="tab"][aria-selected="true"] *{color:var(--words)}
table.b-table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4;margin:0}
.b-table th,.b-table td{border:0;border-bottom:1px solid var(--line);padding:.45rem .9rem .45rem 0;
  text-align:left;vertical-align:top;overflow-wrap:break-word;text-wrap:pretty}
.b-table thead th{font-size:.8125rem;font-weight:600;color:var(--muted);vertical-align:bottom;
  line-height:1.3}
.b-table thead th.b-group{color:var(--words);font-size:.875rem;border-bottom-color:var(--words)}
.b-table tbody th{font-weight:500}
.b-table .b-number{text-align:right;white-space:nowrap}
.b-table .b-number+:not(.b-number){padding-left:.6rem}
.b-table .b-number+.b-gap:not(.b-number){padding-left:1.4rem}
/* What ends a section has the line of the next beneath it. */
.b-table tbody tr:last-child>*,.b-steps li:last-child{border-bottom:0}
.b-table .b-gap{padding-left:1.4rem}
.b-table .b-keep{white-space:nowrap;overflow-wrap:normal}
.b-small{font-size:.8125rem;color:var(--muted);line-height:1.4}
.b-state{display:inline-block;background:var(--fill);color:var(--ink);border-radius:.3rem;
  padding:.05rem .5rem;font-size:.875rem;white-space:nowrap;font-weight:550}
.b-legend{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.35rem 1.5rem;
  margin:.25rem 0;font-size:.8125rem;line-height:1.4;color:var(--muted)}
.b-legend div{display:flex;gap:.6rem;align-items:baseline}
.b-marks{display:flex;flex-wrap:wrap;gap:.4rem .5rem;margin:.25rem 0}
.b-legend .b-state{min-width:7.6rem;font-size:.8125rem}
.b-verdict{font-size:1.5rem;line-height:1.35;font-weight:600;max-width:68rem;text-wrap:pretty;
  margin:.1rem 0 .35rem;
  border-left:5px solid var(--strong,var(--accent));padding-left:.9rem}
[data-testid="stLayoutWrapper"]:has(>[class*="st-key-waiting-"]){position:fixed;left:50%;bottom:1.5rem;
  transform:translateX(-50%);z-index:1000;width:min(34rem,calc(100vw - 2rem))}
[class*="st-key-waiting-"]{background:var(--page);box-shadow:0 .5rem 2rem rgb(0 0 0/.18)}
.b-waiting{font-weight:600;margin:0}
.b-bar{display:flex;height:.75rem;margin-top:.3rem;border-radius:.3rem;overflow:hidden;background:var(--band);
  width:100%;min-width:9rem;gap:1px}
.b-bar span{background:var(--strong);height:100%}
.b-key{display:inline-flex;align-items:center;gap:.4rem;margin-right:1.25rem;font-size:.8125rem;
  color:var(--muted)}
.b-key i{width:.7rem;height:.7rem;border-radius:.15rem;background:var(--strong)}
.b-range{min-width:11rem;padding-top:.35rem}
.b-track{position:relative;height:.4rem;border-radius:.2rem;background:var(--line)}
.b-track i{position:absolute;display:block}
.b-way{top:0;height:.4rem;background:var(--accent)}
.b-now,.b-flip{width:.8rem;height:.8rem;top:-.2rem;margin-left:-.4rem;box-sizing:border-box}
.b-now{border-radius:50%;background:var(--page);border:3px solid var(--words)}
.b-flip{background:var(--accent);transform:rotate(45deg) scale(.85);outline:2px solid var(--page)}
.b-ends{display:flex;justify-content:space-between;gap:1rem;margin-top:.3rem;font-size:.8125rem;
  color:var(--muted);white-space:nowrap}
.b-use{min-width:6.5rem;font-variant-numeric:tabular-nums}
.b-use .b-words{font-size:.875rem;white-space:nowrap;color:var(--words);margin:0}
.b-use .b-bar{height:.4rem;margin-top:.15rem}
.b-groups .b-bar,.b-groups .b-use{min-width:0}
.b-row-first td,.b-row-first th{border-top:1px solid var(--words)}
.b-line{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.875rem;color:var(--muted);
  align-items:baseline}
.b-line b{color:var(--words);font-weight:600}
.stHtml .b-steps{margin:0;padding:0;list-style:none;max-width:72rem}
.b-steps li{border-bottom:1px solid var(--line);padding:.6rem 0}
.b-steps .b-value{float:right;font-weight:600;padding-left:1rem}
.b-inputs{display:grid;grid-template-columns:minmax(10rem,max-content) max-content 1fr;
  gap:.05rem 1.25rem;font-size:.8125rem;color:var(--muted);margin:.2rem 0}
.b-inputs span:nth-child(3n+2){color:var(--words);text-align:right}
.b-table tr.b-more th,.b-table tr.b-more td{border-bottom:0}
.b-formula{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125rem}
table.b-fixed{table-layout:fixed}
.b-flips td:nth-child(4){padding-right:2rem}
table.b-copies{min-width:68rem}
.stHtml .b-uses td,.stHtml .b-uses th{padding-right:1.5rem}
.stHtml .b-uses th{white-space:normal}
.b-copies thead tr:last-child th{font-size:.75rem;white-space:normal}
.stHtml .b-copies th,.stHtml .b-copies td{padding-right:.45rem}
.stHtml .b-copies .b-gap{padding-left:.75rem}
.b-copies .b-state{padding:.05rem .35rem;font-size:.8125rem}
table.b-findings{table-layout:fixed}
.b-findings th:first-child{width:14rem}
.b-findings td:nth-child(2){width:45%}
"""
)
