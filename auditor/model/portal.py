"""The site under audit."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Level(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


class Kind(StrEnum):
    PORTAL = "portal"  # 政府门户网站
    DEPARTMENT = "department"  # 部门网站
    COLUMN = "column"  # 乡镇等在上级网站开设的专栏


class Portal(BaseModel):
    """Which site is audited, and what is it?

    `home` is the absolute home URL. `hosts` are further hosts of the same organ, crawled like the home host;
    the home host and its www twin are always in scope. `site_id` is the 网站标识码 when the operator gives it.
    `former_hosts` are hosts that the organ has given up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: str
    name: str = ""
    level: Level = Level.COUNTY
    kind: Kind = Kind.PORTAL
    hosts: tuple[str, ...] = ()
    former_hosts: tuple[str, ...] = ()
    site_id: str = ""
