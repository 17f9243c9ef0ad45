"""Which articles of the portal are policy documents, and which interpret one?

Cautious: what is neither by its column, its number and its title together is left alone. A title that merely speaks of
interpreting (a training, a plan of work) makes no interpretation, and a policy filed among interpretations stays one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.anatomy.article import (
    announced,
    body_links,
    explained_at,
    forms_of,
    issuer_of,
    number_of,
    published_of,
    title_of,
    words_of,
)
from auditor.anatomy.names import is_article, place
from auditor.api import StoredFacts
from auditor.model.anatomy import Column, Document, DocumentKind
from auditor.model.page import Element, Item, Page
from auditor.model.traditional import simplified
from auditor.model.words import same

_POLICY_COLUMN = re.compile(
    r"政策文件|规范性文件|政府文件|办公[室厅]文件|部门文件|文件$|政策法规|规章|政发|政办发|公文|政策库|惠[企民]政策|最新政策"
)
_EXPLAINING_COLUMN = re.compile(r"解读|图解|一图(?:读|看)懂|政策问答|图说政策")
_TELLING = re.compile(f"{_POLICY_COLUMN.pattern}|{_EXPLAINING_COLUMN.pattern}")
_MIXED_COLUMN = re.compile(r"回应|文件|及解读|与解读|工作")
_EXPLAINS = re.compile(
    r"解读|图解|一图(?:读|看|了)[懂解]|图说|政策问答|问答[:：]|起草说明|漫说|政策说明"
    r"|(?:答记者问|吹风会|新闻发布会).*《|《.*(?:答记者问|吹风会|新闻发布会)|政策例行吹风会"
    r"|(?:访谈|专访|在线交流|直播)[^《]{0,30}《|[谈说聊讲]《"
)
_EXPLAINS_LAST = re.compile(r"(?:解读|图解|问答|起草说明)(?:[(（][^)）]*[)）])?[】\]]?$")
_EXPLAINS_FIRST = re.compile(
    r"^(?:【[^】]*(?:图解|解读|一图|问答)[^】]*】|\[[^\]]*(?:图解|解读)[^\]]*\]|一图(?:读|看|了)[懂解]|图说"
    r"|(?:政策|视频|专家|图文|文字|动漫|音频)?(?:图解|解读|问答|答疑|一问一答)\s*[:：|｜])"
)
_SPEAKS_OF_EXPLAINING = re.compile(
    r"解读.{0,6}(?:工作|培训|会议|活动|制度|方案|办法|通知|计划|总结|机制|规定|大?赛|平台|名单|队伍|宣讲|情况|清单|报告)"
    r"|(?:召开|举办|举行|组织|开展|做好|加强|推进).{0,24}(?:解读|宣讲)"
)
_DOCUMENT_LAST = re.compile(
    r"(?:通知|意见|决定|办法|规定|细则|方案|规划|计划|条例|通告|批复|措施|纲要|要点|决议|通报|令|函|预案|规则|公告|规程|制度|标准"
    r"|目录|清单|[一二三四五六七八九十百\d]+条)(?:[(（][^)）]*[)）])*$"
)
_SCHEME = re.compile(r"^https?://(?:www\.)?")
_NAMED = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A page that may be a document. `kind` is what it is by itself."""

    url: str
    final_url: str
    article: bool
    kind: DocumentKind


class Candidates:
    """Which pages may be policies or interpretations, told while all pages go by."""

    def __init__(self) -> None:
        self.found: list[_Candidate] = []

    def see(self, page: Page) -> None:
        article = is_article(page)
        if article or len(page.items) <= 2:
            self.found.append(_Candidate(page.url, page.final_url, article, _kind(page, ())))


