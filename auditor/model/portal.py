"""The site under audit."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator

from auditor.model.url import canonical, host_of


class Level(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


class Kind(StrEnum):
    PORTAL = "portal"  # 政府门户网站
    DEPARTMENT = "department"  # 部门网站
    COLUMN = "column"  # 乡镇等在上级网站开设的专栏


class Unit(BaseModel):
    """Who answers for a part of the site? The first unit that fits has a finding; one that names no part fits all.

    `columns` are names of columns (their sub-columns belong to them), `urls` the beginnings of addresses, or patterns
    with `*`; `rules` are ids of rules, or families with `.*`. `days` are given to mend, from the day of judging on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    person: str = ""
    columns: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    days: int | None = Field(default=None, ge=1)


class Portal(BaseModel):
    """Which site is audited, and what is it?

    `home` is the absolute home URL. `hosts` are further hosts of the same organ, crawled like the home host;
    the home host and its www twin are always in scope. `site_id` is the 网站标识码 when the operator gives it.
    `former_hosts` are hosts that the organ has given up. `units` tell who answers for which part.
    A list of addresses is no site: its `home` is `list:NAME`, and nothing stands there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: str
    name: str = ""
    level: Level = Level.COUNTY
    kind: Kind = Kind.PORTAL
    hosts: tuple[str, ...] = ()
    former_hosts: tuple[str, ...] = ()
    site_id: str = ""
    units: tuple[Unit, ...] = ()

    @field_validator("hosts", "former_hosts")
    @classmethod
    def _as_in_addresses(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        """Hosts as addresses have them, however the operator names them: by themselves or in one, 中文 or punycode."""
        asked = ((host, canonical(host if "://" in host else f"http://{host}/")) for host in hosts)
        return tuple((host_of(url) or host.lower()).rstrip(".") for host, url in asked)
