"""The JSON schema for editors: what the loader takes it takes, and what is wrong in one place is told there."""

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from auditor.model.profile import Profile
from auditor.profile import validate
from auditor.profile.schema import schema, text
from auditor.registry import installed
from tests.profiles.snapshots import SCHEMA, SHIPPED, SHIPPED_FILES

SOUND = """
id = "county-2024"
title = "某县要点"
issued = 2024-03-01
extends = ["national-2019"]

[[clauses]]
id = "1"
duty = "设有历史专题栏目"
how = "automatic"
checks = [{ rule = "topics.archive-column", params = { names = ["历史专题"] } }]
effect = { kind = "deduct", points = 2, scale = "steps", steps = [{ from_share = 0.5, keeps = 0.5 }] }

[[clauses]]
id = "2"
duty = "办理流程规范"
how = "manual"
reason = "网站上看不到"

[[overrides]]
clause = "national-2019:links-inner"
drop = "另有巡检"
"""

BROKEN = {
    "an unknown key": ('title = "某县要点"', 'titel = "某县要点"'),
    "no title": ('title = "某县要点"\n', ""),
    "an id in capitals": ('id = "county-2024"', 'id = "County"'),
    "an unknown rule": ("topics.archive-column", "topics.archive-columns"),
    "an unknown parameter": ('names = ["历史专题"]', 'name = ["历史专题"]'),
    "a parameter of another type": ('names = ["历史专题"]', "names = 3"),
    "a way of judging that is none": ('how = "automatic"', 'how = "automatically"'),
    "points under advice": ('kind = "deduct"', 'kind = "advise"'),
    "steps that are missing": (", steps = [{ from_share = 0.5, keeps = 0.5 }]", ""),
    "a manual clause without a reason": ('reason = "网站上看不到"\n', ""),
    "a share above one": ("from_share = 0.5", "from_share = 5"),
    "a clause without checks": ("checks = [{ rule", "x = [{ rule"),
    "a binding of nothing": ('rule = "topics.archive-column", ', ""),
}


@cache
def validator() -> Draft7Validator:
    drawn = schema(installed())
    Draft7Validator.check_schema(drawn)
    return Draft7Validator(drawn)


def flaws(toml: str) -> list[str]:
    table: Any = json.loads(json.dumps(tomllib.loads(toml), default=date.isoformat))
    return [error.json_path for error in validator().iter_errors(table)]


def test_the_shipped_schema_is_that_of_the_shipped_rules() -> None:
    """When a rule or its parameters change: `python -m tests.profiles.snapshots`."""
    assert SCHEMA.read_text(encoding="utf-8") == text(installed())


@pytest.mark.parametrize("profile", SHIPPED)
def test_a_shipped_profile_fits_the_schema_and_names_it(profile: str) -> None:
    toml = (SHIPPED_FILES / f"{profile}.toml").read_text(encoding="utf-8")
    assert flaws(toml) == []
    named = toml.partition("\n")[0].removeprefix("#:schema ")
    assert (SHIPPED_FILES / named).resolve() == SCHEMA.resolve()


def test_a_profile_in_order_is_one_for_both(tmp_path: Path) -> None:
    (tmp_path / "county-2024.toml").write_text(SOUND, encoding="utf-8")
    assert flaws(SOUND) == []
    assert validate(str(tmp_path / "county-2024.toml")) == ()


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_loader_refuses_the_schema_refuses_too(what: str, tmp_path: Path) -> None:
    old, new = BROKEN[what]
    assert old in SOUND
    toml = SOUND.replace(old, new)
    (tmp_path / "county-2024.toml").write_text(toml, encoding="utf-8")
    assert validate(str(tmp_path / "county-2024.toml"))
    assert flaws(toml)


def test_every_key_of_a_profile_is_in_the_schema() -> None:
    assert set(schema(installed())["properties"]) == set(Profile.model_fields)
