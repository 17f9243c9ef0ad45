"""Arguments and exit codes, nothing else. What a command does stands in `auditor.commands`."""

import gc
import io
import sys
from asyncio import CancelledError
from dataclasses import fields
from typing import Any

import click
from click.core import ParameterSource

from auditor import __version__
from auditor.api import _
from auditor.commands import command
from auditor.config import Defaults, check_gates, defaults
from auditor.flags import (
    ANCHORS,
    AS,
    AS_JSON,
    AS_OF,
    DIFFERENCES,
    FAIL_ON,
    GATES,
    GATHERING,
    JSON,
    KNOWN,
    NEW_ONLY,
    OUTCOMES,
    OUTPUTS,
    PICTURES,
    PROFILE,
    PROFILES,
    PROGRESS,
    REACHING,
    RENDER,
    RESOLVER,
    RESUME,
    SOFT_FAIL,
    STORE,
    VERBOSE,
    setting,
    together,
)
from auditor.gate import Exit, GateRules, Gates
from auditor.help import Group, translate
from auditor.known import KnownFiles
from auditor.line import language, said, without, without_verbose
from auditor.model.portal import Kind, Level
from auditor.model.problem import Problem
from auditor.model.settings import UNPACED
from auditor.options import BadValue, Network, Rate, Root, Span
from auditor.texts import LANGUAGES, SOURCE, translator


def packed(obj: dict[str, Any], options: dict[str, Any], *, gates: bool = True, site: bool = False) -> dict[str, Any]:
    """What a command that judges takes: its gates and what is known beforehand as one value each. Where a site file may
    follow (`site`), the configuration is laid under it there, and here otherwise."""
    asked = {field.name: options.pop(field.name) for field in fields(Gates) if field.name in options}
    files = {field.name: options.pop(field.name) for field in fields(KnownFiles)}
    rules, known = GateRules.model_validate(asked), KnownFiles(**files)
    usual: Defaults = obj["usual"]
    if not site:
        rules = usual.gate.under(rules)
        known = known.over(usual.waivers, usual.baseline)
        if gates:
            check_gates(rules, known)
    judged = {"gates": rules if site else Gates(**rules.said())} if gates else {}
    return {"lang": obj["lang"], "verbose": obj["verbose"], **judged, "known": known, **options}


def origins(context: click.Context) -> dict[str, str]:
    """The options that were given, by parameter: as words of the command line, or in the environment."""
    found: dict[str, str] = {}
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if source is ParameterSource.COMMANDLINE and isinstance(param, click.Option):
            found[param.name or ""] = max(param.opts, key=len)
        elif source is ParameterSource.ENVIRONMENT:
            found[param.name or ""] = str(param.envvar)
    if "profiles" in found:
        found["profile"] = found["profiles"]
    if "ignore_robots" in found:
        found["robots"] = found["ignore_robots"]
    if "rate" in found and context.params.get("rate") == UNPACED:
        found["address_rate"] = found["rate"]
    return found


@click.group(
    name="auditor",
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_("退出码：0 完成；1 门槛未通过；2 用法或配置不对；3 无法给出结论；4 内部错误；130 被中断，可以继续。"),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("界面与报告的语言，缺省 zh（或 AUDITOR_LANG）"))
@click.option(*VERBOSE, is_flag=True, help=_("显示采集引擎的数字；出内部错误时显示详情"))
@click.option(
    "--config", "named", default="", metavar="FILE", help=_("配置文件，缺省 ./auditor.toml（或 AUDITOR_CONFIG）")
)
@click.version_option(__version__, "--version", prog_name="govsite-auditor", help=_("显示版本"))
@click.pass_context
def cli(ctx: click.Context, lang: str | None, verbose: bool, named: str) -> None:
    """政府网站合规检查：采集一个门户，按政务公开文件逐条判定，给出报告。"""
    usual = defaults(named)
    ctx.obj = {"lang": lang or usual.lang or SOURCE, "verbose": verbose, "usual": usual}


