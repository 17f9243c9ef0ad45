"""What does one article say of itself: title, number, issuer, its own words, the forms it comes in?"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from auditor.model.anatomy import Article
from auditor.model.page import DateMark, DateSource, Element, Item, Link, Page, Region
from auditor.model.titles import cited_names, numbers_in
from auditor.model.words import fold, same

_NUMBER_LABEL = re.compile(r"(?:发文字号|文件编号|文件字号|发文文号|文\s*号|字\s*号)\s*[:：]\s*([^\n]{2,60})")
_ISSUER_LABEL = re.compile(r"(?:信息来源|来源)\s*[:：]\s*([^\s:：]{2,40})")
_SHEET_LABEL = re.compile(r"(?:发文机关|发布机构|发文单位|制发机关|公开主体|发布机关)\s*[:：]\s*([^\s:：]{2,40})")
_BUTTONS = re.compile(r"(?:字体|字号|浏览|作者|打印|分享|时间|日期).*$")
_TITLE_LABEL = re.compile(r"(?:^|\n)(?:标题|名称|信息名称)\s*[:：]\s*([^\n]{4,200})")
_SITE_TAIL = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{0,40}(?:政府|网|网站|局|委员会|门户|平台)[^-_|—–]{0,12}$")
_COLUMN_TAIL = re.compile(r"\s*[_|｜]+\s*|\s+[-—–]+\s+|[-—–]{2,}")
_SHORTEST_TITLE, _HEAD = 6, 20_000
_SHEET_NUMBER = re.compile(r"(?:^|\n)(?:发文字号|文件编号|文件字号|文\s*号)\n([^\n]{2,60})")
_INDEX_LABEL = re.compile(r"索\s*引\s*号\s*[:：]?\s*([\w\-/.〔〕\[\]]{6,40})", re.ASCII)
_VALIDITY_LABEL = re.compile(
    r"(?:有\s*效\s*性|时\s*效\s*性|效力状态|有效状态|文件状态|是否有效|效力)\s*[:：]?\s*"
    r"((?:全文|部分|现行|已|已经|尚未)?(?:有效|失效|废止|修改|修订|宣布失效|生效))"
)


def title_of(page: Page) -> str:
    """The title as a reader sees it, without the name of the site."""
    said = fold(page.metas.get("articletitle", ""))
    if said:
        return said
    whole = same(page.title)
    long = [heading for heading in page.headings if len(heading) >= 6 and same(heading) in whole]
    # The name of the site may be a heading too, and stands at the end of the title.
    if heading := next((one for one in long if whole.startswith(same(one))), "") or next(iter(long), ""):
        return heading
    labelled = _TITLE_LABEL.search(page.text)
    if labelled:
        return labelled[1]
    title = page.title
    while cut := _SITE_TAIL.search(title):
        title = title[: cut.start()]
    return _shown(page, title) or page.title


def _shown(page: Page, title: str) -> str:
    """The title without the name of the column, when only what stands before it is on the page."""
    cuts = [cut.start() for cut in _COLUMN_TAIL.finditer(title) if cut.start() >= _SHORTEST_TITLE]
    if not cuts:
        return title
    said = same(page.text[:_HEAD].replace("\n", ""))
    if same(title) in said:
        return title
    return next((title[:at] for at in reversed(cuts) if same(title[:at]) in said), title)


def number_of(page: Page, title: str) -> str:
    """The document's own number: of its record sheet, else on a line of its own near its title; "" when none."""
    labelled = _NUMBER_LABEL.search(page.text) or _SHEET_NUMBER.search(page.text)
    if labelled and (numbers := numbers_in(labelled[1])):
        return numbers[0]
    if decree := next((number for number in numbers_in(title) if "〔" not in number), ""):
        return decree
    for line in page.text.split("\n")[:40]:
        bare = line.strip("()（） ")
        if len(bare) <= 30 and (numbers := numbers_in(bare)) and bare.endswith("号"):
            return numbers[0]
    return ""


def article_of(page: Page, items: Sequence[Item] = ()) -> Article:
    """All of it. `items` are the rows of lists that lead to the page: their dates stand in for its own."""
    title = title_of(page)
    sheet, byline = _SHEET_LABEL.search(page.text), _ISSUER_LABEL.search(page.text)
    said = _BUTTONS.sub("", byline[1]) if byline else ""
    index, validity = _INDEX_LABEL.search(page.text), _VALIDITY_LABEL.search(page.text)
    return Article(
        title=title,
        number=number_of(page, title),
        issuer=_BUTTONS.sub("", sheet[1]) if sheet else "",
        source=said or fold(page.metas.get("contentsource", "")),
        index=index[1] if index else "",
        published=published_of(page, items),
        written=next((mark for mark in page.dates if _WRITTEN.search(mark.label)), None),
        validity=validity[1] if validity else "",
    )


