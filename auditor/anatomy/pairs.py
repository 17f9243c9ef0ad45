"""Which interpretation speaks of which policy, and do their pages lead to each other?

By four rules, the most certain first; the first that names a policy decides for an interpretation: an explicit link,
the document number, the 《title》, a similar title. One policy may have many interpretations, and the other way round.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from auditor.anatomy.article import body_links, forms_of, forms_of_link, published_of, words_of
from auditor.anatomy.documents import key_of
from auditor.api import StoredFacts
from auditor.model.anatomy import Document, DocumentKind, Pair
from auditor.model.exchange import Opening
from auditor.model.page import Element, Link, Page
from auditor.model.titles import cited_names, numbers_in
from auditor.model.traditional import simplified
from auditor.model.url import host_of, site_of
from auditor.model.words import same

SIMILAR = 0.8
EARLY = 90  # days that an interpretation may come before what it interprets, in pairs by name or likeness
_NAMED = re.compile(r"《([^《》]{4,120})》")
_DRAFT = re.compile(r"征求意见|草案|公开征集")
_TO_POLICY = re.compile(
    r"^[【\[]?(?:(?:查看|阅读|点击查看)?(?:政策|文件|政策文件|相关文件)?(?:原文|全文)(?:链接)?|(?:相关)?(?:政策)?文件|政策链接)[:：】\]]?$"
)
_TO_EXPLANATION = re.compile(
    r"^[【\[]?(?:查看|阅读|点击查看|相关|政策|文件|配套|文字|图文|视频)*(?:解读|图解|一图读懂|一图看懂)(?:材料|链接|全文)?[:：】\]>》]*$"
)
_TO_EXPLAINING = re.compile(r"(?:解读|图解|一图(?:读|看)懂|政策问答|答记者问)")
_CUT_SHORT = re.compile(r"(?:…|\.{3})+$")
_NAME_ALONE = 8  # characters of a name that is known without 《》
_HIGHER_PLACE = re.compile(r"(?:国家|全国|省|市|自治区)$")
_LONG_ENOUGH = 10  # characters of a name that is cut short
_COMMON = 5  # interpretations that all carry a link have it from their template
_NOISE = re.compile(
    r"解读|图解|一图读懂|一图看懂|图说|政策|文件|问答|关于|印发|的通知|视频|动漫|专家|负责人|【[^】]*】|[《》“”\"'：:、，,。（）()\-—\s]"
)


@dataclass(slots=True)
class _Index:
    """The policies by every key under which an interpretation may speak of them."""

    at: dict[str, Document] = field(default_factory=dict)
    numbers: dict[str, list[Document]] = field(default_factory=dict)
    names: dict[str, list[Document]] = field(default_factory=dict)
    grams: dict[str, list[int]] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)


def pairs(documents: Sequence[Document], stored: StoredFacts) -> tuple[Pair, ...]:
    """Policies with their interpretations, by policy URL, then interpretation URL."""
    documents = _with_old_addresses(documents, stored)
    policies = [one for one in documents if one.kind is DocumentKind.POLICY]
    interpretations = [one for one in documents if one.kind is DocumentKind.INTERPRETATION]
    index = _index(policies)
    leading = _leading(policies)
    explaining = {key: one for one in interpretations for key in _keys(one)}
    common = _common(interpretations)
    found: dict[tuple[str, str], Pair] = {}
    for interpretation in interpretations:
        named = list(_by_link(interpretation, index, common)) + _from_policies(interpretation, leading)
        rule = "link"
        if not named:
            rule, named = _by_words(interpretation, policies, index)
        for policy in dict.fromkeys(named):
            pair = Pair(policy, interpretation, rule, _leads(policy, interpretation), _leads(interpretation, policy))
            found[(policy.url, interpretation.url)] = pair
        if not named and (elsewhere := _elsewhere(interpretation, stored)):
            found[(elsewhere.policy.url, interpretation.url)] = elsewhere
    for policy in policies:
        for pair in _unread(policy, explaining, stored):
            found.setdefault((policy.url, pair.interpretation.url), pair)
    return tuple(found[key] for key in sorted(found))


def _with_old_addresses(documents: Sequence[Document], stored: StoredFacts) -> tuple[Document, ...]:
    """The documents with the addresses that only lead on to them, as links between them still name those."""
    known = {key: one.url for one in documents for key in _keys(one)}
    old: dict[str, dict[str, None]] = {}
    for one in documents:
        for target in _led_to(one):
            visit = stored.visit(target) if key_of(target) not in known else None
            if visit and visit.hops and key_of(visit.final_url) in known:
                old.setdefault(known[key_of(visit.final_url)], {})[target] = None
    return tuple(replace(one, aliases=(*one.aliases, *old[one.url])) if one.url in old else one for one in documents)


def _led_to(document: Document) -> Iterator[str]:
    """Where the page of a document leads for its policy or its interpretation, by what is said of the link."""
    said = frozenset(document.announced)
    for link in document.links:
        if link.target and link.element in (Element.A, Element.AREA):
            named = _TO_POLICY.match(link.label) or _TO_EXPLAINING.search(link.label)
            if named or link.target in said or _likeness(_bare(link.label), _bare(document.title)) >= 0.5:
                yield link.target


def _index(policies: Sequence[Document]) -> _Index:
    index = _Index()
    for place, policy in enumerate(policies):
        for key in _keys(policy):
            index.at.setdefault(key, policy)
        if policy.number:
            index.numbers.setdefault(policy.number, []).append(policy)
        for name in cited_names(policy.title):
            index.names.setdefault(name, []).append(policy)
        bare = _bare(policy.title)
        index.bare.append(bare)
        for gram in {bare[at : at + 2] for at in range(len(bare) - 1)}:
            index.grams.setdefault(gram, []).append(place)
    return index


def _keys(document: Document) -> tuple[str, ...]:
    return tuple(key_of(url) for url in (document.url, *document.aliases))


def _common(interpretations: Sequence[Document]) -> frozenset[str]:
    """Addresses that the template puts on interpretations, whatever they are about (最新文件, 热门政策)."""
    counts = Counter(
        key for one in interpretations for key in {key_of(link.target) for link in one.links if link.target}
    )
    return frozenset(key for key, count in counts.items() if count >= _COMMON and 2 * count > len(interpretations))


def _by_link(interpretation: Document, index: _Index, common: frozenset[str]) -> Iterator[Document]:
    """Policies to which the interpretation leads in so many words, or the only one to which it leads at all."""
    led: dict[str, list[Link]] = {}
    for link in interpretation.links:
        if link.element in (Element.A, Element.AREA) and link.target and key_of(link.target) in index.at:
            led.setdefault(index.at[key_of(link.target)].url, []).append(link)
    policies = {url: index.at[key_of(links[0].target)] for url, links in led.items()}
    said = {key_of(target) for target in interpretation.announced}
    sure = [
        url
        for url, links in led.items()
        if any(key_of(link.target) in said or _about(link, interpretation, policies[url]) for link in links)
    ]
    if not sure:
        rest = [url for url in led if key_of(url) not in common]
        sure = rest if len(rest) == 1 and not _beside(interpretation, led[rest[0]]) else []
    yield from (policies[url] for url in sure)


def _leading(policies: Sequence[Document]) -> dict[str, list[tuple[Document, Link | None]]]:
    """Which policies lead to an address, by which link (None: the page announces what stands there)?"""
    found: dict[str, list[tuple[Document, Link | None]]] = {}
    for policy in policies:
        for target in policy.announced:
            found.setdefault(key_of(target), []).append((policy, None))
        for link in policy.links:
            if link.target:
                found.setdefault(key_of(link.target), []).append((policy, link))
    return found


def _from_policies(
    interpretation: Document, leading: Mapping[str, Sequence[tuple[Document, Link | None]]]
) -> list[Document]:
    """Policies that lead to the interpretation under a label that says so, by their URL."""
    found = {
        policy.url: policy
        for key in _keys(interpretation)
        for policy, link in leading.get(key, ())
        if link is None or _about(link, interpretation, policy, leads_on=len(leading[key]) < _COMMON)
    }
    return [found[url] for url in sorted(found)]


def _about(link: Link, interpretation: Document, policy: Document, *, leads_on: bool = False) -> bool:
    """Does the link, or do the titles of its two ends, say that one interprets the other? `leads_on`: it stands on the
    policy's page and leads to the interpretation."""
    if _TO_POLICY.match(link.label):
        return True
    if leads_on and _TO_EXPLANATION.match(link.label):
        return True
    names = cited_names(policy.title)
    if any(name in same(interpretation.title) for name in names):
        return True
    return _likeness(_bare(interpretation.title), _bare(policy.title)) >= 0.5


