"""The decision on a workload: what stands, and the few fields that make another one."""

import datetime
from collections.abc import Sequence

import streamlit as st

from bcdr.model.portfolio import Decision
from bcdr.model.results import WorkloadResult
from bcdr.model.vocabulary import ClauseOutcome, DecisionKind
from bcdr.study import Study
from bcdr.ui import decisions, state
from bcdr.ui.components.headings import note
from bcdr.ui.components.reasons import refused_pairs
from bcdr.ui.decisions import Wanted, by_words, decision_words
from bcdr.ui.markup import show, tag
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, today, who
from bcdr.ui.studies import Current

_TITLES = {
    DecisionKind.CHOOSE: "Choose",
    DecisionKind.KEEP_TODAY: "Keep today",
    DecisionKind.ACCEPT_GAP: "Accept the gap",
    DecisionKind.OVERRIDE_RULE: "Override a rule",
    DecisionKind.PARK: "Park",
}
_AS_TODAY = "what exists today"
_YEAR = datetime.timedelta(days=365)


def decision(opened: Current, study: Study, result: WorkloadResult) -> None:
    """Show the decision that stands, and what it takes to decide otherwise."""
    workload_id = result.workload.id
    standing = opened.decisions.get(workload_id)
    overrides = opened.overrides.get(workload_id, ())
    with st.container(border=True, key="decision"):
        _standing(opened, workload_id, standing, overrides)
        _form(opened, study, result, standing)


def _standing(
    opened: Current, workload_id: str, standing: Decision | None, overrides: Sequence[Decision]
) -> None:
    words, action = st.columns([4, 1.2], vertical_alignment="center")
    with words:
        show(
            tag(
                "div",
                tag("h2", decision_words(standing), css="b-decided"),
                *([tag("p", by_words(standing), css="b-note")] if standing else []),
            )
        )
    if standing:
        action.button(
            "Withdraw",
            key="withdraw",
            on_click=_withdraw,
            args=(opened, workload_id, ""),
            width="stretch",
        )
    for number, one in enumerate(overrides):
        words, action = st.columns([4, 1.2], vertical_alignment="center")
        with words:
            note(tag("b", f"{decision_words(one)}. "), by_words(one))
        action.button(
            "Withdraw",
            key=f"withdraw-{number}",
            on_click=_withdraw,
            args=(opened, workload_id, one.rule),
            width="stretch",
        )


def _form(opened: Current, study: Study, result: WorkloadResult, standing: Decision | None) -> None:
    review, id_ = opened.review, result.workload.id
    place, stamp = f"{review.id}-{id_}", str(hash(standing)) if standing else ""

    def key(field: str) -> str:
        # A fresh form for every workload and after every save; typing does not end it.
        return f"decide-{place}-{field}-{stamp}"

    if state.is_decided_elsewhere(place, stamp, review.revision):
        st.warning(
            "The decision was changed in another window just now. What was filled in here is "
            "gone, and what is saved now takes the place of the decision above.",
            icon=":material/group:",
        )
    kind = DecisionKind(
        st.segmented_control(
            "Decision",
            list(DecisionKind),
            format_func=lambda one: _TITLES[DecisionKind(one)],
            default=standing.kind if standing else DecisionKind.CHOOSE,
            required=True,
            key=key("kind"),
            label_visibility="collapsed",
        )
        or DecisionKind.CHOOSE
    )
    strategy = rule = ""
    until: datetime.date | None = None
    if kind is DecisionKind.CHOOSE:
        strategy = _strategy(result, standing, key("strategy"))
    elif kind is DecisionKind.OVERRIDE_RULE:
        rule = _rule(study, result, key("rule"))
    name, date = st.columns([3, 2])
    by = name.selectbox(
        "Decided by",
        _names(opened, result),
        # Nobody is named by default: a decision must not get a name by oversight.
        index=0 if state.decider() else None,
        key=key("by"),
        accept_new_options=True,
        placeholder="Name",
    )
    if kind is DecisionKind.ACCEPT_GAP:
        strategy = _kept(result, standing, key("kept"))
    same = standing if standing and standing.kind is kind else None
    expiry = same.until if same and same.until and same.until >= today() else None
    label = "Accepted until" if kind is DecisionKind.ACCEPT_GAP else "Until (if it expires)"
    until = date.date_input(
        label,
        value=expiry or (today() + _YEAR if kind is DecisionKind.ACCEPT_GAP else None),
        min_value=today(),
        key=key(f"until-{kind}"),
        format="YYYY-MM-DD",
    )
    reason = st.text_input(
        "Reason",
        value=same.reason if same else "",
        key=key(f"reason-{kind}" if same else "reason"),
        placeholder="Why, in a sentence that will be read in a year",
    )
    wanted = Wanted(
        kind=kind,
        strategy=strategy,
        rule=rule,
        decided_by=str(by or ""),
        reason=reason,
        until=until if isinstance(until, datetime.date) else None,
    )
    st.button(
        "Save the decision",
        type="primary",
        key="decide",
        on_click=_decide,
        args=(opened, result, wanted),
        width="stretch",
    )


