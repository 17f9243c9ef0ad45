"""What may a profile file hold? A JSON schema for editors, of the rules that are installed here.

Editors of TOML read schemas of draft 4 to 7, so that “if … then …” is written as “not … or …”. What only the loader can
know (clauses that are referred to, days that exist, ids used twice) is told by `auditor profiles validate`.
"""

import json
from collections.abc import Mapping
from typing import Any

from auditor.model.profile import EffectKind, How, Profile
from auditor.registry import Checks

DRAFT = "http://json-schema.org/draft-07/schema#"
SCHEMA_ID = "urn:govsite-auditor:profile"

Schema = dict[str, Any]


def schema(checks: Checks) -> Schema:
    """The schema of one profile file."""
    drawn = Profile.model_json_schema(mode="validation")
    defs: Schema = drawn["$defs"]
    names = sorted(checks.rules)
    for name in names:
        defs |= _params(name, checks)
    defs["Binding"] |= {"anyOf": [_has("rule"), _has("like")], "allOf": [_bound(name, defs) for name in names]}
    defs["Binding"]["properties"]["rule"] = {
        "enum": names,
        "x-taplo": {"docs": {"enumValues": [checks.rules[name].rule.title for name in names]}},
    }
    rules = {name: {"$ref": f"#/$defs/{name}"} for name in names}
    defs["Override"]["properties"]["params"] = {"type": "object", "properties": rules, "additionalProperties": False}
    defs["Clause"]["allOf"] = _clause()
    defs["Effect"]["allOf"] = _effect()
    drawn["properties"] |= {key: _tables(drawn["properties"][key]) for key in ("clauses", "overrides")}
    return {"$schema": DRAFT, "$id": SCHEMA_ID, **drawn}


def text(checks: Checks) -> str:
    return json.dumps(schema(checks), ensure_ascii=False, indent=1) + "\n"


def _params(name: str, checks: Checks) -> Schema:
    """The parameters of a rule, under its name, with all that they refer to."""
    check = checks.rules[name]
    drawn = check.params_type.model_json_schema(mode="validation", ref_template=f"#/$defs/{name}.{{model}}")
    inner = {f"{name}.{key}": value for key, value in drawn.pop("$defs", {}).items()}
    return {name: {**drawn, "title": check.rule.title}, **inner}


def _bound(name: str, defs: Mapping[str, Any]) -> Schema:
    """A binding of this rule takes its parameters; what it must be told may come from the clause that it is like."""
    wanted = defs[name].pop("required", [])
    told: Schema = {"properties": {"params": {"$ref": f"#/$defs/{name}"}}}
    if wanted:
        told["anyOf"] = [_has("like"), {"required": ["params"], "properties": {"params": {"required": wanted}}}]
    return _when("rule", [name], told)


def _clause() -> list[Schema]:
    some: Schema = {"required": ["checks"], "properties": {"checks": {"minItems": 1}}}
    manual: Schema = {"required": ["reason"], "properties": {"reason": {"minLength": 1}, "checks": {"maxItems": 0}}}
    return [_when("how", [How.MANUAL], manual), _when("how", [How.AUTOMATIC, How.ASSISTED], some)]


def _effect() -> list[Schema]:
    paid = {"required": ["points"], "properties": {"points": {"minimum": 0.0001}}}
    free = {"properties": {"points": {"maximum": 0}}}
    return [
        _when("kind", [EffectKind.DEDUCT, EffectKind.BONUS], paid),
        _when("kind", [EffectKind.VETO, EffectKind.ADVISE], free),
        _when("scale", ["each"], {"required": ["each"], "properties": {"each": {"minimum": 0.0001}}}),
        _when("scale", ["steps"], {"required": ["steps"], "properties": {"steps": {"minItems": 1}}}),
    ]


def _when(key: str, values: list[Any], then: Schema) -> Schema:
    said = {"properties": {key: {"enum": [str(value) for value in values]}}, "required": [key]}
    return {"anyOf": [{"not": said}, then]}


def _has(key: str) -> Schema:
    return {"required": [key], "properties": {key: {"minLength": 1}}}


def _tables(drawn: Schema) -> Schema:
    """A list of tables: none is the same as an empty one."""
    return {key: value for key, value in drawn.items() if key != "default"}
