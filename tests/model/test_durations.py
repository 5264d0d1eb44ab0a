"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.model.durations import parse_duration, write_duration
from bcdr.model.figures import Remark
from bcdr.model.vocabulary import Duration, Special


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("4", 4),
        ("4 h", 4),
        ("4h", 4),
        ("4 HRS", 4),
        ("2h30m", 2.5),
        ("1h01m01s", 1 + 1 / 60 + 1 / 3600),
        ("24h10s", 24 + 10 / 3600),
        ("4 hours and 30 minutes", 4.5),
        ("15 Mins", 0.25),
        ("2 days", 48),
        ("14 Días", 336),
        ("3 Tage", 72),
        ("1,5 h", 1.5),
        ("1 営業", None),
        ("4時間", 4),
        ("01:23:45", 1 + 23 / 60 + 45 / 3600),
        ("36:30", 36.5),
        ("1 day, 4:00:00", 28),
        ("1 Day 4 Hours", 28),
        ("1970-01-01 04:00:00", 4),
        ("PT4H30M", 4.5),
        ("P1DT2H", 26),
        ("0 (no data loss)", 0),
        ("[4 h]", 4),
        ("**2h**", 2),
        ("432000 s", 120),
        ("~ 4 h", 4),
        ("4.0", 4),
        ("\uff11\uff12 h", 12),
        ("1 Std. 30 Min.", 1.5),
        ("4 heures", 4),
        ("2 semaines", 336),
        ("3 jours", 72),
        ("4 horas", 4),
        ("2 dias", 48),
        ("4 uur", 4),
        ("1 etmaal", 24),
        ("30分", 0.5),
        ("2日", 48),
        ("one hour", 1),
        ("eine Stunde", 1),
        ("half an hour", 0.5),
        ("media hora", 0.5),
        ("½ h", 0.5),
        ("1½ h", 1.5),
        ("1/2 h", 0.5),
        ("4h30", 4.5),
        ("1 04:00:00", 28),
        ("1.04:00:00", 28),
        ("04:00:00 AM", 4),
        ("12:00:00 AM", 0),
        ("1970-01-02T04:00:00Z", 28),
        ("1900-01-01 12:00:00", 36),
        ("1899-12-30 04:00:00", 4),
        ("P1W", 168),
        ("RTO: 4 h", 4),
        ("4 h RTO", 4),
        ("4 hours per SLA", 4),
        ("4 hours\nDaily backup", 4),
        ("約4時間", 4),
        ("approx. 4 h", 4),
        ("etwa 4 Stunden", 4),
        ("250 ms", 1 / 14400),
        ("4h\u00b9", 4),
        ("4 h \u2020", 4),
        ("4 (four) hours", 4),
        ("four (4) hours", 4),
        ("anderthalb Stunden", 1.5),
        ("24 hours (next day)", 24),
    ],
)
def test_a_duration_is_read_in_the_unit_it_names(text: str, hours: float | None) -> None:
    assert parse_duration(text).value == (pytest.approx(hours) if hours is not None else None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("< 1 min", 1 / 60),
        ("≤ 15 Mins", 0.25),
        ("<1 hour", 1),
        ("up to 4 h", 4),
        ("Menor a 1 hora", 1),
        ("4時間以内", 4),
        ("max. 8 h", 8),
        ("bis zu 4 Stunden", 4),
        ("innerhalb von 24 Stunden", 24),
        ("unter einer Stunde", 1),
        ("moins de 4 heures", 4),
        ("jusqu'à 2 jours", 48),
        ("4 heures maximum", 4),
        ("menos de 4 horas", 4),
        ("hasta 2 días", 48),
        ("até 4 horas", 4),
        ("no máximo 4 horas", 4),
        ("binnen 4 uur", 4),
        ("4 uur of minder", 4),
        ("最大4時間", 4),
        ("4時間未満", 4),
        ("within 4 hours of declaration", 4),
        ("**< 30min**", 0.5),
        ("< ~4h", 4),
        ("≤ 24 Hours\n(Daily Backup)", 24),
    ],
)
def test_an_upper_bound_gives_the_bound_and_says_so(text: str, hours: float) -> None:
    parsed = parse_duration(text)

    assert parsed.value == pytest.approx(hours)
    assert parsed.remark is Remark.BOUND