def _strategy(result: WorkloadResult, standing: Decision | None, key: str) -> str:
    offered = [one.strategy.title for one in result.ranked if one.is_feasible]
    if not offered:
        note("No strategy is possible. Keep today, accept the gap, or change the objectives.")
        return ""
    chosen = st.selectbox(
        "Strategy",
        offered,
        index=_place(result, standing) or 0,
        format_func=lambda title: f"{offered.index(title) + 1}. {title}",
        key=key,
        label_visibility="collapsed",
    )
    return str(chosen or "")


def _place(result: WorkloadResult, standing: Decision | None) -> int | None:
    """Return which of the strategies on offer is decided, None if none of them is."""
    named = standing.strategy.strip().casefold() if standing else ""
    offered = [one.strategy for one in result.ranked if one.is_feasible]
    found = (place for place, one in enumerate(offered)
             if named in {one.title.casefold(), one.id.casefold()})  # fmt: skip
    return next(found, None)


def _kept(result: WorkloadResult, standing: Decision | None, key: str) -> str:
    offered = [one.strategy.title for one in result.ranked if one.is_feasible]
    place = _place(result, standing)
    chosen = st.selectbox(
        "With what protection",
        [_AS_TODAY, *offered],
        index=0 if place is None else place + 1,
        key=key,
        label_visibility="collapsed",
    )
    return "" if chosen in {None, _AS_TODAY} else str(chosen)


def _rule(study: Study, result: WorkloadResult, key: str) -> str:
    rules = overridable(study, result)
    if not rules:
        note("No rule and no clause stands against this workload.")
        return ""
    chosen = st.selectbox(
        "Rule",
        list(rules),
        format_func=lambda id_: rules.get(id_, id_),
        key=key,
        label_visibility="collapsed",
    )
    note("An override lifts what the rule refuses for this workload alone; its outcomes stay.")
    return str(chosen or "")


def overridable(study: Study, result: WorkloadResult) -> dict[str, str]:
    """Return what refuses strategies of a workload, by the name an override gives it."""
    rules = {
        rule.name: f"{rule.name}: {rule.message}".rstrip(": ")
        for rule in study.portfolio.rules
        if rule.applies_to(result.workload) and rule.is_blocking
    } | {
        clause.id: f"{clause.regime} {clause.clause}: {clause.condition}"
        for clause in result.clauses
        if clause.is_blocking and clause.outcome is not ClauseOutcome.PASS
    }
    whole = study.workload(result.workload.id, detail="all")
    for refused in refused_pairs(whole.ranked):
        for reason in refused.reasons:
            if reason.code not in {"corporate-policy", "regulation"}:
                rules.setdefault(reason.code, f"{reason.code}: {reason.message}")
    return rules


def _names(opened: Current, result: WorkloadResult) -> list[str]:
    """Return who may decide: the last who did here, the owner, those who did, who works here."""
    portfolio = opened.reading.portfolio
    known = decisions.names(portfolio.decisions if portfolio else ())
    offered = [state.decider(), result.workload.owner or "", *known, who()]
    return [name for name in dict.fromkeys(offered) if name]


def _decide(opened: Current, result: WorkloadResult, wanted: Wanted) -> None:
    if wanted.fault:
        state.say(Notice(wanted.fault, is_fault=True))
        return
    edits = decisions.decide_edits(
        opened.review, result.workload.id, wanted, today=today(), who=who(), when=now()
    )
    title = result.workload.title
    state.keep_decider(wanted.decided_by)
    if not edits:
        state.say(Notice(f"That is what is decided for {title} already."))
    elif save(edits) is not None:
        state.say(Notice(f"{title}: {_TITLES[wanted.kind].lower()}. Saved."))


def _withdraw(opened: Current, workload_id: str, rule: str) -> None:
    edits = decisions.withdraw_edits(opened.review, workload_id, rule, who=who(), when=now())
    if edits and save(edits) is not None:
        state.say(Notice("The decision is withdrawn. Undo brings it back."))
