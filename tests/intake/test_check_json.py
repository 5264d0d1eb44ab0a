"""The JSON of a check is a public contract."""

import json

from bcdr.intake import check_json
from tests.intake.books import book, read


def test_the_json_says_how_the_file_was_understood() -> None:
    content = book(
        Applications=[["Inventory"], ["App name", "RTO (min)", "Colour"], ["Shop", "soon", "red"]]
    )

    found = check_json(read(content))

    assert json.loads(json.dumps(found)) == found
    assert (found["schema"], found["kind"]) == (1, "check")
    assert found["tables"] == [
        {
            "sheet": "Applications",
            "range": "A2:C3",
            "role": "Applications",
            "header_row": 2,
            "mapping": {"application": "App name", "rto_hours": "RTO (min)"},
            "columns": [
                {
                    "header": "App name",
                    "cell": "A2",
                    "field": "application",
                    "unit": "",
                    "confidence": 0.97,
                },
                {
                    "header": "RTO (min)",
                    "cell": "B2",
                    "field": "rto_hours",
                    "unit": "min",
                    "confidence": 1.0,
                },
                {"header": "Colour", "cell": "C2", "field": None, "unit": "", "confidence": 0.0},
            ],
        }
    ]
    assert {
        "code": "not-a-duration",
        "severity": "error",
        "sheet": "Applications",
        "cell": "B3",
        "problem": "'soon' is not a duration; it is read as blank.",
        "remedy": "Write 4 h, 30 min or 2 days.",
    } in found["findings"]
    assert found["counts"]["workloads"] == 1
    assert found["counts"]["errors"] == 1


def test_a_file_that_cannot_be_used_has_findings_and_no_tables() -> None:
    found = check_json(read(b""))

    assert (found["tables"], found["counts"]["workloads"]) == ([], 0)
    assert found["findings"][0]["code"] == "file-empty"


def test_the_json_says_how_complete_each_application_is() -> None:
    content = book(Applications=[["Application", "RTO"], ["Shop", "4 h"]])
    (found,) = check_json(read(content))["completeness"]
    assert (found["application"], found["stars"]) == ("Shop", 0)
    assert found["missing"][:2] == ["RPO", "Criticality"]
    assert found["reason"].startswith("RPO is blank: it decides how often")
