"""Buttons and drop-down lists on the wire: their addresses are opened as a click would open them, forms are left alone,
and no rule about links looks at them."""

from pathlib import Path

from auditor.api import Outcome
from auditor.demo.site import Resource, Site
from auditor.judge import judge
from auditor.profile import resolve
from tests.checks.small import HOME, doc, links, site
from tests.crawl.walking import walked

CONTROLS = """
<button onclick="location.href='/pressed/'">政府信息公开</button>
<input type="button" value="信箱" onclick="open('/gone/')">
<select onchange="location=this.value">
<option value="/chosen/">政务公开</option><option value="/left/">旧版</option>
</select>
<form action="/sent/" method="get">
<input type="hidden" name="delete" value="1"><button>提交来信</button>
<button onclick="location.href='/saved/'">保存来信</button>
<input type="submit" value="重置来信" onclick="open('/reset/')">
<select name="to" onchange="this.form.submit()"><option value="/county/">县长信箱</option></select>
</form>
"""
PAGES = {"/news/": "<p>要闻</p>", "/pressed/": "<p>公开</p>" + CONTROLS, "/chosen/": "<p>政务</p>"}


def portal(controls: str) -> Site:
    menu = links(*((path, path.strip("/")) for path in (*PAGES, "/lost/")))
    return site({"/": doc("临江县人民政府", f"<nav>{menu}</nav>{controls}"), **PAGES, "/left/": Resource(status=500)})


async def links_of(where: Site, folder: Path) -> tuple[list[tuple[str, str, str]], set[str]]:
    """What the rules of links say, and which addresses were asked."""
    folder.mkdir()
    async with walked(where, folder, probes=False, families=("links",)) as walk:
        found = judge(walk.facts, walk.run, resolve("links")).findings
        asked = {url for _method, url in walk.served.requests}
    return sorted((one.rule, one.outcome.value, one.subject) for one in found if one.outcome is not Outcome.MET), asked


async def test_controls_are_followed_but_no_form_is_sent_and_no_rule_of_links_changes(tmp_path: Path) -> None:
    with_controls, asked = await links_of(portal(CONTROLS), tmp_path / "with")
    without, _asked = await links_of(portal(""), tmp_path / "without")
    assert with_controls == without
    assert [one for one in with_controls if one[1] == "unmet"] == [("links.broken", "unmet", HOME + "lost/")]
    assert {HOME + "gone/", HOME + "left/"} <= asked
    assert not {HOME + path for path in ("sent/", "saved/", "reset/", "county/")} & {
        url.partition("?")[0] for url in asked
    }
