"""The auditor from Python."""

import doctest
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor import library
from auditor.config import ConfigError
from auditor.demo.portal import clean
from auditor.demo.serve import Served
from auditor.library import Auditor, Config
from auditor.model.settings import GatherSettings
from auditor.profile import ProfileError


async def test_a_site_is_scanned_and_judged_again(tmp_path: Path) -> None:
    async with Served(clean(datetime.now(UTC).date())) as served:
        gather = served.settings(GatherSettings(workers=0, render="never"))
        asked = Config(store=str(tmp_path / "a.db"), profile="kazuo-2021", gather=gather)
        async with Auditor(asked) as auditor:
            result = await auditor.scan(served.portal)
            again = auditor.judge("latest", profile="national-2019")
            assert auditor.store.result(result.run.id, "kazuo-2021") == result
    assert result.profile.id == "kazuo-2021"
    assert again.profile.id == "national-2019"
    assert again.run == result.run
    assert result.score.low is not None
    assert "unmet" not in {finding.outcome for finding in result.findings}


async def test_bad_input_is_one_sentence_before_anything_is_gathered(tmp_path: Path) -> None:
    async with Auditor(Config(store=str(tmp_path / "a.db"))) as auditor:
        with pytest.raises(ConfigError):
            await auditor.scan("http://a b/")
    async with Auditor(Config(store=str(tmp_path / "a.db"), profile="kazou-2021")) as auditor:
        with pytest.raises(ProfileError, match="kazuo-2021"):
            await auditor.scan("https://www.example.gov.cn/")
        assert auditor.store.runs() == []


def test_the_example_of_the_docs_runs() -> None:
    assert doctest.testmod(library).failed == 0


def test_it_is_used_inside_async_with() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        _ = Auditor().store
