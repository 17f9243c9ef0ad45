"""Can a program rely on the JSON?"""

import json
from typing import Any

import jsonschema
import pytest
from auditor_reports.json_ import SCHEMA_ID, JsonReport
from auditor_reports.schema import published, schema

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome
from tests.reports.results import HOME, finding
from tests.reports.states import STATES, ranged


def _said(state: str, lang: str = "zh") -> dict[str, Any]:
    content: dict[str, Any] = json.loads(JsonReport().render(STATES[state](), lang))
    return content


def test_the_published_schema_is_the_one_that_the_model_gives() -> None:
    assert published() == schema(), "run python -m auditor_reports.schema"


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_result_is_valid_under_the_published_schema(state: str) -> None:
    rules = json.loads(published())
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.validate(_said(state), rules, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def test_the_schema_marks_what_two_equal_runs_may_differ_in() -> None:
    defs = json.loads(published())["$defs"]
    marked = {
        f"{name}.{field}"
        for name, one in defs.items()
        for field, rule in one.get("properties", {}).items()
        if rule.get("x-volatile")
    }
    assert {"Run.id", "Run.started", "Run.finished", "Coverage.elapsed", "Coverage.requests", "Evidence.at"} <= marked
    assert not {name for name in marked if name.startswith(("Score", "ClauseResult", "FindingResult"))}


def test_the_result_names_its_schema_first() -> None:
    assert next(iter(_said("ranged").items())) == ("$schema", SCHEMA_ID)


def test_json_says_just_what_the_result_holds() -> None:
    said = _said("ranged")
    del said["$schema"]
    assert said == ranged().model_dump(mode="json")


def test_the_same_result_gives_the_same_bytes_in_every_language() -> None:
    assert JsonReport().render(ranged(), "zh") == JsonReport().render(ranged(), "zh")
    assert JsonReport().render(ranged(), "zh") == JsonReport().render(ranged(), "en")


def test_chinese_is_written_as_it_is() -> None:
    assert "云溪县人民政府门户网站".encode() in JsonReport().render(ranged(), "zh")


def test_personal_data_in_quotations_is_masked_and_marks_stay_true() -> None:
    quote = "联系人 张某 13800138000，见附件"
    seen = Evidence(kind="page", url=HOME, quote=quote, marks=((18, 21),), values={"phone": "13800138000"})
    one = finding("links.broken", Outcome.UNMET, HOME, "dead", values={"target": "13800138000"}, evidence=[seen])
    said = JsonReport().render(ranged().model_copy(update={"findings": (one,)}), "zh").decode()
    assert "13800138000" not in said
    [evidence] = json.loads(said)["findings"][0]["evidence"]
    start, end = evidence["marks"][0]
    assert evidence["quote"][start:end] == quote[start:end]