def _beside(document: Document, links: Sequence[Link]) -> bool:
    """Is the link one of 上一篇 / 下一篇?"""
    return any(re.search(r"[上下]一[篇条]", link.label) for link in links) or not document.text


def _by_words(interpretation: Document, policies: Sequence[Document], index: _Index) -> tuple[str, list[Document]]:
    """What the title says goes before what the text begins with: a text cites older and higher documents as well."""
    title, lead = simplified(interpretation.title), simplified(interpretation.text[:400])
    if _DRAFT.search(title):
        return "", []
    if named := [one for number in numbers_in(title) for one in _ending(index, number)]:
        return "number", named
    if named := _by_name(title, interpretation, index):
        return "title", named[:1]
    if named := [one for number in numbers_in(lead) for one in _ending(index, number)]:
        return "number", named[:1]
    for name in _NAMED.findall(lead):
        if named := _timely(interpretation, index.names.get(same(name), ())):
            return "title", named[:1]
    return "similar", _similar(interpretation, policies, index)


def _by_name(title: str, interpretation: Document, index: _Index) -> list[Document]:
    """The policies that a title names: in 《》, by all that it says, or by its beginning where it is cut short (……)."""
    for name in (*_NAMED.findall(title), _stripped(title)):
        if named := _timely(interpretation, index.names.get(same(name), ())):
            return named
        if cut := _CUT_SHORT.search(name):
            begun = same(name[: cut.start()])
            some = {
                one.url: one
                for known, documents in index.names.items()
                if len(begun) >= _LONG_ENOUGH and known.startswith(begun)
                for one in documents
            }
            if len(some) == 1:
                return list(some.values())
    return [] if "《" in title else _contained(title, interpretation, index)


