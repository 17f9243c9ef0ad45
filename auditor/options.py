"""How are the values of command-line options written? click types, each with one clear sentence when it is not so."""

import re
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any, NoReturn

import click

from auditor.api import _
from auditor.model.settings import UNPACED, MapTo

# What we say ourselves, and what frames a request: a second one would make two requests of one.
OURS = frozenset(
    {"host", "user-agent", "connection", "content-length", "transfer-encoding", "range", "accept-encoding"}
)


_MAPPING = re.compile(
    r"(?P<host>[^=:\s]+)(?::(?P<port>\d+))?="
    r"(?:(?P<speaks>https?)://)?(?:\[(?P<six>[^\]]+)\]|(?P<four>[^:/\s]+)):(?P<to>\d+)"
)
_NAME = re.compile(r"(?=.*[A-Za-z_])[\w-]+(?:\.[\w-]+)*\.?", re.ASCII)  # digits and dots alone are a mistyped address


class BadValue(click.BadParameter):
    """A value that is not written as it must be: `template` is a source text, `value` what was given."""

    def __init__(self, template: str, value: object) -> None:
        super().__init__(template.format(value=value))
        self.template, self.value = template, value


class Written(click.ParamType[Any]):
    """An option value with a form of its own."""

    def wrong(self, template: str, value: object) -> NoReturn:
        raise BadValue(template, value)


class Day(Written):
    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(_("“{value}”不是日期，请写成 2026-11-22 的样子"), value)


class Rate(Written):
    """`4/s`, `4`, `0.5/s`, `30/m`; `none` for no pace at all."""

    name = "N/s"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if str(value).strip() == "none":
            return UNPACED
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:/(s|m))?", str(value).strip())
        if not match or float(match[1]) <= 0:
            self.wrong(_("“{value}”不是速率，请写成 4/s、30/m 或 none"), value)
        return float(match[1]) / (60 if match[2] == "m" else 1)


class Header(Written):
    """`Name: value`, one line. It may be a secret, so that what is wrong is told without it."""

    envvar_list_splitter = "\n"

    name = "NAME: VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*", str(value))
        if not match or match[1].lower() in OURS:
            self.wrong(_("“{value}”不是能加的请求头，请写成 'X-Staging: 值' 的样子"), str(value).partition(":")[0])
        return match[1], match[2]


class Span(Written):
    """`90`, `90s`, `10m`, `1h`, `250ms`: seconds."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h)?", str(value).strip())
        if not match:
            self.wrong(_("“{value}”不是时长，请写成 90s、10m 或 1h"), value)
        return float(match[1]) * {"ms": 0.001, "m": 60, "h": 3600}.get(match[2] or "s", 1)


class Mapping(Written):
    """`HOST[:PORT]=[http://|https://]ADDRESS:PORT`, or the name of a host; an IPv6 address stands in brackets."""

    name = "HOST[:PORT]=ADDRESS:PORT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> MapTo:
        match = _MAPPING.fullmatch(str(value).strip())
        address = match["six"] or match["four"] if match else ""
        try:
            address = str(ip_address(address))
        except ValueError:
            address = "" if match and (match["six"] or not _NAME.fullmatch(address)) else address.lower()
        if not match or not address:
            self.wrong(_("“{value}”不是映射，请写成 主机[:端口]=地址:端口"), value)
        return MapTo(
            host=match["host"].lower().rstrip("."),
            port=int(match["port"]) if match["port"] else None,
            address=address,
            to_port=int(match["to"]),
            speaks=match["speaks"] or "",
        )


class Network(Written):
    name = "CIDR"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return ip_network(value, strict=False)
        except ValueError:
            self.wrong(_("“{value}”不是网段，请写成 10.1.0.0/16"), value)


class Server(Written):
    """`ADDRESS:PORT` of a DNS server; port 53 when none is named."""

    name = "ADDRESS[:PORT]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        bare = f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text  # no port beside bare IPv6
        match = re.fullmatch(r"(?:\[([^\]]+)\]|([^:\s]+))(?::(\d+))?", bare)
        try:
            address = ip_address(match[1] or match[2]) if match else None
        except ValueError:
            address = None
        if not match or address is None:
            self.wrong(_("“{value}”不是 DNS 服务器地址，请写成 192.0.2.1:53"), value)
        host = f"[{address}]" if address.version == 6 else str(address)
        return f"{host}:{match[3] or 53}"


class Root(Written):
    """`NAME=ADDRESS` of a DNS root server."""

    name = "NAME=ADDRESS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        name, _equals, text = str(value).strip().partition("=")
        try:
            address = str(ip_address(text.strip("[]")))
        except ValueError:
            address = ""
        if not name or not address:
            self.wrong(_("“{value}”不是根服务器，请写成 名称=地址"), value)
        return name.rstrip(".").lower(), address


class Output(Written):
    """`FORMAT[:PATH]`; no path: standard output."""

    name = "FORMAT[:PATH]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        form, _colon, path = str(value).partition(":")
        if not form:
            self.wrong(_("“{value}”不是输出格式，请写成 html:report.html"), value)
        return form, path


class Template(Written):
    """`FORMAT=FILE`: a template of the user's own for one output format."""

    name = "FORMAT=FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        form, _equals, path = str(value).partition("=")
        if not form or not path:
            self.wrong(_("“{value}”不是模板，请写成 docx=通知书.docx"), value)
        return form, path