def documents(stored: StoredFacts, candidates: Sequence[_Candidate], columns: Sequence[Column]) -> tuple[Document, ...]:
    """Articles understood as policies or interpretations, by URL; one found at two addresses is one document."""
    listed = _listed(columns)
    lists = {key_of(url) for column in columns for url in (column.url, *column.aliases)}
    telling = {column.url for column in columns if any(map(_TELLING.search, (column.name, *column.path[-2:])))}
    own = own_names(stored)
    found: dict[tuple[str, ...], Document] = {}
    announcements: list[tuple[str, DocumentKind]] = []
    asked: dict[str, list[tuple[Column, Item]]] = {}  # of most articles nothing further is read
    for one in candidates:
        keys = {key_of(one.url), key_of(one.final_url or one.url)}
        places = [where for key in keys for where in listed.get(key, ())]
        if keys & lists or not (one.article or places):
            continue
        if one.kind is not DocumentKind.OTHER or any(column.url in telling for column, _item in places):
            asked[one.url] = places
    for page in stored.pages_at(asked):
        kind = _kind(page, asked[page.url])
        if kind is DocumentKind.OTHER:
            continue
        document = _document(page, kind, asked[page.url], own, framed(stored, page))
        _add(found, document)
        other = DocumentKind.INTERPRETATION if document.kind is DocumentKind.POLICY else DocumentKind.POLICY
        announcements += [(target, other) for target in document.announced]
    _believe(stored, announcements, found, listed, own)
    return tuple(sorted(found.values(), key=lambda one: one.url))


def _add(found: dict[tuple[str, ...], Document], document: Document) -> None:
    published = document.published.day.isoformat() if document.published else ""
    identity = (document.kind, same(document.title), document.number or published)
    found[identity] = _merged(found[identity], document) if identity in found else document


def _believe(
    stored: StoredFacts,
    announcements: Sequence[tuple[str, DocumentKind]],
    found: dict[tuple[str, ...], Document],
    listed: Mapping[str, Sequence[tuple[Column, Item]]],
    own: tuple[str, ...],
) -> None:
    """What a page announces as its interpretation, or as what it interprets, is such, whatever its title is like."""
    known = {key_of(url) for document in found.values() for url in (document.url, *document.aliases)}
    for target, kind in announcements:
        page = stored.page(target)
        if page is None or key_of(target) in known or not is_article(page):
            continue
        places = listed.get(key_of(page.url), ())
        own_kind = _kind(page, places)
        kind = kind if own_kind is DocumentKind.OTHER else own_kind
        document = _document(page, kind, places, own, framed(stored, page))
        known |= {key_of(target), key_of(document.url)}
        _add(found, document)


@lru_cache(maxsize=16_384)
def key_of(url: str) -> str:
    """Under which key are two addresses the same page? Without scheme, www and the name of an index file."""
    return _SCHEME.sub("", place(url))


def framed(stored: StoredFacts, page: Page) -> tuple[Page, ...]:
    """The pages that an article shows in frames of its body, as far as they were read: their links are its own."""
    targets = dict.fromkeys(link.target for link in body_links(page) if link.element is Element.FRAME and link.target)
    inner = (stored.page(target) for target in targets)
    return tuple(one for one in inner if one is not None and one.url != page.url)


def _merged(one: Document, other: Document) -> Document:
    """One document read at two addresses."""
    first, second = sorted((one, other), key=lambda document: (len(document.url), document.url))
    links = {link.target or link.href: link for link in (*first.links, *second.links)}
    aliases = dict.fromkeys((*first.aliases, second.url, *second.aliases))
    dates = [document.published for document in (first, second) if document.published]
    return replace(
        first,
        links=tuple(links.values()),
        aliases=tuple(aliases),
        published=min(dates, key=lambda mark: mark.day) if dates else None,
        text=max(first.text, second.text, key=len),
        forms=tuple(sorted({*first.forms, *second.forms})),
        announced=tuple(dict.fromkeys((*first.announced, *second.announced))),
        explained=first.explained or second.explained,
    )


def _listed(columns: Sequence[Column]) -> dict[str, list[tuple[Column, Item]]]:
    found: dict[str, list[tuple[Column, Item]]] = {}
    for column in columns:
        for item in column.items:
            if item.target:
                found.setdefault(key_of(item.target), []).append((column, item))
    return found


def _kind(page: Page, places: Sequence[tuple[Column, Item]]) -> DocumentKind:
    """What is the article on this page, by itself and the columns that list it? Its links are not asked."""
    title = title_of(page)
    names = [*page.breadcrumb[-3:], page.metas.get("columnname", ""), page.metas.get("columntype", "")]
    names += [name for column, _item in places for name in (column.name, *column.path[-2:])]
    return kind_of(simplified(title), number_of(page, title), [name for name in names if same(name) != same(title)])


