"""Plugins of strangers: found, sorted, loaded, refused."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, distributions
from pathlib import Path

import pytest

from auditor.registry import Formats, RegistryError, found, load_checks

Install = Callable[..., list[EntryPoint]]

CHECK = """
from auditor.api import Check, Messages, Rule

class {name}(Check):
    rule = Rule(id="{rule}", title="t", why="w", fix="f")
    messages = Messages(met="m")

CHECKS = ({name},)
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts distributions into a folder of their own: `install(dist=(group, {entry: source}))`."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def put(group: str, **dists: dict[str, str]) -> list[EntryPoint]:
        for dist, entries in dists.items():
            info = tmp_path / f"{dist}-1.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1\n")
            lines = [f"{name} = {dist}_{name}{':Show' if 'reports' in group else ''}" for name in entries]
            (info / "entry_points.txt").write_text(f"[{group}]\n" + "\n".join(lines) + "\n")
            for name, source in entries.items():
                (tmp_path / f"{dist}_{name}.py").write_text(source)
        return [point for one in distributions(path=[str(tmp_path)]) for point in one.entry_points]

    before = set(sys.modules)
    yield put
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_checks_of_several_distributions_are_loaded_sorted_by_rule(install: Install) -> None:
    points = install(
        "auditor.checks",
        zeta={"b": CHECK.format(name="B", rule="b.one")},
        alpha={"c": CHECK.format(name="C", rule="c.one")},
    )
    assert list(load_checks(points).rules) == ["b.one", "c.one"]


def test_listing_names_imports_nothing(install: Install) -> None:
    points = install("auditor.checks", alpha={"b": "raise RuntimeError('imported')"})
    assert [(plugin.name, plugin.distribution) for plugin in found("auditor.checks", points)] == [("b", "alpha")]
    assert "alpha_b" not in sys.modules


def test_two_rules_of_one_id_are_refused_naming_both_distributions(install: Install) -> None:
    source = CHECK.format(name="B", rule="b.one")
    points = install("auditor.checks", first={"b": source}, second={"b": source})
    with pytest.raises(RegistryError, match=r"first \(first_b\).*second \(second_b\)"):
        load_checks(points)


def test_no_check_at_all_is_an_error() -> None:
    with pytest.raises(RegistryError, match="一个检查也没有找到"):
        load_checks([])


def test_a_family_that_cannot_be_imported_is_named_with_its_cause_and_leaves_the_others(install: Install) -> None:
    points = install(
        "auditor.checks", good={"b": CHECK.format(name="B", rule="b.one")}, bad={"c": "raise RuntimeError('no luck')"}
    )
    checks = load_checks(points)
    assert list(checks.rules) == ["b.one"]
    lost = checks.lost("c.some-rule")
    assert lost is not None
    assert "bad 的 c（bad_c）无法载入：RuntimeError: no luck" in str(lost.problem)
    assert checks.lost("b.one") is None


def test_when_every_family_is_broken_the_causes_are_told(install: Install) -> None:
    with pytest.raises(RegistryError, match="no luck"):
        load_checks(install("auditor.checks", bad={"c": "raise RuntimeError('no luck')"}))


def test_a_module_without_checks_is_broken(install: Install) -> None:
    points = install("auditor.checks", good={"b": CHECK.format(name="B", rule="b.one")}, bad={"c": "x = 1"})
    assert load_checks(points).lost("c.x") is not None


def test_what_is_no_check_is_refused(install: Install) -> None:
    with pytest.raises(RegistryError, match="不是检查"):
        load_checks(install("auditor.checks", odd={"c": "CHECKS = (int,)"}))


def test_a_rule_of_another_family_than_its_entry_point_is_refused(install: Install) -> None:
    with pytest.raises(RegistryError, match=r"登记为 c 类，规则编号却是 b\.one"):
        load_checks(install("auditor.checks", odd={"c": CHECK.format(name="B", rule="b.one")}))


def test_a_report_is_imported_when_it_is_asked_for(install: Install) -> None:
    show = "class Show:\n    name = 'x'\n    suffix = '.x'\n    def render(self, result, lang):\n        return b'x'\n"
    reports = Formats(
        "auditor.reports", install("auditor.reports", alpha={"x": show, "y": "raise RuntimeError('no luck')"})
    )
    assert sorted(reports) == ["x", "y"]
    assert "alpha_x" not in sys.modules
    assert reports["x"].suffix == ".x"
    with pytest.raises(RegistryError, match="no luck"):
        reports["y"]


def test_two_reports_of_one_name_are_refused(install: Install) -> None:
    with pytest.raises(RegistryError, match="报告格式 x"):
        Formats("auditor.reports", install("auditor.reports", first={"x": ""}, second={"x": ""}))
