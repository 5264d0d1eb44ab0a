"""What protecting a workload costs, in words."""

import math

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Special
from bcdr.study import Study
from bcdr.ui.costs import (
    BROKEN,
    KEPT,
    NO_MTD,
    cost_claim,
    cost_lines,
    mtd_words,
    penalty_lines,
    worst_claim,
)
from tests import factories as make


def studied(**given: object) -> Study:
    return make.study(make.workload(current=(make.current(),), **given))


def lines_of(study: Study, assignment: str) -> list[dict[str, object]]:
    table = study.cost_table()
    return table[table["assignment"] == assignment].to_dict("records")


def test_a_component_is_quantity_times_price_with_the_source_of_the_price() -> None:
    study = studied()
    first = max(lines_of(study, "planned"), key=lambda line: line["amount_per_year"])
    shown = cost_lines(lines_of(study, "planned"), study.catalogue)[0]
    price = study.catalogue.price(str(first["price_id"]))
    assert shown.component.casefold().replace(" ", "-") == first["component"]
    assert str(first["unit"]) in shown.quantity
    assert shown.price_note == f"{price.id}: {price.source}, {price.date}"


def test_a_sum_of_money_has_no_price() -> None:
    line = {
        "component": "planned-stops", "target": "Vault", "quantity": 12.0, "unit": "EUR",
        "price": 1.0, "price_id": "", "amount_per_year": 12.0, "currency": "EUR",
    }  # fmt: skip
    (shown,) = cost_lines([line], load_catalogue())
    assert (shown.price, shown.price_note) == ("", "a sum of money, no price")
    assert shown.component == "Planned stops"


def test_penalties_of_all_scenarios_add_up_to_the_expected_penalty() -> None:
    study = studied()
    result = study.workload("Ledger")
    lines = penalty_lines(result, study.frequencies[0].tolist(), study.catalogue)
    for sums, assigned in (
        (sum(line.today_per_year or 0.0 for line in lines), result.today),
        (sum(line.planned_per_year or 0.0 for line in lines), result.planned),
    ):
        assert math.isclose(sums, assigned.cost.expected_penalty_per_year, rel_tol=1e-9)


def test_a_scenario_that_nothing_survives_breaks_the_mtd() -> None:
    study = studied()
    lines = penalty_lines(study.workload("Ledger"), study.frequencies[0].tolist(), study.catalogue)
    mtd = {line.scenario: line.today_mtd for line in lines}
    assert mtd[study.catalogue.scenario("ransomware").title] == BROKEN
    assert mtd[study.catalogue.scenario("vm-failure").title] == KEPT


def test_a_blank_mtd_is_never_kept() -> None:
    study = studied(mtd_hours=None, criticality=None)
    result = study.workload("Ledger")
    assert result.objectives[0].mtd_hours is None
    lines = penalty_lines(result, study.frequencies[0].tolist(), study.catalogue)
    assert {line.today_mtd for line in lines} == {NO_MTD}


def test_where_nobody_needs_it_back_no_mtd_is_judged() -> None:
    never = Special.NOT_APPLICABLE
    study = studied(mtd_hours=never, rto_hours=never, rpo_hours=never)
    lines = penalty_lines(study.workload("Ledger"), study.frequencies[0].tolist(), study.catalogue)
    assert {line.planned_mtd for line in lines} == {""}


def test_the_claims_name_the_year_and_the_worst_event() -> None:
    study = studied()
    result = study.workload("Ledger")
    assert cost_claim(result, "USD").startswith("Outlay and expected penalty with the plan: USD ")
    assert cost_claim(result, "USD").endswith(" than today")
    lines = penalty_lines(result, study.frequencies[0].tolist(), study.catalogue)
    worst = max(lines, key=lambda line: line.planned_event or 0.0)
    assert worst.scenario[1:] in worst_claim(lines, "USD")


def test_the_mtd_that_holds_is_said() -> None:
    assert mtd_words(studied().workload("Ledger").objectives) == "The MTD is 4 d."
