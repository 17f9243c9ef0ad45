"""What did the operator ask for? A URL or a site file, laid under the options of the command line."""

import json
import os
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.api import _
from auditor.gate import GateRules
from auditor.known import KnownFiles
from auditor.model.portal import Kind, Level, Portal
from auditor.model.problem import Problem
from auditor.model.scope import Scope
from auditor.model.settings import UNPACED, GatherSettings, MapTo
from auditor.model.url import canonical, host_of
from auditor.net.own import Headers
from auditor.net.route import located
from auditor.net.static import INDEXES
from auditor.net.tls import authorities

CONFIG = "auditor.toml"
SECTIONS = ("gather", "gate")
NOWHERE = "http://site.invalid/"  # RFC 2606: a name that nobody has

F = TypeVar("F", bound=BaseModel)


class ConfigError(Problem):
    """The command line or a site file asks for something that cannot be."""


class SiteFile(Portal):
    """`site.toml`: the portal, the profile to judge by, what is known beforehand, and how to gather.

    Every key but `home` may be left out. Files are looked for beside the site file.
    """

    profile: str = ""
    waivers: tuple[str, ...] = ()
    baseline: str = ""
    gather: GatherSettings = GatherSettings()
    gate: GateRules = GateRules()


class Defaults(BaseModel):
    """`auditor.toml`: what holds for every site unless its file, the environment or the command line says otherwise.

    Files are looked for beside it. `path` is where it was read, "" when there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(default="", exclude=True)
    lang: Literal["", "zh", "en"] = ""
    store: str = ""
    profile: str = ""
    level: Level | None = None
    kind: Kind | None = None
    waivers: tuple[str, ...] = ()
    baseline: str = ""
    gather: GatherSettings = GatherSettings()
    gate: GateRules = GateRules()


def defaults(named: str = "") -> Defaults:
    """The configuration: the file that is named, else AUDITOR_CONFIG, else ./auditor.toml where there is one.

    Raises ConfigError.
    """
    named = named or os.environ.get("AUDITOR_CONFIG", "")
    path = Path(named or CONFIG)
    if not named and not path.is_file():
        return Defaults()
    asked = _read(path, Defaults)
    beside = {
        "path": str(path),
        **({"store": str(path.parent / asked.store)} if asked.store else {}),
        **_beside(path, asked.waivers, asked.baseline),
    }
    return asked.model_copy(update=beside)


def _read(path: Path, kind: type[F]) -> F:
    """What a file of ours says. Raises ConfigError."""
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(_("读不了 {path}：{why}"), path=path, why=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(_("{path} 不是有效的 TOML：{why}"), path=path, why=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(_("{path}：{where}：{why}"), path=path, where=where, why=first["msg"]) from error


def _beside(path: Path, waivers: tuple[str, ...], baseline: str) -> dict[str, Any]:
    """Names of files are meant from where the file that names them stands."""
    found: dict[str, Any] = {"waivers": tuple(str(path.parent / name) for name in waivers)} if waivers else {}
    return {**found, "baseline": str(path.parent / baseline)} if baseline else found


def laid(asked: SiteFile, usual: Defaults) -> SiteFile:
    """What is asked of a site, with the configuration under it. Files of waivers of both count."""
    said = {name: getattr(usual, name) for name in ("profile", "level", "kind", "baseline") if getattr(usual, name)}
    mine = {
        name: value for name, value in said.items() if name not in asked.model_fields_set or not getattr(asked, name)
    }
    gather = {**usual.gather.model_dump(exclude_unset=True), **asked.gather.model_dump(exclude_unset=True)}
    return asked.model_copy(
        update={
            **mine,
            "waivers": (*usual.waivers, *asked.waivers),
            "gather": GatherSettings.model_validate(gather),
            "gate": usual.gate.under(asked.gate),
        }
    )


def check_gates(rules: GateRules, known: KnownFiles) -> None:
    """Can these gates be asked together? Raises ConfigError."""
    if rules.new_only and not (known.baseline and rules.fail_on):
        raise ConfigError(_("--new-only 要与 --baseline 和 --fail-on 一起用"))


def site(source: str) -> SiteFile:
    """What does `source` (an address, or the path of a site file) say? Raises ConfigError."""
    if source.endswith(".toml"):
        return _from_file(Path(source))
    home = canonical(source if "://" in source else f"https://{source}")
    if not home:
        raise ConfigError(_("“{source}”不是网址，也不是 .toml 站点文件"), source=source)
    return SiteFile(home=home)


def site_or_folder(source: str, address: str) -> SiteFile:
    """The same, or a folder of files that will stand at `address`. Raises ConfigError."""
    if Path(source).is_dir():
        return folder(Path(source), address)
    if address:
        raise ConfigError(_("--as 只用于目录，{source} 不是目录"), source=source)
    return site(source)


def folder(path: Path, address: str) -> SiteFile:
    """A folder of files (a static build) as a site at `address`: served on loopback while it is gathered.

    Its own robots.txt is not obeyed, since the files are the operator's own. Files that nothing links to, and that no
    sitemap lists, are not looked at: no visitor comes to them. Raises ConfigError.
    """
    home = canonical(address or NOWHERE)
    if not home or not home.endswith("/") or "?" in home:
        raise ConfigError(_("--as {address}：应是网站的地址，如 https://www.example.gov.cn/"), address=address)
    if not path.is_dir():
        raise ConfigError(_("没有目录 {path}"), path=path)
    if not any((path / name).is_file() for name in INDEXES):
        raise ConfigError(_("目录 {path} 里没有 {names}，无从开始"), path=path, names=" / ".join(INDEXES))
    host = host_of(home)
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    maps = tuple(MapTo(host=name, address="127.0.0.1", to_port=0, plain=True) for name in (host, twin))
    gather = GatherSettings(maps=maps, robots=False, directory=str(path.absolute()))
    return SiteFile(home=home, name=path.absolute().name, gather=gather)


def _from_file(path: Path) -> SiteFile:
    asked = _read(path, SiteFile)
    home = canonical(asked.home)
    if not home:
        raise ConfigError(_("站点文件 {path}：home 不是网址：{home}"), path=path, home=asked.home)
    return asked.model_copy(update={"home": home, **_beside(path, asked.waivers, asked.baseline)})


def _placed(entry: MapTo, asked: SiteFile) -> MapTo:
    """A map with the address of a host that is named, and with what the portal's preview speaks: one port answers for
    http and https alike, so that it is spoken to as the home page is. Raises ConfigError."""
    address, speaks = entry.address, entry.speaks
    try:
        ip_address(address)
    except ValueError:
        try:
            address = located(address)
        except OSError as error:
            raise ConfigError(
                _("--map：找不到 {name} 的地址：{why}"), name=entry.address, why=error.strerror or error
            ) from error
    if not speaks and entry.port is None and not entry.plain and Scope.of(portal(asked)).own(f"http://{entry.host}/"):
        speaks = "https" if asked.home.startswith("https:") else "http"
    return entry.model_copy(update={"address": address, "speaks": speaks})


def portal(asked: SiteFile) -> Portal:
    """The portal that the site file describes."""
    return Portal.model_validate(asked.model_dump(include=set(Portal.model_fields)))


def own_headers(given: Headers) -> Headers:
    """What is said to the portal's own hosts: these headers, and AUDITOR_BASIC_AUTH. Raises ConfigError."""
    login = os.environ.get("AUDITOR_BASIC_AUTH", "")
    if not login or any(name.lower() == "authorization" for name, _value in given):
        return given
    if ":" not in login:
        raise ConfigError(_("环境变量 AUDITOR_BASIC_AUTH 要写成 用户:密码"))
    return (*given, ("Authorization", "Basic " + b64encode(login.encode()).decode()))


