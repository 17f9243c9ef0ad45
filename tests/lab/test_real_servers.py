"""A scan of a portal that a real nginx serves over TLS, IPv4 and IPv6, named by a real authoritative server."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lab.laboratory import Laboratory
from tests.lab.plan import ANCHORS, COUNTY_SHUT, COUNTY_V6, GLOBAL, RESOLVER
from tests.lab.plan import COUNTY as HOST

HOME = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>试验县人民政府</title></head><body>
<a href="/zfxxgk/">政府信息公开</a> <a href="http://{HOST}/moved.html">通知</a> <a href="/none.html">失效</a>
<a href="/a.pdf">附件</a></body></html>"""
COLUMN = "".join(
    f'<li><a href="{name}.html">{title}</a></li>'
    for name, title in (
        ("zn", "政府信息公开指南"),
        ("zd", "政府信息公开制度"),
        ("nr", "法定主动公开内容"),
        ("nb", "政府信息公开年报"),
    )
)
SITE = f"""home = "https://{HOST}/"
profile = "kazuo-2021"
[gather]
resolver = "{RESOLVER}"
treat_as_global = {json.dumps(GLOBAL)}
anchors = {json.dumps([*ANCHORS])}
rate = 200
address_rate = 400
second_look = 1
ipv6_gap = 0.1
render = "never"
"""


@pytest.fixture(scope="module")
def result(laboratory: Laboratory, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("scan")
    www = laboratory.pages
    (www / "zfxxgk").mkdir(parents=True)
    page = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{0}</title></head><body>{1}</body></html>'
    (www / "index.html").write_text(HOME, encoding="utf-8")
    (www / "moved.html").write_text(page.format("通知", "<p>关于试验的通知。</p>" * 20), encoding="utf-8")
    (www / "a.pdf").write_bytes(b"%PDF-1.4\n" + b"0" * 200_000)
    (www / "zfxxgk" / "index.html").write_text(page.format("政府信息公开", f"<ul>{COLUMN}</ul>"), encoding="utf-8")
    for name in ("zn", "zd", "nr", "nb"):
        words = [
            f"<p>{name} 第 {number} 项写明公开的范围、方式与联系办法，编号 {number * 7}。</p>" for number in range(30)
        ]
        (www / "zfxxgk" / f"{name}.html").write_text(page.format(name, "".join(words)), encoding="utf-8")
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    scan = ["scan", "site.toml", "--progress", "none", "-f", "json:result.json"]
    done = laboratory.run("dual", sys.executable, "-m", "auditor.cli", *scan, folder=folder)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads((folder / "result.json").read_bytes())
    return said


def told(result: dict[str, Any], rule: str) -> dict[str, str]:
    return {one["subject"]: one["outcome"] for one in result["findings"] if one["rule"] == rule}


def test_the_portal_is_read_over_tls_with_its_certificate_verified(result: dict[str, Any]) -> None:
    assert result["run"]["state"] == "gathered"
    assert result["run"]["coverage"]["pages"] == 7
    assert told(result, "disclosure.column-name") == {f"https://{HOST}/": "met"}
    assert set(told(result, "disclosure.four-parts").values()) == {"met"}


def test_the_dead_link_is_the_only_one_called_broken(result: dict[str, Any]) -> None:
    unmet = [subject for subject, outcome in told(result, "links.broken").items() if outcome == "unmet"]
    assert unmet == [f"https://{HOST}/none.html"]


def test_every_ipv6_address_is_told_by_itself(result: dict[str, Any]) -> None:
    assert result["run"]["vantage"]["ipv6"] is True
    assert told(result, "ipv6.aaaa") == {HOST: "met"}
    assert told(result, "ipv6.home-reachable") == {f"{HOST} {COUNTY_V6}": "met", f"{HOST} {COUNTY_SHUT}": "unmet"}