def _contained(title: str, interpretation: Document, index: _Index) -> list[Document]:
    """The policy whose name stands in the title without 《》, whatever is said around it; not a higher place's."""
    whole = same(title)
    found: list[tuple[int, Document]] = []
    for name, documents in index.names.items():
        at = whole.find(name) if len(name) >= _NAME_ALONE else -1
        if at >= 0 and not _HIGHER_PLACE.search(whole[:at]):
            found += [(len(name), one) for one in documents]
    longest = max((length for length, _one in found), default=0)
    return _timely(interpretation, [one for length, one in found if length == longest])


def _ending(index: _Index, cited: str) -> list[Document]:
    """Policies whose number this is; the words before it in running text (根据青政发〔2021〕3号) do not matter."""
    return [one for number, some in index.numbers.items() if cited.endswith(number) for one in some]


def _timely(interpretation: Document, candidates: Sequence[Document]) -> list[Document]:
    """The candidates that the interpretation may mean, the nearest in time first: documents are issued anew."""
    if interpretation.published is None:
        return list(candidates)
    day = interpretation.published.day
    near = [one for one in candidates if one.published is None or (one.published.day - day).days <= EARLY]
    return sorted(near, key=lambda one: abs((one.published.day - day).days) if one.published else 10**6)


def _similar(interpretation: Document, policies: Sequence[Document], index: _Index) -> list[Document]:
    bare = _bare(interpretation.title)
    if len(bare) < 4:
        return []
    shared = Counter(place for at in range(len(bare) - 1) for place in index.grams.get(bare[at : at + 2], ()))
    likely = [policies[place] for place, count in shared.most_common(20) if count >= 0.5 * (len(bare) - 1)]
    scored = [(_likeness(bare, _bare(one.title)), one) for one in likely]
    near = [one for score, one in scored if score >= SIMILAR]
    return _timely(interpretation, near)[:1]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def _bare(title: str) -> str:
    """A title without what says that it is a policy or an interpretation, and without the organ before 关于."""
    title = simplified(title)
    return same(_NOISE.sub("", re.sub(r"^.{2,30}?(?=关于)", "", title) if "关于" in title else title))