@cli.command()
@click.argument("source", metavar="URL|SITE.toml|DIR", required=False)
@AS
@click.option("--print-config", is_flag=True, help=_("只写出最后生效的设置，不采集"))
@RESUME
@setting("--level", type=click.Choice([level.value for level in Level]), help=_("网站的层级，缺省 county"))
@setting("--kind", type=click.Choice([kind.value for kind in Kind]), help=_("网站的类型，缺省 portal"))
@together(PROFILES, AS_OF, GATHERING, STORE, OUTPUTS, JSON, GATES, KNOWN, PROGRESS)
@click.pass_context
def scan(ctx: click.Context, /, **options: Any) -> int:
    """采集并判定一个网站。"""
    return command("audit.scan")(**packed(ctx.obj, options, site=True), usual=ctx.obj["usual"], origins=origins(ctx))


@cli.command()
@click.argument("source", metavar="URL|DIR|LIST.txt", required=False)
@RESUME
@AS
@together(AS_OF, GATHERING, STORE, OUTPUTS, JSON, FAIL_ON, NEW_ONLY, SOFT_FAIL, KNOWN, PROGRESS)
@click.pass_context
def links(ctx: click.Context, /, **options: Any) -> int:
    """只查链接：打不开的，打开后内容不对的。"""
    return command("links.links")(**packed(ctx.obj, options, site=True), usual=ctx.obj["usual"], origins=origins(ctx))


@cli.command()
@together(AS_OF, RENDER, PICTURES, STORE, OUTPUTS, JSON, GATES, KNOWN, PROGRESS)
@click.option("--clean", is_flag=True, help=_("不带植入的问题"))
@click.option("--profile", default="kazuo-2021", help=_("规则集的名称或 .toml 路径，缺省 kazuo-2021"))
@click.pass_obj
def demo(obj: dict[str, Any], /, **options: Any) -> int:
    """在本机回环上启动样例门户并审计它；不访问外部网络。"""
    return command("audit.demo")(**packed(obj, options))


@cli.command()
@click.argument("run")
@together(PROFILES, AS_OF, STORE, OUTPUTS, JSON, GATES, KNOWN)
@click.pass_obj
def judge(obj: dict[str, Any], /, **options: Any) -> int:
    """按另一规则集重新判定一次已存的采集；不联网。RUN 可写 latest。"""
    return command("audit.judge")(**packed(obj, options), usual=obj["usual"])


@cli.command()
@click.argument("run")
@together(PROFILES, STORE, OUTPUTS, JSON)
@click.option("--site", default="", metavar="SITE.toml", help=_("从这个站点文件取责任单位（units），代替采集时的"))
@click.pass_obj
def report(obj: dict[str, Any], /, **options: Any) -> int:
    """重新输出一次判定的报告。RUN 可写 latest。"""
    return command("audit.report")(lang=obj["lang"], **options)


@cli.command()
@click.argument("run")
@click.option("--finding", "findings", multiple=True, metavar="ID", help=_("只复查这个问题（指纹或其开头），可重复"))
@click.option("--failed", is_flag=True, help=_("复查全部不符合的问题（缺省）"))
@click.option("--exit-code", is_flag=True, help=_("还有问题仍在时退出码为 1"))
@together(PROFILE, AS_OF, REACHING, STORE, OUTPUTS, OUTCOMES, JSON, KNOWN, PROGRESS)
@click.pass_obj
def recheck(obj: dict[str, Any], /, failed: bool, **options: Any) -> int:
    """回头看：只再看一次上次的问题，说明已改、仍在还是未能确认。RUN 可写 latest。"""
    if failed and options["findings"]:
        raise click.UsageError(_("--failed 与 --finding 只能用一个"))
    return command("recheck.recheck")(**packed(obj, options, gates=False))


@cli.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@click.option(
    "--to", "path", required=True, type=click.Path(dir_okay=False), help=_("写明发往哪里的文件（notices.toml）")
)
@click.option("--new-only", is_flag=True, help=_("只说比上次（或基线）新增的问题；没有新增就不发"))
@click.option("--exit-code", is_flag=True, help=_("有一处没有发出时退出码为 1"))
@together(PROFILE, STORE)
@click.pass_obj
def notify(obj: dict[str, Any], /, **options: Any) -> int:
    """把结果用邮件或 webhook 告诉有关的人；几次采集合成一份。RUN 可写 latest。"""
    return command("notify.notify")(lang=obj["lang"], **options)


