"""Faults of interpretations: missing, unlinked, late, copied, hollow, of one form only."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.demo import pictures
from auditor.demo.book import HOME, PHONE_CODE, content, placed
from auditor.demo.days import workday_before, workdays_after
from auditor.demo.faults.edit import both, cut, edited, forgotten, text
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.policies import INTERPRETATIONS, PICTURES, POLICIES, text_path
from auditor.demo.site import HTML, Mutation, Resource, Site

_OF = "interpretations."
_RELATED = r'\s*<div class="related">.*?</div>|\s*<TR><TD class="related">.*?</TD></TR>'
_BODY = re.compile(r'(<div class="TRS_Editor" id="zoom">|<DIV id="zoom">)(.*?)(</div>|</DIV>)', re.S)
_DAY = re.compile(r"发布时间：(\d{4}-\d\d-\d\d)")
_ANY = date(2026, 1, 5)


def _entry(key: str) -> Mapping[str, Any]:
    return next(entry for entry in content("policies")["policy"] if entry["key"] == key)


def title_of(key: str) -> str:
    """The title of a policy, without the organ that issued it."""
    return str(_entry(key)["title"])


def policy_url(key: str) -> str:
    """Where a policy stands whose address does not speak of the day."""
    entry = _entry(key)
    if entry["style"] in ("trs", "art"):
        raise ValueError(f"the address of {key} moves with the day")
    return HOME + placed(POLICIES.href, entry["title"], _ANY, entry["style"])[1:]


def text_url(key: str) -> str:
    """Where the interpretation in words of a policy stands."""
    return HOME + text_path(_entry(key))[1:]


def pair(key: str) -> str:
    return f"{policy_url(key)} {text_url(key)}"


def _linked(site: Site, key: str) -> tuple[str, ...]:
    """The interpretations that the page of a policy leads to."""
    block = re.search(_RELATED, text(site, policy_url(key)), re.S)
    return tuple(HOME + href[1:] for href in re.findall(r'href="([^"]+)"', block[0] if block else "", re.I))


def uninterpreted(*keys: str) -> Mutation:
    def apply(site: Site) -> Site:
        return forgotten(*(url for key in keys for url in _linked(site, key)))(site)

    return apply


def others_forgotten(*, pictures_only: bool) -> Mutation:
    """Without the interpretations that are pictures, or without all that are not in words."""

    def apply(site: Site) -> Site:
        column, drawn = HOME + INTERPRETATIONS.href[1:], HOME + PICTURES.href[1:]
        doomed = [
            url
            for url, answer in site.resources.items()
            if answer.content_type == HTML
            and b'content="\xe6\x94\xbf\xe7\xad\x96\xe8\xa7\xa3\xe8\xaf\xbb"' in answer.body  # 政策解读
            and b'name="ArticleTitle"' in answer.body
            and (url.startswith(drawn) if pictures_only else not url.startswith(f"{column}jd_"))
        ]
        return forgotten(*doomed)(site)

    return apply


def _body(page: str) -> str:
    found = _BODY.search(page)
    return found[2] if found else ""


def saying(url: str, words: str) -> Mutation:
    """A page with other words in its body."""
    return edited(url, lambda page: _BODY.sub(lambda found: found[1] + words + found[3], page, count=1))


def _copied(key: str) -> Mutation:
    """The interpretation is the policy's own text under another title."""
    return lambda site: saying(text_url(key), _body(text(site, policy_url(key))))(site)


def _published(key: str, working_days: int) -> Mutation:
    """The interpretation comes so many working days after its policy (before it, when negative)."""

    def apply(site: Site) -> Site:
        url, issued = text_url(key), _DAY.search(text(site, policy_url(key)))
        was = _DAY.search(text(site, url))
        if not issued or not was:
            raise ValueError(f"no date on the pages of {key}")
        day = date.fromisoformat(issued[1])
        if working_days < 0:
            new = workday_before(date.fromordinal(day.toordinal() + working_days))
        else:
            new = workdays_after(day, working_days)
        site = edited(url, lambda page: page.replace(was[1], str(new)))(site)
        href = re.escape(url.removeprefix(HOME.rstrip("/")))
        row = re.compile(rf'(<li><a href="{href}"[^>]*>[^<]*</a><span>){was[1]}')
        lists = [HOME + INTERPRETATIONS.href[1:], f"{HOME}{INTERPRETATIONS.href[1:]}index_1.html"]
        listed = next(one for one in lists if row.search(text(site, one)))
        return edited(listed, lambda page: row.sub(rf"\g<1>{new}", page))(site)

    return apply


def _in_attachment(key: str) -> Mutation:
    """The policy's page has nothing but a file to be downloaded."""
    href = f"{POLICIES.href}files/{key}.pdf"
    words = f'<p>全文见附件。</p><p><a href="{href}">文件全文.pdf</a></p>'
    put = Resource(pictures.pdf(key), content_type="application/pdf")
    return both(saying(policy_url(key), words), lambda site: site.with_resource(HOME + href[1:], put))


