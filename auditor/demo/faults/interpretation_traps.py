"""Interpretations that a reader reaches by a detour, or that nobody could see: moved, elsewhere, blocked."""

import re
from dataclasses import replace

from auditor.demo.book import HOME, IMAGES
from auditor.demo.faults.disclosure import NEAR_HOME
from auditor.demo.faults.edit import both, cut, edited, page, swapped, text, unlisted
from auditor.demo.faults.interpretations import pair, policy_url, text_url, title_of, uninterpreted
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.policies import INTERPRETATIONS, PICTURES, POLICIES, VIDEOS
from auditor.demo.site import Mutation, Resource, Site

_OF = "interpretations."
_THREE = ("lift", "aftercare", "homestay")
_COLUMN = HOME + INTERPRETATIONS.href[1:]
_CHALLENGE = page("安全验证", "<script>location.reload()</script>正在进行安全验证，请稍候", status=412)
_RELATED = r'\s*<div class="related">.*?</div>|\s*<TR><TD class="related">.*?</TD></TR>'
_PLAIN = (
    "关于张明等同志任免职的通知",
    "关于表彰先进集体的决定",
    "关于国庆节放假安排的通知",
    "关于成立防汛指挥部的通知",
    "关于转发省医保局门诊统筹办法的通知",
    "关于调整县科技领导小组成员的通知",
)


def _path(url: str) -> str:
    return url.removeprefix(HOME.rstrip("/"))


def _through(where: str, goal: str) -> Mutation:
    """The link of one page to another names the old address of that, which leads on to it."""
    old = f"{HOME}old/show.asp?id=777"
    sent = Resource(status=301, headers={"Location": _path(goal)}, content_type="")
    return both(swapped(where, _path(goal), _path(old)), lambda site: site.with_resource(old, sent))


def _by_picture(url: str, alt: str) -> Mutation:
    """The related link of a page is a picture, with no words around."""
    picture = f'<img src="{IMAGES}images/emblem.svg" alt="{alt}">'
    pattern = re.compile(r'(class="related">)<[hbHB]3?>[^<]*</[hbHB]3?>(.*?<[aA] href="[^"]*">)[^<]*', re.S)
    return edited(url, lambda markup: pattern.sub(rf"\g<1>\g<2>{picture}", markup, count=1))


def _elsewhere(key: str) -> Mutation:
    """The only interpretation of a policy stands with the county's media, and the policy's page leads there."""
    url = f"{VIDEOS}jd/{key}.html"
    name = f"{title_of(key)}政策解读"
    block = f'<div class="related"><h3>相关解读</h3><ul><li><a href="{url}">{name}</a></li></ul></div>'
    told = page(name, f"<h1>{name}</h1><p>{'这项政策怎么办、找谁办，记者请主管部门逐条作了说明。' * 12}</p>")
    led = swapped(policy_url(key), '<div class="share">', f'{block}<div class="share">')
    return both(uninterpreted(key), led, lambda site: site.with_resource(url, told))


def _by_ajax(url: str) -> Mutation:
    """The related links of a page stand in an empty box that a plain request of a script fills."""
    ask = "<script>$.get('/api/related?id=7',function(rows){$('#related').html(rows)})</script>"
    return cut(
        url, r"(?<=</h3>)<ul>(?:(?!</ul>).)*</ul></div>|(?<=</B>)<BR>·.*?(?=</TD>)", f'<ul id="related"></ul>{ask}'
    )


def _in_frame(url: str, answer: Resource | None = None) -> Mutation:
    """The related links of a page stand in a frame."""
    where = f"{HOME}related/{url.rpartition('/')[2].partition('.')[0]}.html"

    def apply(site: Site) -> Site:
        block = re.search(_RELATED, text(site, url), re.S)
        if block is None:
            raise ValueError(f"no related links on {url}")
        told = answer or page("相关信息", re.sub(r"</?T[RD][^>]*>", "", block[0]))
        framed = cut(url, _RELATED, f'<iframe src="{_path(where)}" width="100%" height="120"></iframe>')
        return framed(site).with_resource(where, told)

    return apply


def _printed(key: str) -> Mutation:
    """The interpretation of a policy is printed below its text, and nowhere else."""

    def apply(site: Site) -> Site:
        told = "".join(re.findall(r"<p>[^<]{20,}</p>", text(site, text_url(key))))
        site = uninterpreted(key)(site)
        return swapped(policy_url(key), '<div class="share">', f'<h3>政策解读</h3>{told}<div class="share">')(site)

    return apply


def _plain_documents(site: Site) -> Site:
    """Documents that nobody has to interpret, more than a fifth of all."""
    source, column = policy_url("lift"), HOME + POLICIES.href[1:]
    pattern = text(site, source).replace(title_of("lift"), "{}")
    pattern = re.sub(_RELATED, "", pattern, flags=re.S)
    for place, title in enumerate(_PLAIN):
        url = f"{column}content_{910 + place}.html"
        body = re.sub(r"〕\d+号", f"〕{910 + place}号", pattern.replace("{}", title))
        row = f'<div class="row"><div class="tit"><a href="{_path(url)}">{title}</a></div></div>'
        site = site.with_resource(url, replace(site.resources[source], body=body.encode()))
        site = cut(column, '<div class="row">', f'{row}<div class="row">')(site)
    return site


