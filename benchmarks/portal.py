"""A government-like portal of N pages with known truth: the same bytes for the same seed, size and port."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.page import Reference, Template
from benchmarks.prose import paragraphs
from benchmarks.truth import Kind, Truth, plain

NAMED = "www.benchmark.test"  # the portal's name, for a tool that can be told where a name is served
FAN_OUT = 40  # list links a page: 64,000 pages within three clicks of the home page
NAV = 29  # columns in the menu of every page
ELSEWHERE = tuple(f"127.0.0.{last}" for last in range(2, 8))
BUSY = "127.0.0.8"  # the other host that answers 429
CLOSED = "127.0.0.9"  # the other host where nothing listens
GBK_EVERY = 10
NAME = "示例县人民政府"

_SECTIONS = (
    "zwgk", "zwdt", "gggs", "bmdt", "xzdt", "tjsj", "rsxx", "cgzb", "yjgl", "jcfc", "fwtz", "hygq",
    "ghjh", "czxx", "msgc", "jyxx", "ylws", "shbz", "aqsc", "hjbh", "nyxx", "whly", "kjxx", "tzxx",
    "cxjs", "jtys", "slxx", "lyxx", "mzxx",
)  # fmt: skip
_FILE_TYPES = ("pdf", "doc", "xls", "zip", "docx", "xlsx")
HAN = "通知"  # the stem of file names and queries that are not ASCII

# How many addresses of a kind, per page of the portal. About 6 % of all distinct addresses are broken.
_SHARES: tuple[tuple[Kind, float], ...] = (
    (Kind.FILE, 0.54),
    (Kind.CHAIN, 0.10),
    (Kind.ELSEWHERE, 0.02),
    (Kind.ABSENT, 0.08),
    (Kind.GONE, 0.005),
    (Kind.FAILING, 0.01),
    (Kind.LOOP, 0.005),
    (Kind.CHAIN_TO_ABSENT, 0.005),
    (Kind.ELSEWHERE_ABSENT, 0.01),
    (Kind.REFUSED, 0.003),
    (Kind.FORBIDDEN, 0.01),
    (Kind.CHALLENGE, 0.005),
    (Kind.UNSTABLE, 0.005),
)
_HAN_FILES, _HAN_ABSENT, _HAN_QUERIES = 0.02, 0.004, 0.004  # half of the files on GBK pages, the rest all on them
_BUSY_COUNT = 3  # a host that says 429 slows a polite tool down on purpose, so there are few of them


@dataclass(frozen=True, slots=True)
class Shape:
    """What portal is asked for? `hangs` never answer; `frontier` further small pages stand three clicks away."""

    pages: int
    port: int
    closed_port: int
    seed: str = "1"
    hangs: int = 2
    frontier: int = 0


@dataclass(slots=True)
class _Plan:
    urls: dict[str, Kind] = field(default_factory=dict)
    hops: dict[str, str] = field(default_factory=dict)
    on: dict[int, list[Reference]] = field(default_factory=dict)  # page → what it refers to beside other pages
    files: dict[str, int] = field(default_factory=dict)  # path of a file to be written → bytes


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal on disk: `www/` is what peers are served; `named/` holds, for a tool that is given names, the few pages
    where other hosts stand as names and not as loopback addresses, which no public page may refer to."""

    shape: Shape
    folder: Path
    truth: Truth

    @property
    def url(self) -> str:
        return f"{self.truth.origin}/"

    @property
    def named_url(self) -> str:
        return f"http://{NAMED}:{self.shape.port}/"

    def pages(self) -> list[str]:
        return [url for url, kind in self.truth.urls.items() if kind is Kind.PAGE]

    def mappings(self) -> list[str]:
        """`HOST:PORT=ADDRESS:PORT` for every name."""
        port, closed = self.shape.port, self.shape.closed_port
        hosts = [f"{named(address)}:{port}={address}:{port}" for address in (*ELSEWHERE, BUSY)]
        return [f"{NAMED}:{port}=127.0.0.1:{port}", *hosts, f"{named(CLOSED)}:{closed}={CLOSED}:{closed}"]

    def unnamed(self, url: str) -> str:
        """The address as the truth has it, of one that may be written with names."""
        for address in (*ELSEWHERE, BUSY, CLOSED):
            url = url.replace(f"//{named(address)}:", f"//{address}:", 1)
        return url.replace(f"//{NAMED}:", "//127.0.0.1:", 1)