_VAGUE = (
    "<p>近日，我县又推出一项暖心之举，受到社会各界广泛关注和好评。</p>"
    "<p>相关负责人表示，这充分体现了对企业的关心和支持。大家纷纷点赞，认为来得及时、来得解渴。</p>"
    "<p>下一步，各有关单位将提高站位，压实责任，狠抓落实，确保取得实实在在的成效。</p>"
    "<p>让我们携手并肩，凝心聚力，共同谱写高质量发展的崭新篇章，让发展成果更多惠及广大群众。</p>"
)
_QUOTES = (
    "<p>文件里有几句话要划重点：“整治后的单块面积在平坝区原则上不小于十亩”，说的是小田并大田；"
    "“每亩综合投入不低于三千元”，说的是钱从哪来；“工程竣工后三十日内移交村集体”，说的是谁来管。</p>"
)
_PICTURE = (
    f'<p class="pic"><img src="http://img.qinglan.gov.test/tj/machinery.svg" width="720" height="1500"></p>'
    f"<p>咨询电话：{PHONE_CODE}-5620129</p>"
)
_DRAWN = pictures.infographic("农机购置补贴", ("十一类机具有补贴", "手机上申请", "三天核验"))

FAULTS = (
    Planted(
        "interpretation-missing",
        _OF + "coverage",
        HOME,
        "three policies have no interpretation",
        uninterpreted("lift", "aftercare", "homestay"),
        also=frozenset({_OF + "infographic"}),
        beside=frozenset({(_OF + "infographic", HOME)}),
    ),
    Planted(
        "interpretation-no-forward-link",
        _OF + "forward-link",
        pair("trees"),
        "a policy's page does not lead to its interpretation",
        cut(policy_url("trees"), _RELATED),
    ),
    Planted(
        "interpretation-no-back-link",
        _OF + "back-link",
        pair("school"),
        "an interpretation does not lead back to its policy",
        cut(text_url("school"), _RELATED),
    ),
    Planted(
        "interpretation-late",
        _OF + "lag",
        pair("machinery"),
        "an interpretation came 25 working days after its policy",
        _published("machinery", 25),
    ),
    Planted(
        "decoy-interpretation-early",
        _OF + "lag",
        pair("jobs"),
        "an interpretation was published a day before its policy",
        _published("jobs", -1),
        MET,
    ),
    Planted(
        "interpretation-words-only",
        _OF + "forms",
        HOME,
        "all interpretations are in words",
        others_forgotten(pictures_only=False),
        also=frozenset({_OF + "infographic", _OF + "text-equivalent"})
        | frozenset({"columns.blank", _OF + "infographic"}),
        beside=frozenset({(_OF + "infographic", HOME)})
        | frozenset({("columns.blank", HOME + "zcjd/tj/"), (_OF + "infographic", HOME)}),
    ),
    Planted(
        "interpretation-no-picture",
        _OF + "infographic",
        HOME,
        "no policy has an infographic",
        others_forgotten(pictures_only=True),
        also=frozenset({"columns.blank", _OF + "text-equivalent"}),
        beside=frozenset({("columns.blank", HOME + "zcjd/tj/")}),
    ),
    Planted(
        "interpretation-copied",
        _OF + "copied",
        pair("water"),
        "an interpretation is the policy's own text",
        _copied("water"),
        also=frozenset({_OF + "substance", _OF + "readability"}),
        beside=frozenset({(_OF + "substance", text_url("water")), (_OF + "readability", pair("water"))}),
    ),
    Planted(
        "decoy-interpretation-quotes",
        _OF + "copied",
        "",
        "an interpretation quotes some phrases of its policy",
        edited(text_url("farmland"), lambda page: page.replace("<h2>四、", f"{_QUOTES}<h2>四、")),
        MET,
    ),
    Planted(
        "policy-in-attachment",
        _OF + "copied",
        pair("lift"),
        "the policy's text stands in an attachment alone",
        _in_attachment("lift"),
        NOT_TESTABLE,
        also=frozenset({_OF + "readability"}),
    ),
    Planted(
        "interpretation-hollow",
        _OF + "substance",
        text_url("jobs"),
        "an interpretation says nothing of background, purpose and measures",
        saying(text_url("jobs"), _VAGUE),
        also=frozenset({_OF + "readability"}),
    ),
    Planted(
        "interpretation-picture-only",
        _OF + "substance",
        text_url("machinery"),
        "an interpretation is one tall picture without words",
        both(
            saying(text_url("machinery"), _PICTURE),
            lambda site: site.with_resource(
                "http://img.qinglan.gov.test/tj/machinery.svg", Resource(_DRAWN, content_type=pictures.SVG)
            ),
        ),
        NOT_TESTABLE,
        also=frozenset({_OF + "copied", _OF + "readability", _OF + "text-equivalent"}),
        beside=frozenset({(_OF + "text-equivalent", text_url("machinery"))}),
    ),
)