def _trusts(path: str) -> None:
    """Can these authorities be read? If not, every certificate would look as if it were the site's fault."""
    try:
        authorities(path)
    except OSError as error:
        raise ConfigError(_("读不了证书文件 {path}：{why}"), path=path, why=error.strerror or error) from error


def effective(
    asked: SiteFile, own: Headers, store: str, *, usual: Defaults, site: SiteFile, source: str, given: Mapping[str, str]
) -> str:
    """What holds in the end, as JSON, and under `from` where each value comes from; of headers the names alone, since
    their values may be secrets.

    `asked` is what holds; `usual`, `site` (read from `source`) and `given` (option → how it was given) said so.
    """
    whole = {**asked.model_dump(mode="json"), "store": store, "headers": [name for name, _value in own]}
    keys = [f"{key}.{name}" for key in SECTIONS for name in whole[key]]
    keys += [key for key in whole if key not in SECTIONS]
    layers: list[tuple[str, set[str]]] = [(usual.path, _said(usual)), (source, _said(site))]
    came = {key: next((name for name, said in reversed(layers) if key in said), "default") for key in keys}
    if usual.waivers and site.waivers:
        came["waivers"] = f"{usual.path}, {source}"
    for name, how in given.items():
        for key in (f"gather.{name}", f"gate.{name}", name):
            if key in came:
                came[key] = how
    if "headers" in came and came["headers"] == "default" and own:
        came["headers"] = "AUDITOR_BASIC_AUTH"
    return json.dumps({**whole, "from": came}, ensure_ascii=False, indent=2)


def _said(file: BaseModel) -> set[str]:
    """The keys that a file writes, those of its sections with a dot."""
    said: set[str] = set()
    for name in file.model_fields_set - {"path"}:
        value = getattr(file, name)
        said |= {f"{name}.{key}" for key in value.model_fields_set} if name in SECTIONS else {name}
    return said


def settings(asked: SiteFile, options: Mapping[str, Any]) -> GatherSettings:
    """How to gather: the site file's settings with the options that were given laid over them. Raises ConfigError."""
    given = {key: value for key, value in options.items() if value is not None}
    if asked.gather.directory and "maps" in given:
        given["maps"] = (*asked.gather.maps, *given["maps"])
    if path := given.get("ca_file") or asked.gather.ca_file:
        _trusts(path)
    if given.get("rate") == UNPACED:  # one word lifts both paces: an address may serve many hosts, but here it is ours
        given |= {"rate": None, "address_rate": None}
    try:
        whole = GatherSettings.model_validate({**asked.gather.model_dump(exclude_unset=True), **given})
        return whole.model_copy(update={"maps": tuple(_placed(one, asked) for one in whole.maps)})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(_("选项 {where} 的值不对：{why}"), where=where, why=first["msg"]) from error