def named(address: str) -> str:
    return f"h{address.rpartition('.')[2]}.elsewhere.test"


def path_of(number: int) -> str:
    """The path of a page. The first pages are the columns of the menu."""
    if not number:
        return "/"
    section = _SECTIONS[(number - 1) % NAV]
    return f"/{section}/" if number <= NAV else f"/{section}/2026{number % 12 + 1:02d}/t{number}.html"


def generate(shape: Shape, folder: Path) -> Portal:
    """Writes the portal into `folder` and answers what is true of it."""
    origin = f"http://127.0.0.1:{shape.port}"
    plan = _Plan()
    for number in range(shape.pages):
        plan.urls[plain(origin + path_of(number))] = Kind.PAGE
    for path in ("/css/site.css", "/js/site.js", "/images/logo.png"):
        plan.urls[plain(origin + path)] = Kind.FILE
        plan.files[path] = 2000
    _place(shape, origin, plan)
    truth = Truth(origin, plan.urls, plan.hops)
    portal = Portal(shape, folder, truth)
    for path, size in plan.files.items():
        target = folder / "www" / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"%file\n" + b"\0" * size)
    _write_pages(portal, plan)
    truth.write(folder / "truth.json")
    return portal


def _place(shape: Shape, origin: str, plan: _Plan) -> None:
    """Gives every address that is no page to one page or to three."""
    dice = random.Random(f"{shape.seed} places")
    gbk = [number for number in range(shape.pages) if is_gbk(number)] or [0]

    def put(kind: Kind, href: str, label: str, *, on: list[int], image: bool = False, url: str = "") -> None:
        plan.urls[plain(url or (href if "://" in href else origin + href))] = kind
        for number in on:
            plan.on.setdefault(number, []).append(Reference(href, label, image))

    def somewhere() -> list[int]:
        return [dice.randrange(shape.pages) for _time in range(3 if dice.random() < 0.2 else 1)]

    for kind, share in _SHARES:
        for number in range(max(1, round(share * shape.pages))):
            href, hops = _address(kind, number, shape)
            put(kind, href, f"{kind.value}{number}", on=somewhere(), image=href.endswith(".jpg"))
            first = plain(href if "://" in href else origin + href)
            plan.hops.update({plain(origin + hop): first for hop in hops})
            if kind is Kind.FILE:
                plan.files[href] = dice.randrange(2000, 20000)
    for number in range(round(_HAN_FILES * shape.pages) or 1):
        href = f"/fujian/{HAN}{number}.doc"
        put(Kind.FILE, href, f"附件{number}", on=[dice.choice(gbk)] if number % 2 else somewhere())
        plan.files[href] = 3000
    for number in range(round(_HAN_ABSENT * shape.pages) or 1):
        put(Kind.ABSENT, f"/fujian/{HAN}已删除{number}.doc", f"旧附件{number}", on=[dice.choice(gbk)])
    for number in range(round(_HAN_QUERIES * shape.pages) or 1):
        word = quote(HAN.encode("gb18030"))
        href, sent = f"/find?word={HAN}&n={number}", f"{origin}/find?word={word}&n={number}"
        put(Kind.QUERY, href, f"检索{number}", on=[dice.choice(gbk)], url=sent)
    for number in range(_BUSY_COUNT):
        put(Kind.BUSY, f"http://{BUSY}:{shape.port}/busy/{number}.html", f"忙{number}", on=somewhere())
    for number in range(shape.hangs):  # near the top, so that nobody's run ends with the wait for one of them
        put(Kind.HANG, f"/hang/{number}.html", f"慢{number}", on=[number % shape.pages])
    home = set(_numbers(0, shape.pages, _dice(shape, 0)))
    deep = [number for number in range(FAN_OUT + 1, shape.pages) if number not in home]
    for number in range(shape.frontier):
        put(Kind.FILE, f"/more/{number // 500}/m{number}.html", f"更多{number}", on=[deep[number % len(deep)]])


