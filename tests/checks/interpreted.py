"""A policy and its interpretation, as the tests of interpretations.* write them."""

from collections.abc import Mapping
from typing import Any

from auditor.api import Check, Finding
from auditor.demo.site import Resource, Site
from auditor.model.run import Coverage as Ledger
from tests.checks.county import county, explained, policy
from tests.checks.small import HOME, judged, told

A, A2, A3 = "/zcwj/content_1.html", "/zcwj/content_11.html", "/zcwj/content_12.html"
B, B2 = "/zcjd/content_2.html", "/zcjd/content_3.html"
NAME = "《临江县养老服务办法》"
PAIR = f"{HOME}{A[1:]} {HOME}{B[1:]}"
PARTLY = Ledger(known=90, opened=9, pages=9, complete=False, depth=2)

COVERAGE = {"window_days": 365, "target": 0.8, "exempt": ("任免", "表彰"), "numbers": ()}
WINDOW = {"window_days": 365}
LAG = {"window_days": 365, "working_days": 3}
FORMS = {"window_days": 365, "min_forms": 2}
PICTURES = {"window_days": 365, "numbers": ("政发", "政办发"), "target": 0.5}
COPY = {"run": 12, "half": 0.4, "upper": 0.6}
SUBSTANCE = {
    "elements": {"背景": ("背景", "依据"), "目的": ("目的",), "举措": ("举措",), "范围": ("适用范围",)},
    "required": ("背景", "目的", "举措"),
    "min_count": 4,
}
EASE = {"min_easier": 3}
OWN = "县里的老人越来越多，去年摔伤的有三百多位。镇上请人上门看过，多半摔在厕所和床边。于是办法先从这两处改起。" * 4


def findings(check: type[Check[Any]], where: Site, params: Mapping[str, Any], **more: Any) -> list[Finding]:
    found = judged(check, where, params=dict(params), **more)
    told(check, found)
    assert found, "a rule that says nothing is an error"
    assert all(bool(one.reason) is (one.outcome in ("not_testable", "not_applicable")) for one in found)
    return found


def related(path: str, label: str, heading: str) -> str:
    return f"<div><h3>{heading}</h3><ul><li><a href={path}>{label}</a></li></ul></div>"


def pair(told_by: Resource | None = None, **more: str) -> Site:
    """A policy and an interpretation that lead to each other."""
    forward = related(B, f"{NAME}政策解读", "相关解读")
    back = related(A, "临江县人民政府关于印发临江县养老服务办法的通知", "相关文件")
    return county(**{A: policy(related=forward, **more), B: told_by or explained(f"{NAME}政策解读", related=back)})


def silent() -> Site:
    return county(**{A: policy()})