def _column_blocked(site: Site) -> Site:
    """The columns of interpretations refuse programs, and nothing else leads to three of the interpretations."""
    hidden = [url for key in _THREE for url in re.findall(r'href="(/zcjd/[^"]+)"', text(site, policy_url(key)))]
    for key in _THREE:
        site = cut(policy_url(key), _RELATED)(site)
    for url in hidden:
        site = unlisted(site, HOME + url[1:])
    return _answering(
        site, *(url for url in site.resources if re.fullmatch(rf"{_COLUMN}(tj/)?(index_\d+\.html)?", url))
    )


def _pictures_blocked(site: Site) -> Site:
    """The pages of the infographics refuse programs, and no title says what they are."""
    drawn = [url for url in site.resources if url.startswith(HOME + PICTURES.href[1:])]
    for url, answer in site.resources.items():
        if answer.content_type.startswith("text/html") and "【图解】一图读懂" in text(site, url):
            site = swapped(url, "【图解】一图读懂", "")(site)
    return _answering(site, *drawn)


def _answering(site: Site, *urls: str) -> Site:
    for url in urls:
        site = site.with_resource(url, _CHALLENGE)
    return site


FAULTS = (
    Planted(
        "decoy-policy-exempt",
        _OF + "coverage",
        HOME,
        "appointments, awards, holidays and what is passed on have no interpretation",
        _plain_documents,
        MET,
    ),
    Planted(
        "decoy-interpretation-elsewhere",
        _OF + "coverage",
        HOME,
        "three policies are interpreted by the county's media, and their pages lead there",
        both(*(_elsewhere(key) for key in _THREE)),
        MET,
        also=frozenset({_OF + "lag", _OF + "infographic"}),
        beside=frozenset({(_OF + "infographic", HOME)}),
    ),
    Planted(
        "interpretation-column-challenge",
        _OF + "coverage",
        HOME,
        "the columns of interpretations answer with a challenge (412)",
        _column_blocked,
        NOT_TESTABLE,
        also=frozenset({_OF + "infographic", "links.broken", *NEAR_HOME})
        | frozenset({_OF + "infographic", "links.broken", "columns.covers"}),
    ),
    Planted(
        "decoy-forward-link-moved",
        _OF + "forward-link",
        pair("trees"),
        "a policy leads to the old address of its interpretation, which leads on (301)",
        _through(policy_url("trees"), text_url("trees")),
        MET,
    ),
    Planted(
        "decoy-forward-link-picture",
        _OF + "forward-link",
        pair("trees"),
        "a policy leads to its interpretation by a picture",
        _by_picture(policy_url("trees"), "政策解读"),
        MET,
    ),
    Planted(
        "decoy-back-link-moved",
        _OF + "back-link",
        pair("school"),
        "an interpretation leads to the old address of its policy, which leads on (301)",
        _through(text_url("school"), policy_url("school")),
        MET,
    ),
    Planted(
        "decoy-back-link-picture",
        _OF + "back-link",
        pair("school"),
        "an interpretation leads back to its policy by a picture",
        _by_picture(text_url("school"), "查看原文"),
        MET,
    ),
    Planted(
        "pictures-challenge",
        _OF + "infographic",
        HOME,
        "the pages of the infographics answer with a challenge (412), and no title says what they are",
        _pictures_blocked,
        NOT_TESTABLE,
        also=frozenset({_OF + "lag", _OF + "text-equivalent", "links.broken"}),
    ),
    Planted(
        "forward-link-by-ajax",
        _OF + "forward-link",
        pair("trees"),
        "a plain request of a script fills the related links of a policy",
        _by_ajax(policy_url("trees")),
        NOT_TESTABLE,
    ),
    Planted(
        "back-link-by-ajax",
        _OF + "back-link",
        pair("school"),
        "a plain request of a script fills the related links of an interpretation",
        _by_ajax(text_url("school")),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-forward-link-in-frame",
        _OF + "forward-link",
        pair("trees"),
        "the related links of a policy stand in a frame",
        _in_frame(policy_url("trees")),
        MET,
    ),
    Planted(
        "back-link-in-blocked-frame",
        _OF + "back-link",
        pair("school"),
        "the related links of an interpretation stand in a frame that answers with a challenge (412)",
        _in_frame(text_url("school"), _CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({"links.broken"}),
    ),
    Planted(
        "decoy-interpretation-printed",
        _OF + "coverage",
        HOME,
        "the interpretations of three policies are printed below their texts",
        both(*(_printed(key) for key in _THREE)),
        MET,
        also=frozenset({_OF + "infographic"}),
        beside=frozenset({(_OF + "infographic", HOME)}),
    ),
)