def _document(
    page: Page,
    kind: DocumentKind,
    places: Sequence[tuple[Column, Item]],
    own: tuple[str, ...],
    frames: Sequence[Page],
) -> Document:
    title = title_of(page)
    number = number_of(page, title)
    printed = explained_at(page, title) if kind is DocumentKind.POLICY else None
    words = words_of(page, title, printed)
    links = body_links(page)
    issuer = issuer_of(page)
    return Document(
        url=page.url,
        kind=kind,
        title=title,
        number=number,
        issuer=issuer,
        published=published_of(page, [item for _column, item in places]),
        text=words,
        links=(*links, *(link for frame in frames for link in body_links(frame))),
        column=next((column.name for column, _item in places), "") or page.metas.get("columnname", ""),
        forms=forms_of(page, title, words, links) if kind is DocumentKind.INTERPRETATION else (),
        announced=tuple(
            dict.fromkeys(
                target for one in (page, *frames) for target in announced(one, explaining=kind is DocumentKind.POLICY)
            )
        ),
        explained=printed is not None,
        reposted=is_reposted(kind, title, number, issuer, own),
        aliases=(page.final_url,) if page.final_url not in ("", page.url) else (),
    )


def kind_of(title: str, number: str, columns: Sequence[str]) -> DocumentKind:
    """Policy, interpretation, or neither: by the title, the document number and the names of its columns."""
    bare = _NAMED.sub("《》", title)
    like_document = bool(_DOCUMENT_LAST.search(bare) or _DOCUMENT_LAST.search(title.rstrip("》")))
    explains = bool(_EXPLAINS_LAST.search(bare) or _EXPLAINS_FIRST.match(bare)) or (
        bool(_EXPLAINS.search(bare)) and not _SPEAKS_OF_EXPLAINING.search(bare) and not (number and like_document)
    )
    if explains:
        return DocumentKind.INTERPRETATION
    if number and like_document:
        return DocumentKind.POLICY
    explaining = [name for name in columns if _EXPLAINING_COLUMN.search(name)]
    if explaining and not any(_MIXED_COLUMN.search(name) for name in explaining):
        if like_document or _SPEAKS_OF_EXPLAINING.search(bare):
            return DocumentKind.OTHER  # filed among interpretations: what it is cannot be told
        return DocumentKind.INTERPRETATION
    if any(_POLICY_COLUMN.search(name) for name in columns) and not explaining and (like_document or number):
        return DocumentKind.POLICY
    return DocumentKind.OTHER


_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治[县州区旗]|县|区|市|州|盟|旗|省|镇|乡|街道)")
_HIGHER = re.compile(
    r"^(?:中共中央|国务院|中央|全国|中华人民共和国|国家|最高人民|[\u4e00-\u9fff]{1,6}部(?:关于|办公厅|等))"
)
_OTHER_PLACE = re.compile(
    r"^(?:中共)?([\u4e00-\u9fff]{2,8}?(?:省|自治区|市|州|盟|县|区|旗))(?:委|人民|政府|人大|[\u4e00-\u9fff]{1,12}(?:厅|局|委|办公室|政府))"
)
_NATIONAL_NUMBER = re.compile(r"^(?:国发|国办|国函|国令|国务院令|中办|中发|厅字)")
_ELSEWHERE = re.compile(
    r"中国政府网|新华社|新华网|人民网|人民日报|央视|国务院|^国家|^[\u4e00-\u9fff]{1,6}部(?:网站)?$|省政府|省人民政府"
)


def own_names(stored: StoredFacts) -> tuple[str, ...]:
    """The places in whose name the portal speaks: 青岚县 of 青岚县人民政府; () when it does not say."""
    home = stored.home()
    words = [stored.portal.name, *((home.metas.get("sitename", ""), home.title) if home else ())]
    return tuple(dict.fromkeys(match[0] for word in words if (match := _PLACE.search(word))))


def is_reposted(kind: DocumentKind, title: str, number: str, issuer: str, own: tuple[str, ...]) -> bool:
    """Is the document of another organ (国务院, the province, another place), taken over from it?"""
    named = " ".join(_named_or_plain(title))
    if any(name in f"{named} {issuer}" for name in own):
        return False
    starts = list(_named_or_plain(title))
    if kind is DocumentKind.POLICY:
        starts.append(issuer)
        if _NATIONAL_NUMBER.match(number):
            return True
    elif _ELSEWHERE.search(issuer):
        return True
    if any(_HIGHER.match(start) for start in starts):
        return True
    other = [match[1] for start in starts if (match := _OTHER_PLACE.match(start))]
    return bool(own) and bool(other) and not any(place_ in name for place_ in other for name in own)


def _named_or_plain(title: str) -> Iterator[str]:
    yield title
    yield from (name.strip("《》") for name in _NAMED.findall(title))
