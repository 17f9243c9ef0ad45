"""What does a result look like to a program? `python -m auditor_reports.schema` writes the published JSON schema."""

import json
from importlib.resources import files
from pathlib import Path

from auditor.model.result import SCHEMA_VERSION, AuditResult
from auditor_reports.json_ import SCHEMA_ID

FILE = f"result-{SCHEMA_VERSION}.schema.json"


def schema() -> str:
    """The schema of the JSON report. Fields marked `x-volatile` may differ between two equal runs."""
    drawn = AuditResult.model_json_schema(mode="serialization")
    drawn["properties"] = {"$schema": {"const": SCHEMA_ID}, **drawn["properties"]}
    drawn["required"] = ["$schema", *drawn["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps({**head, **drawn}, ensure_ascii=False, indent=2) + "\n"


def published() -> str:
    """The schema as it was committed."""
    return files("auditor_reports").joinpath("schema", FILE).read_text("utf-8")


if __name__ == "__main__":
    Path(__file__).with_name("schema").joinpath(FILE).write_text(schema(), encoding="utf-8")