def _address(kind: Kind, number: int, shape: Shape) -> tuple[str, tuple[str, ...]]:
    """The href of the n-th address of a kind, and the paths that its redirects pass through."""
    other = f"http://{ELSEWHERE[number % len(ELSEWHERE)]}:{shape.port}"
    name = f"{kind.value}/{number}"
    match kind:
        case Kind.FILE if number % 2:
            return f"/images/{number % 97}/p{number}.jpg", ()
        case Kind.FILE:
            return f"/files/{number % 97}/f{number}.{_FILE_TYPES[number // 2 % len(_FILE_TYPES)]}", ()
        case Kind.ABSENT if number % 3 == 0:
            return f"/{name}.pdf", ()
        case Kind.CHAIN:
            goal = number * 7 % shape.pages or 1
            return f"/{name}/to{path_of(goal)}", (f"/chain2/{number}/to{path_of(goal)}",)
        case Kind.LOOP:
            return f"/{name}.html", (f"/loop2/{number}.html",)
        case Kind.CHAIN_TO_ABSENT:
            return f"/{name}.html", tuple(f"/{step}/{number}.html" for step in ("cta2", "cta3", "cta4"))
        case Kind.ELSEWHERE | Kind.ELSEWHERE_ABSENT:
            return f"{other}/{name}.html", ()
        case Kind.REFUSED:
            return f"http://{CLOSED}:{shape.closed_port}/{name}.html", ()
    return f"/{name}.html", ()


def is_gbk(number: int) -> bool:
    return number % GBK_EVERY == GBK_EVERY - 1


def _write_pages(portal: Portal, plan: _Plan) -> None:
    shape = portal.shape
    nav = [Reference(path_of(n), f"栏目{n}") for n in range(1, min(NAV, shape.pages - 1) + 1)]
    footer = [
        Reference(path_of(0), "首页"),
        Reference("mailto:office@benchmark.test", "联系我们"),
        Reference("javascript:void(0)", "加入收藏"),
        Reference("#top", "返回顶部"),
    ]
    template = Template(NAME, nav, footer, paragraphs(shape.seed))
    for number in range(shape.pages):
        dice = _dice(shape, number)
        own = plan.on.get(number, [])
        links = [*_listed(number, shape.pages, dice), *own]
        charset, size = ("gb2312" if is_gbk(number) else "utf-8"), dice.randrange(30_000, 60_000)
        seed = str(dice.random())
        _write(portal.folder / "www", number, template.page(number, seed, links, charset=charset, size=size))
        if any("://" in link.href for link in own):
            links = _with_names(links)
            _write(portal.folder / "named", number, template.page(number, seed, links, charset=charset, size=size))


def _write(root: Path, number: int, content: bytes) -> None:
    path = path_of(number)
    target = root / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _with_names(links: list[Reference]) -> list[Reference]:
    def renamed(href: str) -> str:
        for address in (*ELSEWHERE, BUSY, CLOSED):
            href = href.replace(f"//{address}:", f"//{named(address)}:")
        return href

    return [Reference(renamed(link.href), link.label, link.image) for link in links]


def _dice(shape: Shape, number: int) -> random.Random:
    return random.Random(f"{shape.seed} page {number}")


def _numbers(number: int, pages: int, dice: random.Random) -> list[int]:
    """Which pages does a page list? Those below it, filled up with others."""
    first = FAN_OUT * number + 1
    below = list(range(first, min(first + FAN_OUT, pages)))
    return below + [dice.randrange(pages) for _place in range(FAN_OUT - len(below) + 8)]


def _listed(number: int, pages: int, dice: random.Random) -> Iterator[Reference]:
    """The list of a page, half of it written as relative addresses where that is possible."""
    here = path_of(number).rpartition("/")[0] + "/"
    for other in _numbers(number, pages, dice):
        path = path_of(other)
        relative = path.startswith(here) and path != here and other % 2
        yield Reference(path.removeprefix(here) if relative else path, f"信息公告第{other}号")