def issuer_of(page: Page) -> str:
    """Who issued it: by its record sheet, else by the meta for machines, else by its byline."""
    labelled = _ISSUER_LABEL.search(page.text)
    said = fold(page.metas.get("contentsource", "")) or (labelled[1] if labelled else "")
    sheet = _SHEET_LABEL.search(page.text)
    return _BUTTONS.sub("", sheet[1] if sheet else said)


_WRITTEN = re.compile(r"成文|制发|签发|起草|发文|印发")


def published_of(page: Page, items: Sequence[Item]) -> DateMark | None:
    """When did it come out? What the page says of its publication, else the list, the address, the signature.

    When a server last touched a file, or an editor a page, says nothing about it.
    """
    said = [mark for mark in page.dates if mark.source is not DateSource.HEADER]
    ranked = sorted(said, key=_rank)
    days = [item.day for item in items if item.day]
    listed = DateMark(min(days), DateSource.LIST, str(min(days))) if days else None
    if ranked and (listed is None or _rank(ranked[0]) < 2):
        return ranked[0] if _rank(ranked[0]) < 4 else None
    return listed


def _rank(mark: DateMark) -> int:
    if mark.source is DateSource.META:
        return 0
    if mark.source is DateSource.VISIBLE:
        return 4 if re.search(r"更新|修改", mark.label) else 3 if _WRITTEN.search(mark.label) else 1
    return 2


_BYLINE = re.compile(
    r"(?:发布|发文|成文|公开|生成|印发)(?:日期|时间)\s*[:：]?|来源\s*[:：]|字(?:体|号)\s*[:：]|浏览(?:次数|量)?|主\s*题\s*词|有效性|索引号"
)
_OVER = re.compile(
    r"^[【\[]?(?:相关(?:解读|文件|链接|阅读|政策|稿件|附件|信息|文章|报道)|政策(?:原文|文件原文|文件)$|关联(?:稿件|文件|解读)|扫一扫|打印"
    r"|关闭|我要纠错|上一[篇条]|下一[篇条]|分享到?|责任编辑|编辑[:：]|[(（]?责编|附件[:：]?$|文件下载|图解$|解读$)"
)


def words_of(page: Page, title: str, until: int | None = None) -> str:
    """The article's own words: without breadcrumb, record sheet, byline, related links and buttons.

    `until`: the line where something else begins.
    """
    lines = page.text.split("\n")[:until]
    start = _start(lines, title)
    end = next((at for at in range(start, len(lines)) if _OVER.search(lines[at])), len(lines))
    return "\n".join(lines[start:end])


_LABEL_ALONE = 8  # characters; a longer byline ends with a label whose value a script writes (浏览次数：)


def _start(lines: Sequence[str], title: str) -> int:
    """In which line do the article's own words begin?"""
    start = 0
    for at, line in enumerate(lines[:40]):
        if (len(line) <= 160 and _BYLINE.search(line)) or same(line) == same(title):
            start = at + 1
            if line.endswith(("：", ":")) and len(line) <= _LABEL_ALONE:
                start = at + 2  # a record sheet: label and value on lines of their own
    return start


_EXPLAINED_BY = re.compile(r"^[【\[]?(?:相关|政策|文件|关联)?(?:的)?解读(?:材料|链接|信息)?[】\]]?[:：]?$")
_EXPLAINS_WHAT = re.compile(r"^[【\[]?(?:相关|关联|对应)?(?:政策)?(?:文件|原文|原文链接|政策)[】\]]?[:：]?$")
_HEADED = re.compile(r"^([^:：]{2,10}[:：])\s*(\S.{3,})$")  # 相关解读：标题, on one line
_BULLET = re.compile(r"^[·•∙・▪■◆●○※>\-]+")


def announced(page: Page, *, explaining: bool) -> tuple[str, ...]:
    """Targets of the links under a heading that says: this interprets it (相关解读), or this is what it interprets
    (相关文件, 政策原文)."""
    heading = _EXPLAINED_BY if explaining else _EXPLAINS_WHAT
    lines = page.text.split("\n")
    under: set[str] = set()
    for at, line in enumerate(lines):
        beside = _HEADED.match(line)
        if beside and heading.match(beside[1]):
            under.add(_BULLET.sub("", same(beside[2])))
        if heading.match(line):
            for below in lines[at + 1 : at + 9]:
                if _OVER.search(below):
                    break
                under.add(_BULLET.sub("", same(below)))
    under.discard("")
    links = (link for link in body_links(page) if link.element is Element.A and link.target and link.label)
    return tuple(dict.fromkeys(link.target for link in links if _BULLET.sub("", same(link.label)) in under))