@cli.command()
@click.argument("old")
@click.argument("new")
@click.option("--exit-code", is_flag=True, help=_("有差别时退出码为 1"))
@together(PROFILE, STORE, DIFFERENCES, JSON)
@click.pass_obj
def diff(obj: dict[str, Any], /, **options: Any) -> int:
    """比较两次结果（采集编号或 JSON 文件）：新增、已改、仍在、这次没看到；只有时间之类不同则不输出。"""
    return command("compare.diff")(lang=obj["lang"], **options)


@cli.group()
def baseline() -> None:
    """基线：已知的问题。门槛可以只看基线以外的（--new-only）。"""


def _baseline(name: str, does: str) -> None:
    @baseline.command(name, help=does)
    @click.argument("run")
    @click.argument("path", type=click.Path(dir_okay=False))
    @together(PROFILE, STORE)
    @click.pass_obj
    def change(obj: dict[str, Any], /, **options: Any) -> int:
        return command("baselines.baseline")(lang=obj["lang"], change=name, **options)


_baseline("create", _("把一次结果里的全部问题写成基线。RUN 可写 latest，也可以是 JSON 文件。"))
_baseline("update", _("把一次结果里新出现的问题加进基线。"))
_baseline("prune", _("从基线里去掉这次结果里已经没有的问题。"))


@cli.command()
@STORE
@AS_JSON
@click.pass_obj
def runs(obj: dict[str, Any], /, **options: Any) -> int:
    """列出已存的采集。"""
    return command("lists.runs")(lang=obj["lang"], **options)


@cli.group()
def checks() -> None:
    """已安装的检查。"""


@checks.command("list")
@AS_JSON
@click.pass_obj
def checks_list(obj: dict[str, Any], /, **options: Any) -> int:
    """列出全部检查。"""
    return command("lists.checks_list")(lang=obj["lang"], **options)


@checks.command("show")
@click.argument("rule")
@click.pass_obj
def checks_show(obj: dict[str, Any], /, **options: Any) -> int:
    """一项检查的问题、依据、改法、参数与消息。"""
    return command("lists.checks_show")(lang=obj["lang"], **options)


@cli.group()
def profiles() -> None:
    """已安装的规则集。"""


@profiles.command("list")
@AS_JSON
@click.pass_obj
def profiles_list(obj: dict[str, Any], /, **options: Any) -> int:
    """列出全部规则集。"""
    return command("lists.profiles_list")(lang=obj["lang"], **options)


@profiles.command("coverage")
@click.argument("profiles", nargs=-1)
@AS_JSON
@click.pass_obj
def profiles_coverage(obj: dict[str, Any], /, **options: Any) -> int:
    """每份文件有多少条能自动判定、多少条收集证据由人判断、多少条只能人工。缺省为逐条抄录的文件。"""
    return command("lists.profiles_coverage")(lang=obj["lang"], **options)


@profiles.command("show")
@click.argument("profile")
@AS_JSON
@click.pass_obj
def profiles_show(obj: dict[str, Any], /, **options: Any) -> int:
    """一个规则集合并继承之后的全部条款。"""
    return command("lists.profiles_show")(lang=obj["lang"], **options)


@profiles.command("schema")
def profiles_schema() -> int:
    """规则集文件的 JSON Schema，给编辑器用：补全键和规则名称，写错的当场标出。"""
    return command("lists.profiles_schema")()


@profiles.command("validate")
@click.argument("path", type=click.Path(dir_okay=False))
@click.pass_obj
def profiles_validate(obj: dict[str, Any], /, **options: Any) -> int:
    """检查一个规则集文件，指出文件、行号和改法。"""
    return command("lists.profiles_validate")(lang=obj["lang"], **options)


@cli.command()
@together(STORE)
@RESOLVER
@ANCHORS
@AS_JSON
@click.pass_obj
def doctor(obj: dict[str, Any], /, **options: Any) -> int:
    """本机能看到什么：DNS、IPv6、浏览器、时钟、磁盘、出口。"""
    return command("doctor.doctor")(lang=obj["lang"], **options)


