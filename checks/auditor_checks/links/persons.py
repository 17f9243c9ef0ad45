"""Whose name is this, and about whom is a page?"""

import re
from collections.abc import Sequence

from auditor.api import Element, Facts, Page, Params, same

_FIELD = re.compile(r"姓\s*名\s*[:：]\s*([\u4e00-\u9fff·]{2,12})(?:\s|$|[,，;；])")
_SAID = re.compile(r"(?:^|\n)\s*([\u4e00-\u9fff·]{2,12})\s*[,，、]\s*[男女]\s*[,，、]")
_BETWEEN = re.compile(r"[\s:：、,，;；/|()（）\[\]【】<>-]+")
_PARTS = re.compile(r"[|｜>＞»_—–\-]+")
# Written in traditional characters: a name on such a page need not look as it does elsewhere.
_TRADITIONAL = re.compile(r"[國縣務長會議來發這們個為業產後黨漢現領導負責]")


class PersonParams(Params):
    """Words by which names of people are told: the pages that list leaders, posts, surnames, and words, or ends of
    words, that look like a name and are none."""

    leader_lists: tuple[str, ...] = (
        *("领导之窗", "领导信息", "领导介绍", "领导简介", "领导分工", "领导班子", "领导成员", "负责人信息"),
        *("政府领导", "省领导", "市领导", "州领导", "县领导", "区领导", "局领导", "机关领导", "单位领导"),
        *("省长之窗", "市长之窗", "州长之窗", "县长之窗", "区长之窗"),
    )
    posts: tuple[str, ...] = (
        *("省长", "市长", "州长", "盟长", "县长", "区长", "旗长", "镇长", "乡长", "厅长", "局长", "处长", "科长"),
        *("主席", "主任", "书记", "秘书长", "巡视员", "调研员", "组长", "组员", "站长", "院长", "队长", "总工程师"),
        *("党组成员", "党委委员", "县委常委", "市委常委", "区委常委", "常委", "委员", "常务", "同志"),
        *("县委", "市委", "区委", "省委", "县政府", "市政府", "区政府", "党组", "党委", "副", "代"),
    )
    surnames: str = (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
        "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊齐兰施洪翟安颜倪牛温芦季俞章鲁葛"
        "申尤毕聂焦柳邢岳梅庞耿关焉祝左涂谷祁舒耿牟卜詹凌费纪靳欧甘臧岑符"
    )
    no_ends: str = "镇乡村县区市州省局办委部处科室院所站队组会厅"
    no_names: tuple[str, ...] = (
        *("安排", "方案", "程序", "范围", "申报", "金融", "高清", "文件", "文章", "任免", "任职", "白皮书"),
        *("方志办", "金融办", "江苏", "黄山", "石油", "向导", "常务", "常见", "文化", "文明", "温馨", "严禁"),
        *("安全", "安监局", "关工委", "文旅局", "文广局", "高新区", "金融局", "林业局", "石化", "万象", "白云"),
        *("常委", "毕业", "关于", "关注", "康养", "易地"),
    )


def person(label: str, params: PersonParams) -> str:
    """Whose name is this label, with or without a post beside it? "" when it is none, or may be none."""
    words = _without_posts(label, params)
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+", words):
        return ""
    if "·" not in words and words[0] not in params.surnames:
        return ""
    return "" if words in params.no_names or words[-1] in params.no_ends else words


def about(page: Page, title: str, params: PersonParams) -> str:
    """About which one person is this page, by its field for the name, its first sentence, its title or heading? "" when
    it does not say, or speaks of several."""
    said = set(_FIELD.findall(page.text)) or set(_SAID.findall(page.text))
    if not said:
        named = {person(part, params) for part in (title, *_PARTS.split(page.title), *page.headings[:3])}
        said = {name for name in named if name}
    return said.pop() if len(said) == 1 else ""


def mentions(page: Page, name: str) -> bool:
    """Does the page name this person, other than as the text of a link?"""
    linked = {same(link.label) for link in page.links if link.element in (Element.A, Element.AREA)}
    lines = (page.title, *page.headings, *page.metas.values(), *page.full_text.splitlines())
    return any(name in same(line) and same(line) not in linked for line in lines)


def introduced(pages: Sequence[Page], name: str, params: PersonParams, facts: Facts) -> bool:
    """Is this surely a person: does one of these pages introduce somebody of that name?"""
    return any(
        name in _SAID.findall(page.text)
        or name in _FIELD.findall(page.text)
        or about(page, facts.title(page), params) == name
        for page in pages
    )


def in_post(page: Page, label: str, params: PersonParams) -> bool:
    """Does a post stand beside this name on the page that lists it: with it, in the line above or in that below?"""
    key, posts = same(label), sorted((post for post in params.posts if len(post) > 1), key=len, reverse=True)
    if any(post in key for post in posts):
        return True
    lines = [same(line) for line in page.full_text.splitlines()]
    beside = (
        lines[near]
        for at, line in enumerate(lines)
        if line == key
        for near in (at - 1, at + 1)
        if 0 <= near < len(lines)
    )
    return any(any(post in line for post in posts) and not _without_posts(line, params) for line in beside)


def _without_posts(line: str, params: PersonParams) -> str:
    """What is left of a line without posts?"""
    words = _BETWEEN.sub("", line)
    for post in sorted(params.posts, key=len, reverse=True):
        words = words.replace(post, "")
    return words


def in_office(page: Page, params: PersonParams) -> bool:
    """Does the page speak of an office that somebody holds? One about a suspect, or a form to fill in, does not."""
    return any(post in page.full_text for post in params.posts if len(post) > 1)


def traditional(page: Page) -> bool:
    """Is the page written in traditional characters?"""
    return len(_TRADITIONAL.findall(page.full_text[:5000])) >= 5