_EXPLAINED_BELOW = re.compile(r"[【\[]?(?:政策|文件|文字)?(?:文件|政策)?解读(?:材料|内容|全文|如下)?[】\]]?[:：]?")
_LABELLED = re.compile(r"[^\s:：]{2,8}[:：]")  # of a record sheet
_SENTENCE = re.compile(r"[。；！？]")
_MOST_HEADINGS = 5
_TAB = 8  # characters; a shorter line may be a tab or a button


def explained_at(page: Page, title: str) -> int | None:
    """In which line begins an interpretation of this policy that is printed below its text? None when there is none.

    Its heading is no link; what stands above is more than tabs and a record sheet, what stands below is sentences
    rather than a list of links.
    """
    lines = page.text.split("\n")
    links = [link for link in body_links(page) if link.element is Element.A]
    linked = {same(link.label) for link in links}
    plain = Counter(map(same, lines)) - Counter(same(link.label) for link in links if link.target and not link.hidden)
    names = cited_names(title)

    def heads(line: str) -> bool:
        named = len(line) <= 120 and line.endswith("解读") and any(name in same(line) for name in names)
        return bool(named or _EXPLAINED_BELOW.fullmatch(line)) and plain[same(line)] > 0 and same(line) != same(title)

    for at in islice((at for at, line in enumerate(lines) if heads(line)), _MOST_HEADINGS):
        start = _start(lines[:at], title)
        above = any(len(line) > _TAB and not _LABELLED.match(line) for line in lines[start:at])
        end = next((end for end in range(at + 1, len(lines)) if _OVER.search(lines[end])), len(lines))
        below = [said for said in lines[at + 1 : end] if _SENTENCE.search(said) and same(said) not in linked]
        if start and above and sum(map(len, below)) >= ENOUGH_WORDS:
            return at
    return None


def body_links(page: Page) -> tuple[Link, ...]:
    return tuple(link for link in page.links if link.region is Region.BODY and link.element is not Element.STYLE)


