"""Whole pages as servers send them: error pages with status 200 (`missing`), and pages that only look like one
(`decoys`), each on a small portal with pages of its own. The files ending in -held were written together with the
others and set apart before the first word of the rule was chosen, those ending in -fresh after the rule stood. Both
were measured once before anything was changed for them: 39 of 42 found and 4 addresses of decoys accused; 19 of 20,
and 8.

A case is one linked page. Keys: `shell` (the page around it, "" when the body is the whole document), `title`, `head`,
`body`, `charset`, `modified` (the server tells Last-Modified), `path`, `label` (of the link on the home page), `to`
(where the server redirects to), `parts` (further documents by path), `others` (further linked pages in the same
shell), `home` (the page is the home page's own), `shells` (every page of the portal is this one shell), `absent` (what
a made-up address gives: 404; same, this page; folder, this page below its own folder and 404 elsewhere; to, the same
redirect; answer, the page of `answer_title` and `answer`).
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from auditor.demo.site import Name, Resource, Site
from auditor.model.url import canonical
from tests.checks.small import DAY, HOME

HERE = Path(__file__).parent
SHELLS = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "shells").glob("*.html"))}
NAMES = {
    "trs": "清溪县人民政府",
    "hanweb": "云和县人民政府",
    "ucap": "平川市人民政府",
    "old": "永安乡人民政府",
    "boot": "滨江区人民政府",
    "dept": "安宁市住房和城乡建设局",
    "vue": "清溪县人民政府",
    "english": "Linhe",
    "": "清溪县人民政府",
}
PLAIN = '<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
HREF = re.compile(r'(?:href|src)="(/(?:login|register|[^"]*?(?:/|html?|asp|doc|pdf)))"')
MODIFIED = {"Last-Modified": "Tue, 03 Mar 2026 02:11:09 GMT"}
NEWS = (
    ("全县防汛备汛工作会议召开", "2026-11-12"),
    ("城乡居民医保参保缴费开始", "2026-11-10"),
    ("县图书馆延长开放时间", "2026-11-06"),
)
NOT_THERE = Resource(b"<html><head><title>404</title></head><body>404 Not Found</body></html>", status=404)


@dataclass(frozen=True, slots=True)
class Other:
    path: str
    label: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    shell: str = "trs"
    title: str = ""
    head: str = ""
    body: str = ""
    charset: str = "utf-8"
    modified: bool = False
    path: str = ""
    label: str = "关于开展2026年度专项检查工作的通知"
    to: str = ""
    absent: str = ""
    answer_title: str = ""
    answer: str = ""
    home: bool = False
    shells: bool = False
    parts: dict[str, str] = field(default_factory=dict)
    others: tuple[Other, ...] = ()

    @property
    def url(self) -> str:
        return canonical(self.path or f"/zwgk/tzgg/{self.id}.html", HOME)


@lru_cache(maxsize=8)
def cases(name: str) -> tuple[Case, ...]:
    """The cases of one file: missing or decoys, alone or with -held or -fresh."""
    read = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["case"]
    usual = "same" if name.startswith("missing") else "404"
    return tuple(_case({"absent": usual, **one}) for one in read)


def _case(said: dict[str, Any]) -> Case:
    return Case(**{**said, "others": tuple(Other(**other) for other in said.get("others", ()))})


def portal(case: Case) -> Site:
    """The portal that links to the page of this case."""
    home = _home(case)
    page = home if case.home else _in_question(case, case.title, case.body, case.head)
    resources = {HOME: home, **_real(case)}
    for path, markup in case.parts.items():
        resources[canonical(path, HOME)] = _sent(case, markup)
    for other in case.others:
        resources[canonical(other.path, HOME)] = _in_question(case, other.title, other.body)
    redirect = Resource(status=302, headers={"Location": case.to}, content_type="")
    if case.to:
        resources[canonical(case.to, HOME)] = page.asked_for(case.url)
    resources[case.url] = redirect if case.to else page.asked_for(case.url)
    missing, below = NOT_THERE, {}
    match case.absent:
        case "same":
            missing = page
        case "to":
            missing = redirect
        case "answer":
            missing = _in_question(case, case.answer_title, case.answer)
        case "folder":
            below = {case.url.rpartition("/")[0] + "/": page}
    name = Name(a=("198.51.100.7",), aaaa=("2001:db8:7::7",))
    return Site(HOME, resources, {"www.lin.gov.test": name}, missing, missing_below=below, today=DAY)


def _rows(case: Case) -> list[tuple[str, str, str]]:
    """The articles of the portal; one of them beside the page in question, unless a script answers for its folder."""
    rows = [(f"/zwgk/tzgg/real{n}.html", title, day) for n, (title, day) in enumerate(NEWS)]
    folder = case.url.partition("?")[0].removeprefix(HOME.rstrip("/")).rpartition("/")[0]
    if case.absent in ("folder", "same") and not case.others:
        rows.append((f"{folder}/beside.html", "年度工作计划", "2026-11-02"))
    return rows


def _list(case: Case) -> str:
    rows = (f'<li><a href="{href}">{title}</a><span>{day}</span></li>' for href, title, day in _rows(case))
    return f"<ul>{''.join(rows)}</ul>"


def _home(case: Case) -> Resource:
    linked = [(case.url, case.label), *((one.path, one.label) for one in case.others)]
    doors = "".join(f'<p><a href="{href}">{label}</a></p>' for href, label in linked)
    body = f"<h3>最新信息</h3>{_list(case)}<h3>快速入口</h3>{doors}"
    return _around(case, NAMES[case.shell], body)


def _real(case: Case) -> dict[str, Resource]:
    """Pages with something to say."""
    texts = {
        path: (f"通知公告-{NAMES[case.shell]}", f"<h2>通知公告</h2>{_list(case)}") for path in ("/zwgk/", "/zwgk/tzgg/")
    }
    for href, title, day in _rows(case):
        said = (
            f"<h1>{title}</h1><p>发布时间：{day} 来源：办公室</p>" + f"<p>{title}，请各单位认真做好相关工作。</p>" * 6
        )
        texts[href] = (f"{title}-{NAMES[case.shell]}", said)
    around = SHELLS.get(case.shell, "") + SHELLS["trs"] * (case.shell == "vue") + case.body + case.answer
    for href in sorted(set(HREF.findall(around)) - texts.keys() - {"/"}):
        texts[href] = (f"{href}-{NAMES[case.shell]}", f"<h1>{href}</h1>" + f"<p>这里是{href}的内容，欢迎查阅。</p>" * 9)
    if case.shells:
        return {canonical(path, HOME): _in_question(case, case.title, case.body) for path in texts}
    return {canonical(path, HOME): _around(case, *text) for path, text in texts.items()}


def _around(case: Case, title: str, body: str) -> Resource:
    """An ordinary page of the portal: no shell of scripts, and no bare document."""
    return _sent(case, _filled(SHELLS.get(case.shell if case.shell != "vue" else "trs", PLAIN), title, body))


def _in_question(case: Case, title: str, body: str, head: str = "") -> Resource:
    return _sent(case, _filled(SHELLS[case.shell], title, body, head) if case.shell else body)


def _filled(shell: str, title: str, body: str, head: str = "") -> str:
    return shell.replace("{title}", title).replace("{head}", head).replace("{body}", body)


def _sent(case: Case, markup: str) -> Resource:
    kind = "text/html" if case.charset != "utf-8" else "text/html; charset=utf-8"
    return Resource(markup.encode(case.charset), content_type=kind, headers=MODIFIED if case.modified else {})
