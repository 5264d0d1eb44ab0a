"""The command `bcdr`: exit codes, sentences on what is wrong, and files."""

import json
from pathlib import Path

import openpyxl
import pytest

from bcdr.cli import main

SAMPLE = str(Path(__file__).parent.parent / "data" / "sample-portfolio.xlsx")
DAY = ["--as-of", "2026-11-22"]


def workbook(path: Path, *rows: tuple[object, ...]) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Applications"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return str(path)


@pytest.fixture
def clean(tmp_path: Path) -> str:
    return workbook(tmp_path / "clean.xlsx", ("Application", "RTO"), ("Payroll", "24 h"))


def test_check_of_a_file_without_errors_ends_with_0(
    clean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", clean, *DAY]) == 0
    assert "1 application, 1 workload; 0 errors" in capsys.readouterr().out


def test_check_of_a_file_with_errors_ends_with_1_and_prints_place_problem_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "soon.xlsx", ("Application", "RTO"), ("Payroll", "soon"))
    assert main(["check", path, *DAY]) == 1
    assert "Applications!B2: 'soon' is not a duration" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 200),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
    ],
)
@pytest.mark.parametrize("command", ["check", "assess"])
def test_a_file_that_cannot_be_used_ends_with_2_and_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    command: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main([command, str(path), *DAY]) == 2
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    assert len(said.split()) > 6


def test_a_file_that_is_not_there_ends_with_2_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "gone.xlsx"), *DAY]) == 2
    assert "gone.xlsx" in "".join(capsys.readouterr())


def test_a_folder_that_is_not_there_is_said_and_not_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "-o", str(tmp_path / "no" / "t.xlsx")]) == 2
    assert "Check that the folder exists" in capsys.readouterr().err


def test_check_writes_the_json_contract(tmp_path: Path) -> None:
    out = tmp_path / "check.json"
    main(["check", SAMPLE, "--json", str(out), *DAY])
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["schema"], found["kind"]) == (1, "check")
    table = next(item for item in found["tables"] if item["role"] == "Applications")
    assert table["header_row"] == 1
    assert table["mapping"]["rto_hours"] == "RTO"
    assert set(table["columns"][0]) == {"header", "cell", "field", "unit", "confidence"}
    assert set(found["findings"][0]) == {
        "code", "severity", "sheet", "cell", "problem", "remedy",
    }  # fmt: skip


def test_assess_prints_a_summary_and_writes_all_three_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / name for name in ("plan.xlsx", "plan.html", "study.json")]
    options = ["-o", str(files[0]), "--html", str(files[1]), "--json", str(files[2])]
    assert main(["assess", SAMPLE, *options, *DAY]) == 0
    assert "of 120 workloads" in capsys.readouterr().out
    assert all(path.stat().st_size > 10_000 for path in files)
    study = json.loads(files[2].read_text(encoding="utf-8"))
    assert (study["schema"], study["kind"], study["as_of"]) == (1, "study", "2026-11-22")
    assert len(study["workloads"]) == 120


def test_a_goal_that_is_not_known_is_refused_with_the_goals_there_are(
    clean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", clean, "--goal", "cheapest", *DAY]) == 2
    assert "lowest-cost" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("goal", "sets nothing"),
        ("weather.rain=1", "cannot be set"),
        ("assumptions.no-such=1", "no-such"),
    ],
)
def test_a_value_that_cannot_be_set_is_refused_with_what_can(
    clean: str, capsys: pytest.CaptureFixture[str], pair: str, sentence: str
) -> None:
    assert main(["assess", clean, "--set", pair, *DAY]) == 2
    assert sentence in capsys.readouterr().err


def test_a_value_that_was_set_is_used_and_shown_as_given(
    clean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(clean)
    sheet = book["Applications"]
    sheet["C1"], sheet["C2"], sheet["D1"], sheet["D2"] = "RPO", "24 h", "Data (GB)", 100
    book.save(clean)
    words = ["explain", clean, "--workload", "payroll", "--quantity", "loss_hours"]
    options = ["--scenario", "site-loss", "--set", "assumptions.link-efficiency=0.31"]
    assert main([*words, *options, *DAY]) == 0
    assert "link efficiency: 0.31   (given" in capsys.readouterr().out


def test_explaining_what_is_not_there_says_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["explain", SAMPLE, "--workload", "NG-004", "--scenario", "site-loss", *DAY]
    assert main([*words, "--quantity", "beauty"]) == 2
    assert "recovery_hours" in capsys.readouterr().err


def test_check_reads_several_files_together_and_says_which_one_it_means(
    clean: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = workbook(tmp_path / "later.xlsx", ("Application", "RTO"), ("Payroll", "8 h"),
                     ("Shop", "2 h"))  # fmt: skip

    assert main(["check", clean, other, *DAY]) == 0

    out = capsys.readouterr().out
    assert "2 applications, 2 workloads" in out
    assert "[later.xlsx]Applications!B2: RTO is not what [clean.xlsx]Applications says" in out


def test_check_writes_a_map_that_is_edited_and_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Application Name,Goal,RTO\nShop,30,4\nHR,60,8\n", encoding="utf-8")
    made, out = tmp_path / "map.toml", tmp_path / "check.json"
    assert main(["check", str(path), "--write-map", str(made), *DAY]) == 0
    text = made.read_text(encoding="utf-8")
    assert '"RTO" = "rto_hours"' in text
    text = text.replace('"Goal" = ""', '"Goal" = "rto_hours"')
    made.write_text(text.replace('"RTO" = "rto_hours"', '"RTO" = ""'), encoding="utf-8")

    assert main(["check", str(path), "--map", str(made), "--json", str(out), *DAY]) == 0

    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["tables"][0]["mapping"]["rto_hours"] == "Goal"
    (proposal,) = found["proposals"]
    (correction,) = found["corrections"]
    assert proposal["headers_key"] == correction["headers_key"]
    assert correction["fields"]["RTO"] == ""
    assert [column["reason"] for column in proposal["columns"][1:]] == [
        "A person chose it.",
        "A person chose not to use it.",
    ]
    capsys.readouterr()


def test_a_map_that_cannot_be_used_is_refused_with_a_sentence(
    clean: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "map.toml"
    path.write_text("[[tables]]\nrole = 'Cars'", encoding="utf-8")

    assert main(["check", clean, "--map", str(path), *DAY]) == 2
    assert "has no headers_key" in capsys.readouterr().err
    assert main(["check", clean, "--map", str(tmp_path / "none.toml"), *DAY]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_vms_are_grouped_from_a_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vms.csv"
    path.write_text(
        "VM,Powerstate,CPUs,Memory GB,Folder\na1,poweredOn,4,8,Shop\na2,poweredOn,2,8,HR\n",
        encoding="utf-8",
    )
    grouped = ["--set", "settings.vm-grouping=create from folder"]

    assert main(["check", str(path), *DAY]) == 2
    assert "create from folder" in capsys.readouterr().out
    assert main(["check", str(path), *grouped, *DAY]) == 0
    assert "2 applications, 2 workloads" in capsys.readouterr().out


def test_assess_judges_several_files_as_one(
    clean: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = workbook(tmp_path / "more.xlsx", ("Application", "RTO"), ("Shop", "2 h"))

    assert main(["assess", clean, other, *DAY]) == 0
    assert "of 2 workloads" in capsys.readouterr().out
