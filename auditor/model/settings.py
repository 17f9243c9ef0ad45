"""How a portal is gathered. Stored with the run, so that a resumed run goes on under the same rules."""

import math
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

UNPACED = math.inf  # `--rate none`: as many requests a second as there are answers


TELLING = (
    *("信息公开", "公开指南", "公开制度", "主动公开", "年度报告", "年报", "依申请公开"),
    *("政策文件", "规范性文件", "政策解读", "解读", "专题", "专栏", "公报"),
    *("互动", "咨询", "留言", "信箱", "征集", "回应", "办事", "服务", "数据", "通知公告", "公示公告"),
)


class MapTo(BaseModel):
    """`--map HOST[:PORT]=ADDRESS:PORT`: dial there instead. URL, Host and SNI stay; exactly this is opened.

    Rules about DNS, IPv6, certificates and availability of a mapped host are not_applicable. `speaks`: what answers
    there speaks this, whatever the scheme of a link: a preview has one port, and its pages link to the coming
    addresses. `plain`: it is our own server, which speaks plain HTTP and needs no pace.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int | None = None  # None: every port of the host
    address: str
    to_port: int
    speaks: Literal["", "http", "https"] = ""  # "": as the scheme of the URL says
    plain: bool = False


class Redial(BaseModel):
    """An entry of the address map of a demo or laboratory: applies after the DNS verdict, to address and port.

    The real DNS answer (say 2001:db8::10) is judged and recorded; the dial goes to `to`:`to_port`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str
    port: int
    to: str
    to_port: int


class GatherSettings(BaseModel):
    """Defaults are for a stranger's site: polite, bounded, guarded. Times in seconds, sizes in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_pages: int = Field(default=2000, ge=1)
    max_depth: int = Field(default=6, ge=0)
    max_time: float = Field(default=1800, gt=0)
    # Words in labels of entrances that most is asked of: read first, and first of all where a budget does not hold all.
    telling: tuple[str, ...] = TELLING
    max_targets: int = Field(default=20000, ge=0)  # addresses that are only link-checked
    max_absent: int = Field(default=20, ge=0)  # folders a host in which a made-up address is asked for
    rate: float | None = Field(default=4, gt=0)  # requests a second and host; None: without pace (own loopback only)
    address_rate: float | None = Field(default=8, gt=0)
    connections: int = Field(default=4, ge=1, le=64)  # at once, a host
    total_connections: int = Field(default=64, ge=1)
    timeout: float = Field(default=20, gt=0)  # total deadline of one request, redirects excluded
    max_body: int = Field(default=10_000_000, ge=1000)
    max_hops: int = 10
    second_look: float = Field(default=60, ge=0)  # apart in time, before a transient failure counts as twice failed
    render: Literal["auto", "never"] = "auto"
    max_rendered: int = 50
    pictures: int = Field(default=12, ge=0, le=200)  # pages that are pictured, when there is a browser
    robots: bool = True
    keep: Literal["bodies", "text"] = "bodies"
    workers: int = Field(default=2, ge=0, le=16)  # extraction processes; 0: in this one (pages that are trusted)
    seed: str = "1"
    user_agent: str = ""  # "": the tool's own name, version and docs address
    # for whom
    families: tuple[str, ...] = ()  # gathered is what these families of checks need; (): what any may need
    probes: bool = True  # DNS and IPv6 are asked
    probe_search: bool = False  # the site's own search is asked for a title of the site, by GET
    search_columns: tuple[str, ...] = (
        "政府信息公开",
        "政府信息公开专栏",
        "信息公开",
    )  # one that has a search of its own
    listed: bool = False  # only the addresses of a list are looked at, and no page is crawled
    again: tuple[str, ...] = ()  # a recheck: what these addresses bring up is looked at, and nothing beyond
    directory: str = ""  # a folder of files that is served, while gathering, at the port of each `plain` map
    # addresses
    maps: tuple[MapTo, ...] = ()
    only_mapped: bool = False  # every other host is not_testable, without a single DNS query
    allow_networks: tuple[Annotated[IPv4Network | IPv6Network, Field()], ...] = ()
    resolver: str = ""  # ADDRESS:PORT, "": the system's
    redials: tuple[Redial, ...] = ()
    treat_as_global: tuple[Annotated[IPv4Network | IPv6Network, Field()], ...] = ()
    # our own IPv6: names of large dual-stack sites; empty means that reachability is not_testable
    anchors: tuple[str, ...] = ("www.tsinghua.edu.cn", "www.qq.com", "www.cloudflare.com", "www.google.com")
    ipv6_tries: int = Field(default=3, ge=1)
    ipv6_gap: float = Field(default=2, ge=0)  # between tries
    # full: every indicator of `auditor ipv6`; home: the home page alone; auto: full where our own IPv6 works, on a real
    # network. It costs some 125 requests at most, at the pace of the crawl and beside it.
    ipv6: Literal["auto", "home", "full"] = "auto"
    ipv6_looks: int = Field(default=8, ge=1)  # at the home page over each family
    ipv6_links: int = Field(default=20, ge=1)  # pages that are compared on each level below it
    ipv6_time: float = Field(default=15, gt=0)  # longer, and a home page counts as not opened
    roots: tuple[tuple[str, str], ...] = ()  # (name, address) of DNS root servers; (): those of the Internet
    ca_file: str = ""  # authorities that are trusted beside the usual ones
