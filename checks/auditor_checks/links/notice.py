"""Does a line say that what a reader came for is not there?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from auditor.api import Params, same

_QUOTED = re.compile(r"[“‘《「『\"【][^”’》」』\"】]*[”’》」』\"】]")
_ASCII = re.compile(r"[\x00-\x7f]+")
_LINE = 60  # a notice is one short line; a longer one is a sentence about something
_LATIN_LINE = 200


class Says(IntEnum):
    """How plainly does a line say it?"""

    NOTHING = 0
    HINT = 1  # that something went wrong
    THING = 2  # that a text, a file, a record is not there: it may speak of another thing than itself
    PLAINLY = 3  # that the page, or what the reader asked for, is not there


class Vocabulary(Params):
    """The words of error pages. A notice in Chinese is: an excuse, who asked, a subject, a predicate, or the predicate
    of a search before the subject; nothing else may stand before them on the line.

    `pages` are subjects that can only be the page itself, `things` may be something that the page is about, `texts` are
    those of them that no search misses. `asking` are words of a visitor's asking. What is `lapsed` is the page, or what
    was asked for: of a text they say that it no longer holds. `elsewhere` on a line shows that it speaks of something
    else.
    """

    excuses: tuple[str, ...] = (
        *(
            "对不起",
            "抱歉",
            "很抱歉",
            "非常抱歉",
            "十分抱歉",
            "不好意思",
            "亲爱的用户",
            "尊敬的用户",
            "您好",
            "你好",
            "亲",
        ),
        *("sorry", "oops", "哎呀", "哎呦", "啊哦", "糟糕", "提示", "温馨提示", "提示信息", "信息提示", "错误提示"),
        *(
            "出错了",
            "出错啦",
            "出错",
            "访问出错",
            "系统出错",
            "系统提示",
            "系统错误",
            "参数错误",
            "404",
            "404错误",
            "错误404",
        ),
        *("http错误404", "http状态404", "error404", "错误", "错误信息", "操作失败"),
    )
    asking: tuple[str, ...] = (
        *("访问", "浏览", "请求", "查看", "查找", "寻找", "打开", "要找", "想找", "找", "要", "想要", "需要"),
        *("阅读", "下载", "点击", "输入", "指定"),
    )
    pages: tuple[str, ...] = ("页面", "网页", "页", "网址", "链接", "地址", "url", "网站页面", "界面")
    things: tuple[str, ...] = (
        *(
            "信息",
            "内容",
            "文章",
            "稿件",
            "文件",
            "文件或目录",
            "附件",
            "栏目",
            "频道",
            "专题",
            "资源",
            "记录",
            "文档",
            "新闻",
        ),
        *("图片", "视频", "目录", "数据", "路径", "站点", "东西", "目标资源"),
    )
    texts: tuple[str, ...] = ("文章", "稿件", "文件", "文件或目录", "附件", "文档", "资源", "路径")
    predicates: tuple[str, ...] = (
        *(
            "不存在",
            "没有找到",
            "未找到",
            "没找到",
            "找不到",
            "找不着",
            "无法找到",
            "不见",
            "丢失",
            "走丢",
            "走失",
            "飞走",
        ),
        *("删除", "移除", "移走", "移动", "转移", "下线", "下架", "撤稿", "撤回", "撤下", "不复存在", "未发布", "更名"),
    )
    lapsed: tuple[str, ...] = ("失效", "过期", "关闭", "作废", "撤销")
    searches: tuple[str, ...] = ("没有找到", "未找到", "没找到", "找不到", "无法找到", "未能找到", "没有", "搜索不到")
    shut: tuple[str, ...] = ("无法访问", "无法显示", "无法打开", "暂时无法访问", "不可用", "有误", "错误")
    plain: tuple[str, ...] = (
        *("404 not found", "page not found", "page you requested", "page you are looking for", "page you visited"),
        *(
            "page you're looking for",
            "was not found on this server",
            "requested resource",
            "file or directory not found",
        ),
        *("resource you are looking for", "error 404--not found", "type=not found, status=404", "page does not exist"),
        "you may have typed the address incorrectly",
    )
    hints: tuple[str, ...] = (
        *(
            "走丢了",
            "开小差",
            "出错了",
            "出错啦",
            "错误页",
            "错误信息",
            "错误提示",
            "系统发生错误",
            "页面错误",
            "服务器错误",
        ),
        *(
            "not found",
            "http status 404",
            "http 404",
            "http错误404",
            "http状态404",
            "错误404",
            "404错误",
            "oops",
            "error page",
        ),
        *("公益404", "404公益", "没有这个页面", "没有这个资源", "没有此页", "已被管理员删除"),
    )
    elsewhere: tuple[str, ...] = (
        *(
            "申请",
            "答复",
            "经查",
            "检索",
            "符合条件",
            "怎么",
            "如何",
            "为什么",
            "问题",
            "部分",
            "关键词",
            "相关",
            "稍后",
            "繁忙",
        ),
        *("频繁", "结果", "征集", "投票", "栏目下"),
    )


@dataclass(frozen=True, slots=True)
class _Grammar:
    plain: re.Pattern[str]
    thing: re.Pattern[str]
    shut: re.Pattern[str]
    excuse: re.Pattern[str]
    elsewhere: tuple[str, ...]
    sayings: tuple[str, ...]
    hints: tuple[str, ...]
    telling: tuple[str, ...]  # one of these is in every line that says anything
    first: frozenset[str]  # their first letters


def _keys(*lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(same(word) for words in lists for word in words))


@lru_cache(maxsize=8)
def _grammar(words: Vocabulary) -> _Grammar:
    before = rf"(?:{_any(words.excuses)}|了|啦|[\W\d_])*+"
    asked = rf"(?:我们|系统|服务器)?(?:您|你)?(?:所|正在|正)*+(?:{_any(words.asking)})++过?的?(?:该|此|这个|那个)?"
    pointed = r"(?:该|此|本|这个|当前|所)?"
    page, thing = _any(words.pages), _any(words.things)
    since = r"(?:可能|也许|或许|已经|已|暂时|暂|目前|并|由于)*+(?:被|经)?(?:管理员)?"
    lost = rf"{since}(?:{_any(words.predicates)})"
    gone = rf"{since}(?:{_any((*words.predicates, *words.lapsed))})"
    end = r"(?:了|啦|[^\w:]|$)"  # a colon would begin a count of such pages
    after = rf"(?:或|和|并|{end})"
    sought = rf"(?:我们|系统|服务器)?(?:{_any(words.searches)})"
    plain = (
        rf"{asked}(?:{page}|{thing}){gone}{after}|{pointed}(?:{page}){gone}{after}"
        rf"|{sought}(?:{asked}|{pointed})(?:{page}){end}"
    )
    things = (
        rf"{pointed}(?:指定的)?(?:{thing}){lost}{after}"
        rf"|{sought}(?:{asked}|指定的|{pointed})(?:{_any(words.texts)}){end}"
    )
    shut = rf"(?:{asked}|{pointed})(?:{page}|{thing})(?:{_any(words.shut)}){end}"
    said = [re.compile(f"{before}(?:{one})") for one in (plain, things, shut)]
    telling = _keys(words.predicates, words.lapsed, words.searches, words.shut, words.plain, words.hints)
    return _Grammar(
        plain=said[0],
        thing=said[1],
        shut=said[2],
        excuse=re.compile(before),
        elsewhere=_keys(words.elsewhere),
        sayings=_keys(words.plain),
        hints=_keys(words.hints),
        telling=telling,
        first=frozenset(word[:1] for word in telling),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(same, words), key=lambda word: (-len(word), word)))


def plainness(line: str, words: Vocabulary) -> Says:
    """How plainly does this line say that what was asked for is not there?"""
    grammar = _grammar(words)
    bare = same(_QUOTED.sub("", line))
    if grammar.first.isdisjoint(bare) or not any(word in bare for word in grammar.telling):
        return Says.NOTHING
    latin = len(_ASCII.sub("", bare)) < len(bare) / 4
    if len(bare) > (_LATIN_LINE if latin else _LINE) or bare.endswith("?"):
        return Says.NOTHING
    if any(word in bare for word in grammar.elsewhere):
        return Says.NOTHING
    if any(word in bare for word in grammar.sayings) or grammar.plain.match(bare):
        return Says.PLAINLY
    if grammar.thing.match(bare):
        return Says.THING
    if grammar.shut.match(bare) or any(word in bare for word in grammar.hints):
        return Says.HINT
    return Says.NOTHING


def may_say(text: str, words: Vocabulary) -> bool:
    """May a line of this text say so? If not, `plainness` finds nothing in any of them."""
    telling = _grammar(words).telling
    whole = same(text)
    if any(word in whole for word in telling):
        return True
    # What stands around a quotation may be one word without it.
    quoting = (same(_QUOTED.sub("", line)) for line in text.splitlines() if _QUOTED.search(line))
    return any(word in bare for bare in quoting for word in telling)


def plainest(lines: Sequence[str], words: Vocabulary) -> tuple[Says, str]:
    """The plainest of these lines, the first of them."""
    best = max(lines, key=lambda line: plainness(line, words), default="")
    return (plainness(best, words), best) if best else (Says.NOTHING, "")


def excused(line: str, words: Vocabulary) -> bool:
    """Is there nothing on this line but an excuse?"""
    return bool(_grammar(words).excuse.fullmatch(same(line)))
