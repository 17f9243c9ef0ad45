"""How is a sample portal written down? Collected pages, and the forms that are the same all over the country."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urljoin

from auditor.demo import pictures
from auditor.demo.site import Name, Resource, Site

DAY = date(2026, 11, 20)
"""The day on which the portals are looked at. All dates in them are written down, none is reckoned from a clock."""

Row = tuple[str, str, str]  # where to, title, day ("" where none is shown)


@dataclass(slots=True)
class Pages:
    """The pages of one portal while it is written; paths are relative to `home` unless they are whole addresses."""

    home: str
    encoding: str = "utf-8"
    said: str = "; charset=utf-8"  # what the server says of the encoding
    resources: dict[str, Resource] = field(default_factory=dict)

    def put(self, path: str, body: str | bytes, kind: str = "", **answer: Any) -> str:
        url = urljoin(self.home, path)
        if url in self.resources:
            raise ValueError(f"{url} is written twice")
        sent = body.encode(self.encoding) if isinstance(body, str) else body
        self.resources[url] = Resource(sent, content_type=kind or f"text/html{self.said}", **answer)
        return path

    def file(self, path: str, name: str = "附件") -> str:
        """An attachment that opens with what its name says."""
        if path.endswith(".pdf"):
            return self.put(path, pictures.pdf(name), "application/pdf")
        if path.endswith(".doc"):
            return self.put(path, pictures.doc(name), "application/msword")
        return self.put(path, pictures.banner(name), pictures.SVG)

    def files(self, *paths: str) -> None:
        for path in paths:
            self.file(path)

    def site(self, name: str, code: str, missing: str, hosts: dict[str, Name], status: int = 404) -> Site:
        absent = Resource(missing.encode(self.encoding), status=status, content_type=f"text/html{self.said}")
        others = {f"http://{host}/": _answer(title) for host, title in OUTSIDE.items()}
        names = {**hosts, **dict.fromkeys(OUTSIDE, _ABOVE)}
        return Site(
            self.home,
            self.resources,
            names=names,
            missing=absent,
            missing_below=others,
            today=DAY,
            name=name,
            site_id=code,
        )


OUTSIDE = {
    "www.beian.gov.cn": "全国互联网安全管理服务平台",
    "beian.miit.gov.cn": "ICP/IP地址/域名信息备案管理系统",
    "bszs.conac.cn": "党政机关网站标识",
    "dcs.conac.cn": "党政机关网站标识",
    "zfwzgl.www.gov.cn": "我为政府网站找错",
    "www.gov.cn": "中国政府网",
    "www.yunling-province.test": "云岭省人民政府",
    "zt.yunling-province.test": "奋进新征程 建功新时代",
}
"""Sites outside of every portal here: whatever is asked of them, they answer (on this machine, like all else)."""
_ABOVE = Name(a=("198.51.100.90",), aaaa=("2001:db8:90::80",))


def _answer(name: str) -> Resource:
    body = f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1><p>{name}首页</p></body></html>'
    return Resource(body.encode())


def told_day(day: str) -> str:
    year, month, date_ = day.split("-")
    return f"{year}年{int(month)}月{int(date_)}日"


def paragraphs(*texts: str, tag: str = "<p>　　{}</p>\n") -> str:
    return "".join(tag.format(escape(text, quote=False)) for text in texts)


def newest(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row[2], reverse=True)


HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_RESULTS = (
    "（一）予以公开",
    "（二）部分公开",
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
)


def application_table(new: Sequence[int], over: Sequence[int], results: Sequence[Sequence[int]], left: Sequence[int], *, total: Sequence[int] | None = None) -> str:
    """The table on requests, in the form that the State Council's office prescribes; six kinds of applicants."""
    done = list(total) if total is not None else [sum(column) for column in zip(*results, strict=True)]

    def row(name: str, cells: Sequence[int], before: str = "") -> str:
        cells = [*cells, sum(cells)]
        return f"<tr>{before}<td>{name}</td>" + "".join(f"<td>{one}</td>" for one in cells) + "</tr>"

    kinds = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    head = "<tr><td colspan='2' rowspan='3'>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan='7'>申请人情况</td></tr><tr><td rowspan='2'>自然人</td><td colspan='5'>法人或其他组织</td><td rowspan='2'>总计</td></tr><tr>" + "".join(f"<td>{kind}</td>" for kind in kinds[1:]) + "</tr>"
    middle = "".join(row(name, cells, f"<td rowspan='{len(_RESULTS) + 1}'>三、本年度办理结果</td>" if place == 0 else "") for place, (name, cells) in enumerate(zip(_RESULTS, results, strict=True)))
    wide = "<td colspan='2'>{}</td>"
    lines = [
        row("", new).replace("<td></td>", wide.format("一、本年新收政府信息公开申请数量"), 1),
        row("", over).replace("<td></td>", wide.format("二、上年结转政府信息公开申请数量"), 1),
        middle,
        row("（七）总计", done),
        row("", left).replace("<td></td>", wide.format("四、结转下年度继续办理"), 1),
    ]
    return f"<table border='1' cellspacing='0'>{head}{''.join(lines)}</table>"


