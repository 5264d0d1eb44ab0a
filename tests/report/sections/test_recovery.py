"""The order of recovery, and the steps after a restore."""

from dataclasses import replace

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Family
from bcdr.report.content import build_content
from bcdr.report.sections.extract import extract
from bcdr.report.sections.recovery_order import wave_of
from bcdr.report.sections.runbooks import applying
from bcdr.study import Study, run_study
from tests.report.portfolios import SETTINGS, portfolio, workload

STEPS = load_catalogue().restore_steps


def study(*edges: tuple[str, str]) -> Study:
    given = portfolio([workload(name) for name in ("Web", "Shop", "Data", "Other")])
    return run_study(replace(given, edges=edges), SETTINGS)


def test_a_wave_waits_only_for_earlier_ones() -> None:
    found = wave_of(extract(study(("Web", "Shop"), ("Shop", "Data"), ("Web", "Data"))))
    assert found == {"Data": 1, "Other": 1, "Shop": 2, "Web": 3}


def test_what_is_in_a_circle_or_behind_one_has_no_wave() -> None:
    found = wave_of(extract(study(("Shop", "Data"), ("Data", "Shop"), ("Web", "Shop"))))
    assert found == {"Web": None, "Shop": None, "Data": None, "Other": 1}


def test_circles_and_order_are_named_by_their_titles() -> None:
    report = build_content(study(("Shop", "Data"), ("Data", "Shop")))
    (row,) = report.table("circles").rows
    assert set(str(row[1]).split(" \N{RIGHTWARDS ARROW} ")) == {"Shop", "Data"}
    order = report.table("recovery-order")
    assert order.values("wave")[-2:] == ("circle", "circle")


def test_steps_follow_family_and_what_the_workload_says() -> None:
    plain = workload("Shop", static_ip=False, site_to_site_vpn=False, source_platform="Hyper-V")
    ids = {step.id for step, _ in applying(STEPS, plain, {Family.BACKUP})}
    assert "mac-address" in ids
    assert not ids & {"static-ip", "address-in-use", "vmware-tools", "replicated-address"}
    moved = workload("Shop", static_ip=True, site_to_site_vpn=True, source_platform="VMware 7")
    ids = {step.id for step, _ in applying(STEPS, moved, {Family.BACKUP})}
    assert {"static-ip", "address-in-use", "vmware-tools"} <= ids


def test_a_step_of_which_nobody_stated_whether_it_applies_is_listed_as_such() -> None:
    why = {step.id: said for step, said in applying(STEPS, workload("Shop"), {Family.BACKUP})}
    assert why["static-ip"] == "check: not stated"
    assert why["mac-address"] == "always"


def test_steps_come_in_their_order_and_nothing_is_restored_without_protection() -> None:
    steps = [step for step, _ in applying(STEPS, workload("Shop"), {Family.CONTINUITY})]
    assert [step.order for step in steps] == sorted(step.order for step in steps)
    assert applying(STEPS, workload("Shop"), {Family.NONE}) == []
