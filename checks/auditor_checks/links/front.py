"""Is the home page what was asked for?"""

import re
from urllib.parse import urlsplit

from auditor.api import Facts, Page, Params, same
from auditor_checks.seen import plain

# Entrances that are the home page under another name: /, /index.html, /web/, /cn/, /m/ …
_FRONT_DOOR = re.compile(
    r"/?(?:(?:en|eng|english|cn|zh|zh-cn|big5|ft|jt|m|wap|mobile|web|www|site|html|portal|pc|wza|old|new|main)/?)?"
    r"(?:(?:index|default|main|home|portal)(?:\.\w+)?/?)?",
    re.I,
)


class FrontParams(Params):
    """Labels of links that may lead home."""

    home_labels: tuple[str, ...] = (
        "首页",
        "网站首页",
        "返回首页",
        "主页",
        "门户网站",
        "政府网站",
        "English",
        "EN",
        "繁體",
        "繁体",
        "繁體版",
        "繁体版",
        "简体",
        "简体版",
        "手机版",
        "移动版",
        "电脑版",
        "无障碍",
        "无障碍浏览",
        "长者版",
        "关怀版",
        "老年版",
        "旧版",
        "返回旧版",
    )


def asks_for_home(facts: Facts, home: Page, url: str, params: FrontParams) -> bool:
    """May this address lead home? When it is itself a front door, or any label says that it leads home, or to another
    edition of the site, or is the site's own name or logo."""
    if _FRONT_DOOR.fullmatch(urlsplit(url).path):
        return True
    allowed = frozenset(map(plain, params.home_labels))
    names = same(home.title + home.metas.get("sitename", "") + facts.portal.name)
    for _where, link in facts.referrers(url, 50).examples:
        label = plain(link.label)
        if not label or label in allowed or "首页" in label or (len(label) > 3 and label in names):
            return True
    return False
