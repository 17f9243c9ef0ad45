"""Options that several commands share, and groups of them."""

from collections.abc import Callable
from typing import Any

import click

from auditor.api import _
from auditor.gate import HEAVIER
from auditor.options import Day, Header, Mapping, Network, Output, Rate, Server, Span, Template

Decorated = Callable[..., Any]
VERBOSE = ("-v", "--verbose")


def together(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    """Several options as one decorator, in the order they are listed."""

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def setting(*names: str, **more: Any) -> Callable[[Decorated], Decorated]:
    """An option that may also stand in the environment: `--max-pages` as AUDITOR_MAX_PAGES."""
    long = next(name for name in names if name.startswith("--"))
    return click.option(*names, envvar=f"AUDITOR_{long[2:].replace('-', '_').upper()}", **more)


def _usual_store() -> str:
    """The store of the configuration, else one in the folder where the command runs."""
    context = click.get_current_context(silent=True)
    usual = context.obj["usual"] if context and context.obj else None
    return (usual.store if usual else "") or "auditor.db"


STORE = setting("--store", metavar="FILE", default=_usual_store, help=_("存储文件，缺省 ./auditor.db"))
OUTPUTS = together(
    click.option(
        "-f",
        "--format",
        "outputs",
        multiple=True,
        type=Output(),
        help=_("输出 格式[:路径]，可重复；不写路径则到标准输出"),
    ),
    click.option(
        "--template",
        "templates",
        multiple=True,
        type=Template(),
        help=_("某个输出格式用自己的模板，如 docx=通知书.docx，可重复"),
    ),
)
DIFFERENCES = click.option(
    "-f",
    "--format",
    "outputs",
    multiple=True,
    type=Output(),
    help=_("输出 格式[:路径]：text（缺省）、json、md、html，可重复"),
)
OUTCOMES = click.option(
    "--outcomes",
    multiple=True,
    type=Output(),
    metavar="FORMAT[:PATH]",
    help=_("每个问题怎样了，输出 格式[:路径]：text、json、md、html（同 diff -f），可重复"),
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
JSON = click.option("--json", "as_json", is_flag=True, help=_("同 -f json"))
AS_OF = click.option("--as-of", type=Day(), help=_("按哪一天判定，缺省今天（北京时间）"))
PROFILE = setting("--profile", metavar="ID|FILE", default="", help=_("规则集的名称或 .toml 路径，缺省 national-2019"))
PROFILES = setting(
    "--profile",
    "profiles",
    metavar="ID|FILE",
    multiple=True,
    help=_("规则集的名称或 .toml 路径，可重复，缺省 national-2019"),
)
FAIL_ON = setting(
    "--fail-on", type=click.Choice(list(HEAVIER)), help=_("有已确认的不符合、后果为此档或更重时退出码为 1")
)
NEW_ONLY = setting("--new-only", is_flag=True, default=None, help=_("--fail-on 只看基线里没有的问题"))
SOFT_FAIL = setting("--soft-fail", is_flag=True, default=None, help=_("门槛没有通过也只说明，退出码为 0"))
GATES = together(
    setting("--fail-under", metavar="N", type=float, help=_("得分低于此数时退出码为 1")),
    FAIL_ON,
    setting(
        "--min-coverage", metavar="SHARE", type=click.FloatRange(0, 1), help=_("已判定分值占比低于此数时退出码为 3")
    ),
    setting("--max-open", metavar="N", type=click.IntRange(min=0), help=_("没能判定的条款多于此数时退出码为 3")),
    NEW_ONLY,
    SOFT_FAIL,
)
KNOWN = together(
    setting(
        "--waivers", metavar="FILE", multiple=True, type=click.Path(), help=_("豁免、报备与人工认定的文件，可重复")
    ),
    setting("--ignore-waivers", is_flag=True, help=_("不理会豁免")),
    setting("--baseline", metavar="FILE", default="", type=click.Path(), help=_("基线文件：其中的问题算已知的")),
)
AS = click.option("--as", "address", default="", metavar="URL", help=_("目录将来的网址，缺省 http://site.invalid/"))
RESUME = click.option("--resume", is_flag=False, flag_value="latest", metavar="[RUN]", help=_("继续一次未完成的采集"))
RESOLVER = click.option("--resolver", type=Server(), help=_("DNS 服务器，缺省用系统的"))
ANCHORS = click.option(
    "--anchor", "anchors", metavar="HOST", multiple=True, help=_("本机 IPv6 自检所用的双栈网站，可重复")
)
PROGRESS = click.option(
    "--progress", type=click.Choice(["auto", "json", "none"]), default="auto", help=_("进度的显示方式")
)
RENDER = setting("--render", type=click.Choice(["auto", "never"]), help=_("是否用 Chromium 渲染脚本列表"))
PICTURES = setting(
    "--pictures", metavar="N", type=click.IntRange(0, 200), help=_("有 Chromium 时截图的网页数，缺省 12，0 不截图")
)
REACHING = together(
    setting("--rate", type=Rate(), help=_("每个主机的请求速率，缺省 4/s；none 不限速（仅限自己的服务器）")),
    setting("--connections", metavar="N", type=click.IntRange(1, 64), help=_("每个主机的并发连接数，缺省 4")),
    setting("--timeout", type=Span(), help=_("一次请求最多等多久，缺省 20s")),
    setting("--second-look", type=Span(), help=_("暂时性失败隔多久再看一次，缺省 60s")),
    setting("--map", "maps", multiple=True, type=Mapping(), help=_("把主机指到别处，可重复")),
    setting(
        "--only-mapped",
        "--offline",
        "only_mapped",
        is_flag=True,
        default=None,
        help=_("只访问 --map 列出的主机，不发出任何 DNS 查询"),
    ),
    setting("--resolver", type=Server(), help=_("DNS 服务器，缺省用系统的")),
    setting("--allow-network", "allow_networks", multiple=True, type=Network(), help=_("允许访问的内网网段")),
    setting("--anchor", "anchors", metavar="HOST", multiple=True, help=_("本机 IPv6 自检所用的双栈网站，可重复")),
    setting(
        "--ca",
        "ca_file",
        type=click.Path(dir_okay=False, exists=True, resolve_path=True),
        help=_("另外信任的证书颁发者，PEM 文件"),
    ),
    setting("--header", "headers", multiple=True, type=Header(), help=_("只对本站主机说的请求头，可重复；不保存")),
)
GATHERING = together(
    setting("--max-pages", metavar="N", type=click.IntRange(min=1), help=_("最多读取的网页数，缺省 2000")),
    setting("--max-depth", metavar="N", type=click.IntRange(min=0), help=_("离首页最多几次点击，缺省 6")),
    setting("--max-time", type=Span(), help=_("最长采集时间，缺省 30m")),
    RENDER,
    PICTURES,
    REACHING,
    setting(
        "--ipv6",
        type=click.Choice(["auto", "home", "full"]),
        help=_("IPv6 查到哪里：home 首页，full 全部指标；auto（缺省）在本机有 IPv6 时为 full，否则为 home"),
    ),
    setting("--probe-search", is_flag=True, default=None, help=_("用站内搜索查一两个已有的标题，只用 GET")),
    setting("--ignore-robots", is_flag=True, default=None, help=_("不理会 robots.txt（仅限自己的网站）")),
)
