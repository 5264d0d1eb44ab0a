"""The targets of a workbook that describes none."""

from bcdr.intake.assumed_targets import assumed_targets
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Hub
from bcdr.model.vocabulary import TargetKind

NORTH = Hub(name="North", site="Hamburg", region="Coast", jurisdiction="DE")
SOUTH = Hub(name="South", site="Rotterdam", region="Randstad", jurisdiction="NL")
CATALOGUE = load_catalogue()


def test_an_external_target_in_the_datacenter_stands_at_the_site_of_the_hub() -> None:
    target = next(
        t for t in assumed_targets([NORTH], CATALOGUE) if t.kind is TargetKind.EXISTING_EXTERNAL
    )

    assert (target.site, target.region, target.jurisdiction) == ("Hamburg", "Coast", "DE")


def test_other_targets_stand_elsewhere_and_their_jurisdiction_is_not_known() -> None:
    target = next(t for t in assumed_targets([NORTH], CATALOGUE) if t.kind is TargetKind.AZURE)

    assert target.site not in (None, "Hamburg")
    assert target.region not in (None, "Coast")
    assert target.jurisdiction is None


def test_with_several_hubs_each_is_the_second_hub_of_the_others() -> None:
    targets = assumed_targets([NORTH, SOUTH], CATALOGUE)

    assert {t.name: t.serves for t in targets if t.kind is TargetKind.SECOND_HUB} == {
        "North": ("South",),
        "South": ("North",),
    }


def test_what_stands_beside_a_hub_is_assumed_for_each_hub() -> None:
    targets = assumed_targets([NORTH, SOUTH], CATALOGUE)

    beside = [t for t in targets if t.kind is TargetKind.EXISTING_EXTERNAL]
    assert [(t.site, t.serves) for t in beside] == [
        ("Hamburg", ("North",)),
        ("Rotterdam", ("South",)),
    ]


def test_names_are_unique_and_what_they_copy_to_is_there() -> None:
    for hubs in ([NORTH], [NORTH, SOUTH]):
        targets = assumed_targets(hubs, CATALOGUE)
        names = [target.name for target in targets]
        assert len(set(names)) == len(names)
        assert {t.copies_to for t in targets} - {None} <= set(names)