def test_a_lower_bound_gives_its_figure_and_says_so() -> None:
    parsed = parse_duration("> 24 h")

    assert (parsed.value, parsed.remark) == (24, Remark.LOWER_BOUND)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0-5 min", 0, 5 / 60),
        ("0\u20135 min", 0, 5 / 60),
        ("4-12 hours", 4, 12),
        ("30 min - 2 h", 0.5, 2),
        ("1 to 2 days", 24, 48),
        ("1-2", 1, 2),
        ("8-4 h", 4, 8),
        ("zwischen 2 und 4 Stunden", 2, 4),
        ("4 bis 8 Std", 4, 8),
        ("de 2 à 4 heures", 2, 4),
        ("entre 2 y 4 horas", 2, 4),
        ("de 2 a 4 horas", 2, 4),
        ("4 tot 8 uur", 4, 8),
        ("4〜8時間", 4, 8),
    ],
)
def test_a_range_gives_both_ends(text: str, low: float, high: float) -> None:
    parsed = parse_duration(text)

    assert parsed.remark is Remark.RANGE
    assert parsed.value == pytest.approx(low)
    assert parsed.high_hours == pytest.approx(high)


def test_zero_near_zero_not_applicable_and_blank_are_four_answers() -> None:
    answers = [parse_duration(text).value for text in ("0", "near zero", "not applicable", "")]

    assert answers == [0, Special.NEAR_ZERO, Special.NOT_APPLICABLE, None]


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (0.0, "0|0 h|0 minutes|zero data loss|kein Datenverlust|aucune perte|sin pérdida de datos"),
        (0.0, "sem perda de dados|geen dataverlies|データ損失なし|ゼロ|0 (no data loss)"),
        (Special.NEAR_ZERO, "Near zero|(Near Real-Time)|Immediate|sofort|nahezu null|quasi nul"),
        (Special.NEAR_ZERO, "immédiat|immediat|inmediato|casi cero|quase zero|imediato|bijna nul"),
        (Special.NEAR_ZERO, "onmiddellijk|直前まで|即時|~0"),
        (Special.NOT_APPLICABLE, "Not applicable|entfällt|nicht zutreffend|sans objet|No aplica"),
        (Special.NOT_APPLICABLE, "não se aplica|nao se aplica|niet van toepassing|該当なし|対象外"),
    ],
)
def test_zero_near_zero_and_not_applicable_are_known_in_every_language(
    value: Duration, texts: str
) -> None:
    assert [parse_duration(text).value for text in texts.split("|")] == [value] * (
        texts.count("|") + 1
    )


def test_a_comment_behind_the_figure_is_kept_as_its_note() -> None:
    notes = {
        text: parse_duration(text).note
        for text in (
            "0 (atomic rollback)",
            "4 h, daily copy",
            "≤ 24 Hours\n(Daily Backup)",
            "4 h",
        )
    }

    assert list(notes.values()) == ["atomic rollback", "daily copy", "daily backup", ""]