def disclosure_table(made: int = 2, void: int = 0, valid: int = 9, decided: int = 4210, fined: int = 318) -> str:
    return (
        "<table border='1'><tr><td colspan='4'>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td>"
        f"<td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
        f"<tr><td>行政规范性文件</td><td>{made}</td><td>{void}</td><td>{valid}</td></tr>"
        "<tr><td colspan='4'>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan='3'>本年处理决定数量</td></tr>"
        f"<tr><td>行政许可</td><td colspan='3'>{decided}</td></tr><tr><td colspan='4'>第二十条第（六）项</td></tr>"
        "<tr><td>信息内容</td><td colspan='3'>本年处理决定数量</td></tr>"
        f"<tr><td>行政处罚</td><td colspan='3'>{fined}</td></tr><tr><td>行政强制</td><td colspan='3'>12</td></tr>"
        "<tr><td colspan='4'>第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan='3'>本年收费金额（单位：万元）</td></tr>"
        "<tr><td>行政事业性收费</td><td colspan='3'>1806.4</td></tr></table>"
    )


def review_table() -> str:
    kinds = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    names = "".join(f"<td>{kind}</td>" for kind in kinds)
    return f"<table border='1'><tr><td colspan='5'>行政复议</td><td colspan='10'>行政诉讼</td></tr><tr><td colspan='5'></td><td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr><tr>{names * 3}</tr><tr>{'<td>0</td>' * 15}</tr></table>"


NONE = (0, 0, 0, 0, 0, 0)
BALANCED = application_table((21, 2, 0, 0, 1, 0), (1, 0, 0, 0, 0, 0),
                             ((14, 1, 0, 0, 0, 0), (2, 0, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0), (4, 1, 0, 0, 1, 0), NONE, NONE),
                             (1, 0, 0, 0, 0, 0))  # fmt: skip


def report(organ: str, year: int, *, points: bool = True, table: str = BALANCED, tag: str = "<p><strong>{}</strong></p>") -> str:
    """An annual report on disclosure work in the six parts that are prescribed."""
    work = f"对照《{year}年政务公开工作要点》逐项抓好落实，" if points else ""
    texts = (
        f"{year}年，{organ}{work}主动公开各类政府信息，及时更新专栏内容，加强信息发布前的审核，办理依申请公开，培训工作人员两次。",
        disclosure_table(),
        table,
        review_table(),
        "部分单位更新不够及时，解读的形式还不够多。下一步将定期通报更新情况，改进解读方式。",
        f"{year}年没有收取信息处理费。没有其他需要报告的事项。",
    )
    parts = ""
    for heading, text in zip(HEADINGS, texts, strict=True):
        parts += tag.format(heading) + (text if text.startswith("<table") else paragraphs(text))
    return paragraphs("根据《中华人民共和国政府信息公开条例》规定，编制本报告。") + parts