@cli.command()
@click.argument("hosts", nargs=-1, metavar="HOST...")
@click.option("--list", "listed", type=click.Path(dir_okay=False), help=_("主机清单，一行一个；- 为标准输入"))
@click.option("--level", "scope", type=click.Choice(["full", "dns"]), default="full", help=_("full 全部；dns 只查 DNS"))
@click.option("--tries", type=click.IntRange(1, 100), default=8, help=_("首页每种地址打开几次，缺省 8"))
@click.option("--spacing", type=Span(), default="1s", help=_("两次之间隔多久，缺省 1s"))
@RESOLVER
@click.option("--root", "roots", multiple=True, type=Root(), help=_("DNS 根服务器，可重复；缺省用互联网的"))
@ANCHORS
@click.option("--ca", "ca_file", type=click.Path(dir_okay=False, exists=True), help=_("另外信任的证书颁发者，PEM 文件"))
@click.option("--allow-network", "allow_networks", multiple=True, type=Network(), help=_("允许访问的内网网段"))
@click.option(
    "--treat-as-global", "treat_as_global", multiple=True, type=Network(), help=_("当作公网地址的网段（实验室用）")
)
@click.option("--profile", default="ipv6-2024", help=_("多少才算够，按哪个规则集的参数，缺省 ipv6-2024"))
@click.option("--rate", type=Rate(), help=_("每个主机的请求速率，缺省 4/s；none 不限速（仅限自己的服务器）"))
@click.option("--timeout", type=Span(), help=_("一次请求最多等多久，缺省 15s；更久算打不开"))
@click.option(
    "--links",
    "ipv6_links",
    type=click.IntRange(min=1),
    help=_("二级、三级内链每级最多比较几个，缺省 20，从头到尾均匀地取"),
)
@click.option("--ignore-robots", is_flag=True, help=_("不理会 robots.txt（仅限自己的网站）"))
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, exists=True),
    help=_("用 Chromium 各看一次只有 IPv6、只有 IPv4 时的首页（B1），截图放进这个目录"),
)
@AS_JSON
@click.pass_obj
def ipv6(obj: dict[str, Any], /, **options: Any) -> int:
    """只有 IPv6 的人能不能用这些网站：逐个地址、逐项指标。"""
    return command("ipv6.ipv6")(lang=obj["lang"], **options)


@cli.command()
@click.argument("target", metavar="HOST|RUN|SITE.toml")
@click.option("--once", is_flag=True, help=_("只测一次就结束（缺省）"))
@click.option("--every", type=Span(), help=_("每隔多久测一次，直到中断"))
@RESOLVER
@ANCHORS
@STORE
@click.pass_obj
def probe(obj: dict[str, Any], /, **options: Any) -> int:
    """给一个网站添一次 IPv4 与 IPv6 的可用性记录；由定时任务反复调用。"""
    return command("probe.probe")(lang=obj["lang"], **options)


def main() -> None:
    """Runs the command line and exits with one of `Exit`."""
    gc.set_threshold(10_000, 20, 20)  # looking for circles after each 700 objects costs a seventh of a crawl's loop
    for stream in (sys.stdout, sys.stderr):  # a console of another code page shows \\u4e2d, and no command ends of it
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    lang = language(sys.argv[1:])
    t = translator(lang)
    translate(cli, t)
    verbose = any(word in VERBOSE for word in sys.argv[1:])

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    try:
        words = without_verbose(without(sys.argv[1:], "--lang", "--config"))
        named = said(sys.argv[1:], "--config")
        code = cli.main(["--lang", lang, "--config", named, *words], standalone_mode=False)
        status = int(code or 0)
    except BadValue as error:
        option = "/".join(error.param.opts) if error.param else ""
        say(f"{option}: " + t(error.template).format(value=error.value))
        status = Exit.USAGE
    except Problem as error:
        say(error.told(t))
        status = error.code
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.ClickException as error:
        say(t(_("用法不对：{why}")).format(why=error.format_message()))
        status = Exit.USAGE
    except (click.Abort, KeyboardInterrupt, CancelledError):
        say(t(_("已中断")))
        status = Exit.INTERRUPTED
    except Exception as error:
        if verbose:
            raise
        say(t(_("内部错误（{kind}）：{why}；加 -v 可看详情")).format(kind=type(error).__name__, why=error))
        status = Exit.INTERNAL
    sys.exit(status)


if __name__ == "__main__":
    main()
