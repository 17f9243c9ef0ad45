"""Does a search of the site find what stands on the site? As it answered when the operator let us ask it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import Evidence, Facts, Page, Reason, _

NOTHING = re.compile(
    r"(?:没有|未能?)(?:找到|搜索到|检索到|查询?到|搜到|发现)|没有(?:任何)?(?:相关|符合|匹配)"
    r"|(?:暂无|无)(?:相关|符合|匹配)?(?:数据|信息|内容|结果|记录)"
    r"|(?:共|找到|检索到|搜索到|约|为|有)[\s“”]*0[\s“”]*(?:条|个|项|篇|件)"
)
"""How a page of results says that there are none."""

SEARCHED: Mapping[str, str] = {
    "finds": _("用站内已有的标题“{word}”检索，结果里有这一篇"),
    "fails": _("用站内已有的标题“{word}”检索，返回错误（{status}）；换一个标题也一样"),
    "finds_nothing": _("用站内已有的标题“{word}”检索，说没有结果；换一个标题也一样"),
    "unasked": _("没有提交检索词，不能断定检索得到检索不到；请输入一个标题试试，或用 --probe-search 再采集一次"),
    "unaskable": _("检索不能用普通的链接提交（{why}），没有提交，不能断定检索得到检索不到；请输入一个标题试试"),
    "unclear": _("用站内已有的标题“{word}”检索，看不出有没有找到，不能断定；请输入一个标题试试"),
    "refused": _("检索被拦截或暂时没有回应，不能断定检索得到检索不到；请输入一个标题试试"),
}
"""What there is to say of a search, by message id."""

_WHY: Mapping[str, Reason] = {"robots": Reason.ROBOTS, "elsewhere": Reason.OFF_NETWORK}


@dataclass(frozen=True, slots=True)
class Searched:
    """`outcome` is met, unmet or open; open with its reason."""

    outcome: str
    message: str
    values: Mapping[str, str | int]
    evidence: tuple[Evidence, ...] = ()
    reason: Reason | None = None


def searched(facts: Facts, pages: Iterable[Page]) -> Searched:
    """What came of asking the search on one of these pages? Convicted is only one that fails, or finds nothing, for two
    titles that stand on the site, as the site itself says on a page that no script fills."""
    known = {url for page in pages for url in (page.url, page.final_url)}
    probe = next((one for one in facts.probes("search") if one.subject in known), None)
    if probe is None:
        return Searched("open", "unasked", {}, reason=Reason.NOT_GATHERED)
    why, asked = str(probe.values["reason"]), list(probe.values["asked"])
    titles = [one for one in asked if one.get("title_url")]
    if why or not titles:
        return Searched("open", "unaskable", {"why": why}, reason=_WHY.get(why, Reason.AMBIGUOUS))
    seen = tuple(map(_seen, titles))
    if found := next((one for one in titles if one["rows"]), None):
        return Searched("met", "finds", {"word": found["word"]}, seen)
    said: dict[str, str | int] = {"word": titles[0]["word"], "status": titles[0]["status"]}
    several = len(titles) > 1 and not probe.values["scripted"]
    if several and all(one["fault"] and one["whose"] == "site" and one["fault"] != "blocked" for one in titles):
        return Searched("unmet", "fails", said, seen)
    if any(one["fault"] for one in titles):
        return Searched("open", "refused", {}, seen, Reason.BLOCKED if _blocked(titles) else Reason.TRANSIENT)
    if several and all(_says_none(one) for one in titles):
        return Searched("unmet", "finds_nothing", {"word": said["word"]}, seen)
    return Searched("open", "unclear", {"word": said["word"]}, seen, Reason.AMBIGUOUS)


def _blocked(titles: list[dict[str, Any]]) -> bool:
    return any(one["fault"] == "blocked" for one in titles)


def _says_none(answer: Mapping[str, Any]) -> bool:
    settled = answer["page"] and (answer["rendered"] or not answer["script"])
    return bool(settled and NOTHING.search(str(answer["text"])))


def _seen(answer: Mapping[str, Any]) -> Evidence:
    told = NOTHING.search(str(answer["text"]))
    quote = " ".join(answer["rows"]) or (told[0] if told else "")
    return Evidence(
        kind="exchange",
        url=str(answer["url"]),
        target=str(answer["title_url"]),
        quote=quote,
        status=int(answer["status"]),
        values={"word": str(answer["word"]), **({"fault": str(answer["fault"])} if answer["fault"] else {})},
    )
