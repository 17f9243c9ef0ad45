"""The result for programs: the published schema's JSON, the same bytes for the same result."""

import json
from datetime import date, datetime
from typing import Any

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import SCHEMA_VERSION, AuditResult
from auditor_reports.safe import is_address, mask

SCHEMA_ID = f"urn:govsite-auditor:result:{SCHEMA_VERSION}"


class JsonReport:
    """What a program reads. Keys in the order of the model, UTF-8, two blanks, words not translated.

    Personal data in the words of the site is masked; the language only concerns people and changes nothing.
    """

    name = "json"
    suffix = ".json"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        content = {"$schema": SCHEMA_ID, **result.model_dump()}
        for finding in content["findings"]:
            finding["values"] = _masked(finding["values"])
            for evidence in finding["evidence"]:
                evidence["quote"] = mask(evidence["quote"])
                evidence["values"] = _masked(evidence["values"])
        text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False, default=_written)
        # A lone surrogate has no UTF-8; as \udXXX it is still JSON.
        return (text + "\n").encode("utf-8", "backslashreplace")


def _written(value: Any) -> str:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a result")


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask(value, mobiles=not is_address(value))
        case dict():
            return {mask(key): _masked(item) for key, item in value.items()}
        case list() | tuple():
            return [_masked(item) for item in value]
    return value