def test_a_comment_that_makes_it_working_time_is_not_overlooked() -> None:
    assert parse_duration("4 h (business hours)").remark is Remark.WORKING_TIME
    assert parse_duration("4 h (Business Critical)").value == 4


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("N/A", Remark.AMBIGUOUS_BLANK),
        ("NotApplicable", Remark.AMBIGUOUS_BLANK),
        ("TBD", Remark.PLACEHOLDER),
        ("[TIME]", Remark.PLACEHOLDER),
        ("Minutes / Hours", Remark.PLACEHOLDER),
        ("Next business day", Remark.WORKING_TIME),
        ("4 horas hábiles", Remark.WORKING_TIME),
        ("1営業日前の時点", Remark.WORKING_TIME),
        ("Best effort", Remark.WORKING_TIME),
        ("Minutes", Remark.MAGNITUDE),
        ("Minutes\u2013hours", Remark.MAGNITUDE),
        ("-4 h", Remark.NEGATIVE),
        ("-1", Remark.SENTINEL),
        ("soon", Remark.NOT_A_DURATION),
        ("24x7", Remark.SERVICE_HOURS),
        ("rto: 4h,rpo: 5h", Remark.NOT_A_DURATION),
        ("4 apples", Remark.NOT_A_DURATION),
        ("-", Remark.NONE),
        ("…", Remark.NONE),
        ("#N/A", Remark.NONE),
        ("n.v.t.", Remark.AMBIGUOUS_BLANK),
        ("N/A - stateless", Remark.AMBIGUOUS_BLANK),
        ("Data not found", Remark.PLACEHOLDER),
        ("Not collected", Remark.PLACEHOLDER),
        ("X Hours", Remark.PLACEHOLDER),
        ("[N h]", Remark.PLACEHOLDER),
        ("Yes / No / Partial", Remark.PLACEHOLDER),
        ("k.A.", Remark.PLACEHOLDER),
        ("à définir", Remark.PLACEHOLDER),
        ("por definir", Remark.PLACEHOLDER),
        ("não definido", Remark.PLACEHOLDER),
        ("onbekend", Remark.PLACEHOLDER),
        ("未定", Remark.PLACEHOLDER),
        ("Same day", Remark.WORKING_TIME),
        ("5 business days", Remark.WORKING_TIME),
        ("2 Werktage", Remark.WORKING_TIME),
        ("2 jours ouvrés", Remark.WORKING_TIME),
        ("J+1", Remark.WORKING_TIME),
        ("2 dias úteis", Remark.WORKING_TIME),
        ("2 werkdagen", Remark.WORKING_TIME),
        ("ベストエフォート", Remark.WORKING_TIME),
        ("a few hours", Remark.MAGNITUDE),
        ("einige Stunden", Remark.MAGNITUDE),
        ("数時間", Remark.MAGNITUDE),
        ("24/7", Remark.SERVICE_HOURS),
        ("At all times", Remark.SERVICE_HOURS),
        ("Last week of every month", Remark.SERVICE_HOURS),
        ("rund um die Uhr", Remark.SERVICE_HOURS),
        ("24時間365日", Remark.SERVICE_HOURS),
        ("2-Jan", Remark.DATE),
        ("02. Jan", Remark.DATE),
        ("2026-01-02", Remark.DATE),
        ("8/4/2026", Remark.DATE),
        ("stateless", Remark.WITHOUT_DATA),
        ("100%", Remark.NOT_A_DURATION),
        ("4/8 h", Remark.NOT_A_DURATION),
        ("4h / 8h", Remark.NOT_A_DURATION),
        ("x" * 400, Remark.NOT_A_DURATION),
    ],
)
def test_what_is_no_duration_has_no_value_and_says_why(text: str, remark: Remark) -> None:
    parsed = parse_duration(text)

    assert (parsed.value, parsed.remark) == (None, remark)


def test_a_number_without_a_unit_is_in_the_unit_asked_for() -> None:
    assert parse_duration("30", unit="min").value == 0.5
    assert not parse_duration("30").has_unit
    assert parse_duration("30 min").has_unit


@given(
    st.one_of(
        st.none(),
        st.sampled_from(Special),
        st.floats(min_value=0, max_value=87_600, allow_subnormal=False),
        st.integers(0, 100_000).map(lambda minutes: minutes / 60),
    )
)
def test_a_written_duration_is_read_as_the_same_value(hours: Duration) -> None:
    assert parse_duration(write_duration(hours)).value == hours


@given(st.integers(1, 500), st.sampled_from(["s", "min", "h", "d", "days", "Stunden", "時間"]))
def test_case_and_spaces_change_nothing(number: int, unit: str) -> None:
    spellings = {
        parse_duration(text).value
        for text in (f"{number} {unit}", f" {number}{unit.upper()} ", f"{number}  {unit}.")
    }

    assert len(spellings) == 1
    assert None not in spellings


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    value = parse_duration(text).value

    assert value is None or isinstance(value, Special) or value >= 0