_FORMS_BY_TITLE = (
    ("infographic", re.compile(r"图解|一图(?:读|看|了)|一张图|长图|图说|图读|图文解读|海报|漫画|手绘|思维导图|信息图")),
    ("video", re.compile(r"视频|短片|微课|直播|宣传片|情景剧|小剧场|微电影|vlog", re.IGNORECASE)),
    ("audio", re.compile(r"音频|电台|广播|听政策|播客|有声|语音解读")),
    ("animation", re.compile(r"动漫|动画|漫说|卡通")),
    ("h5", re.compile(r"(?<![a-zA-Z])H5", re.IGNORECASE)),
    ("qa", re.compile(
        r"问答|答问|答记者问|百问百答|问与答|[你您]问我答|一问一答|有问必答|答疑(?!会|平台|热线|服务|群)"
        r"|[一二三四五六七八九十百\d]问(?!题)"
    )),
    ("press", re.compile(r"新闻发布会|吹风会|新闻通气会|媒体通气会|媒体见面会|(?:政策|专题|例行)发布会")),
    ("interview", re.compile(r"访谈|专访|在线交流|做客|对话")),
    ("expert", re.compile(
        r"(?:教授|研究员|学者|律师).{0,6}[读谈说讲]"
        r"|专家(?!库|组|评审|论证|咨询|人才|服务|委员会|名单)"
    )),
    ("leader", re.compile(
        r"第一解读人|(?<![有相]关)负责人.{0,4}(?:解读|谈|讲|说)|主要负责(?:人|同志)|[“\"]?一把手[”\"]?"
        r"|(?:局长|主任|县长|区长|市长|州长|旗长|镇长|乡长|书记|厅长|部长|省长).{0,12}(?:解读|谈|说|讲|访谈|做客|答)"
    )),
)  # fmt: skip
_SPOKEN_BY = re.compile(r"(?:解读人|解读嘉宾|主讲人?|受访者|访谈嘉宾)\s*[:：]\s*([^\n。；]{2,60})")
_SPEAKERS = (
    ("expert", re.compile(r"专家|教授|研究员|学者|律师")),
    ("leader", re.compile(r"(?<!副)(?:局长|主任|县长|区长|市长|州长|旗长|镇长|乡长|书记|厅长|部长|省长)")),
)
_VIDEO = re.compile(r"\.(?:mp4|m3u8|flv|f4v|wmv|webm|mov)(?:$|[?#])", re.IGNORECASE)
_AUDIO = re.compile(r"\.(?:mp3|m4a|wav|ogg|aac)(?:$|[?#])", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)(?:$|[?#])", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:^|\n)\s*(?:【?问】?\s*\d*\s*[:：]|Q\d*\s*[:：]|\d{1,2}\s*[、.]\s*问"
    r"|(?:记者|群众|市民|居民|村民|企业|家长)(?:提?问)?[:：]"
    r"|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?[、.．]?\s*[^\n。；]{4,50}[？?]\s*(?=\n|$))"
)
_TALK = re.compile(r"(?:^|\n)\s*(?:网友|主持人|听众|嘉宾)[^\n:：]{0,12}[:：]")
# Who speaks in the text: 王教授认为, 县民政局局长李某介绍; no deputy, and nobody who only took part.
_SAYS = (
    ("expert", re.compile(
        r"(?:专家|教授|研究员|学者|律师)[\u4e00-\u9fff]{0,4}(?:认为|表示|指出|介绍|分析|解读|建议|说)[，,：:“]"
    )),
    ("leader", re.compile(
        r"(?<!副)(?:局长|县长|区长|市长|州长|旗长|镇长|乡长|书记|厅长|部长)[\u4e00-\u9fff]{0,4}(?:表示|介绍|指出|说)[，,：:“]"
    )),
)  # fmt: skip
ENOUGH_WORDS = 200  # characters that make a text
_SHORT_TEXT = 40  # characters that make one where there is nothing else
_SENTENCES, _SAYING = 3, 60  # sentences that explain something, and their characters, that make one beside a picture
_SENTENCE = re.compile(r"[^\n。！；]{8,}[。！；]")
_POINTING = re.compile(
    r"点击|点开|扫[描码一]|二维码|公众号|下载|大图|长图|图解|一图|海报|视频|短片|音频|如下|下图|上图|附件"
    r"|电话|热线|邮箱|网址|来源|编辑|作者|供稿|审核|转载|敬请|欢迎|一起来?看"
)  # of a sentence that leads to what explains, and explains nothing itself
_PHOTO = 300  # pixels: smaller pictures are icons


def forms_of(page: Page, title: str, words: str, links: Sequence[Link]) -> tuple[str, ...]:
    """In which forms does an interpretation come? text, infographic, video, audio, animation, h5, qa, press, interview;
    and who speaks: expert, leader (第一解读人, no deputy).

    By its title, its media, pictures higher than a screen, and who asks and speaks in it. Few words are a text where
    there is nothing else, or where they explain something in sentences.
    """
    found = {name for name, pattern in _FORMS_BY_TITLE if pattern.search(title)}
    pictures = [link for link in links if link.element is Element.IMG]
    tall = any(link.height >= 2 * link.width >= _PHOTO for link in pictures)
    many = sum(1 for link in pictures if max(link.width, link.height) >= _PHOTO) >= 3
    if tall or (len(words) < ENOUGH_WORDS and many):
        found.add("infographic")
    addresses = [link.target or link.href for link in links if link.element is not Element.IMG]
    if any(link.element is Element.MEDIA and not _AUDIO.search(link.target) for link in links) or any(
        map(_VIDEO.search, addresses)
    ):
        found.add("video")
    if any(map(_AUDIO.search, addresses)):
        found.add("audio")
    if spoken_by := _SPOKEN_BY.search(words):
        found |= {name for name, pattern in _SPEAKERS if pattern.search(spoken_by[1])}
    found |= {name for name, pattern in _SAYS if pattern.search(words)}
    if len(_QUESTION.findall(words)) >= 3:
        found.add("qa")
    if len(_TALK.findall(words)) >= 2 and "press" not in found:
        found.add("interview")
    seen = found & {"infographic", "video", "audio"}
    bare = not found and not pictures and len(words) >= _SHORT_TEXT
    if bare or (len(words) >= ENOUGH_WORDS and not seen) or len(words) >= 2 * ENOUGH_WORDS or (seen and _tells(words)):
        found.add("text")
    return tuple(sorted(found))


def _tells(words: str) -> bool:
    """Do these words, beside a picture or a film, explain something themselves?"""
    sentences = [one for one in _SENTENCE.findall(words) if not _POINTING.search(one)]
    return len(sentences) >= _SENTENCES and sum(map(len, sentences)) >= _SAYING


def forms_of_link(link: Link) -> tuple[str, ...]:
    """In which form is an interpretation that was not read, by the words and the address that lead to it?"""
    found = {name for name, pattern in _FORMS_BY_TITLE if pattern.search(link.label)}
    by_file = (("infographic", _PICTURE), ("video", _VIDEO), ("audio", _AUDIO))
    found |= {name for name, pattern in by_file if pattern.search(link.target)}
    return tuple(sorted(found))