def _stripped(title: str) -> str:
    return re.sub(
        r"^【[^】]*】|^(?:图解|解读|视频解读|政策问答)[:：]?|的?(?:政策)?(?:文件)?(?:解读|图解|问答)$", "", title
    )


def _leads(one: Document, other: Document) -> Link | None:
    keys = frozenset(_keys(other))
    return next((link for link in one.links if link.target and key_of(link.target) in keys), None)


def _unread(policy: Document, explaining: dict[str, Document], stored: StoredFacts) -> Iterator[Pair]:
    """Interpretations that the policy leads to as such and that are no articles of the portal: pages elsewhere, files,
    pages off budget."""
    for link in policy.links:
        if link.element not in (Element.A, Element.AREA) or not link.target or key_of(link.target) in explaining:
            continue
        if link.target not in policy.announced and not _explains(link, policy):
            continue
        if stored.visit(link.target).opening is Opening.DEAD:
            continue
        page = stored.page(link.target)
        if page is not None and (len(page.items) > 2 or key_of(page.url) == key_of(stored.portal.home)):
            continue  # a column, not an interpretation
        known = _known_by(link, page, stored)
        yield Pair(policy, known, "link", link, _leads(known, policy))


def _elsewhere(interpretation: Document, stored: StoredFacts) -> Pair | None:
    """The policy on another site to which an interpretation leads as such, known by its link only."""
    home = site_of(host_of(stored.portal.home))
    for link in interpretation.links:
        if link.element not in (Element.A, Element.AREA) or not link.target or site_of(host_of(link.target)) == home:
            continue
        title = "" if _TO_POLICY.match(link.label) else link.label
        alike = _likeness(_bare(title), _bare(interpretation.title)) >= 0.5
        if link.target in interpretation.announced or not title or alike:
            visit = stored.visit(link.target)
            if visit.opening is not Opening.DEAD:
                policy = Document(link.target, DocumentKind.POLICY, title or link.label, external=True)
                return Pair(policy, interpretation, "link", None, link)
    return None


def _explains(link: Link, policy: Document) -> bool:
    """Does the label say that the link leads to an interpretation of this policy?"""
    named = any(name in same(link.label) for name in cited_names(policy.title))
    alike = named or _likeness(_bare(link.label), _bare(policy.title)) >= 0.5
    return alike and bool(_TO_EXPLAINING.search(link.label))


def _known_by(link: Link, page: Page | None, stored: StoredFacts) -> Document:
    """The interpretation to which a link leads that names it, its page being read or not."""
    known = Document(link.target, DocumentKind.INTERPRETATION, link.label, forms=forms_of_link(link), external=True)
    if page is None:
        return known
    words, links = words_of(page, link.label), body_links(page)
    return replace(
        known,
        text=words,
        links=links,
        published=published_of(page, ()),
        forms=tuple(sorted({*known.forms, *forms_of(page, link.label, words, links)})),
        external=site_of(host_of(page.final_url)) != site_of(host_of(stored.portal.home)),
    )
