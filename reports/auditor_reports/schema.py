"""What do a result and a comparison look like to a program? `python -m auditor_reports.schema` writes their schemas."""

import json
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel

from auditor.model.result import SCHEMA_VERSION, AuditResult
from auditor_reports.comparing_json import COMPARISON_ID, COMPARISON_VERSION, ComparedResults
from auditor_reports.json_ import SCHEMA_ID

FILE = f"result-{SCHEMA_VERSION}.schema.json"
COMPARISON_FILE = f"comparison-{COMPARISON_VERSION}.schema.json"


def schema() -> str:
    """The schema of the JSON report. Fields marked `x-volatile` may differ between two equal runs."""
    return _drawn(AuditResult, SCHEMA_ID)


def comparison_schema() -> str:
    """The schema of what `diff` and `recheck --outcomes` write as JSON."""
    return _drawn(ComparedResults, COMPARISON_ID)


def _drawn(model: type[BaseModel], ident: str) -> str:
    drawn = model.model_json_schema(mode="serialization")
    drawn["properties"] = {"$schema": {"const": ident}, **drawn["properties"]}
    drawn["required"] = ["$schema", *drawn["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ident}
    return json.dumps({**head, **drawn}, ensure_ascii=False, indent=2) + "\n"


def published(name: str = FILE) -> str:
    """A schema as it was committed."""
    return files("auditor_reports").joinpath("schema", name).read_text("utf-8")


if __name__ == "__main__":
    folder = Path(__file__).with_name("schema")
    folder.joinpath(FILE).write_text(schema(), encoding="utf-8")
    folder.joinpath(COMPARISON_FILE).write_text(comparison_schema(), encoding="utf-8")
