"""By which names and numbers is a document cited?"""

import re

from auditor.model.traditional import simplified
from auditor.model.words import same

_NAMED = re.compile(r"《([^《》]{4,120})》")
_ISSUED = re.compile(r"(?:印发|公布|发布|下发)(.{4,80}?)的(?:通知|公告|决定|函)")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,14})\s*[〔\[［(（【﹝]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]］)）】﹞]\s*第?\s*(?P<count>\d{1,5})\s*号"
)
_DECREE = re.compile(r"(?P<office>[\u4e00-\u9fff]{0,20}令)\s*[(（]?\s*第?\s*(?P<count>\d{1,4})\s*号")


def cited_names(title: str) -> tuple[str, ...]:
    """Every name by which a policy may be cited, as keys (see `same`): the whole title, what follows the organ, and
    what it issues (《办法》 of 关于印发《办法》的通知); in simplified characters."""
    title = simplified(title)
    names = {title, title.removesuffix("的通知")}
    start = title.find("关于")
    if start > 0:
        names |= {title[start:], title[start:].removesuffix("的通知")}
    names |= set(_NAMED.findall(title))
    if issued := _ISSUED.search(title):
        names.add(issued[1].strip("《》"))
    return tuple(sorted({same(name) for name in names if len(name) >= 4}))


_SORT = re.compile(
    r"(通知|意见|决定|办法|规定|细则|方案|规划|计划|条例|通告|公告|批复|措施|纲要|要点|决议|通报|令|函|预案|规则|规程|制度|标准|目录|清单)"
    r"(?:[(（][^)）]*[)）])*$"
)


def sort_of(title: str) -> str:
    """Which sort of document is it by its name: 办法 of 关于印发《办法》的通知; "" when its name does not say."""
    inner = [name for name in _NAMED.findall(title) if _SORT.search(name)]
    issued = _ISSUED.search(title)
    for name in (*inner[-1:], *([issued[1].strip("《》")] if issued else ()), title):
        if found := _SORT.search(name):
            return found[1]
    return ""


def numbers_in(text: str) -> tuple[str, ...]:
    """The document numbers (文号) that a text speaks of, brackets normalised to 〔〕, in their order."""
    half = text.translate(_HALF)
    found = [(one.start(), f"{one['office']}〔{one['year']}〕{int(one['count'])}号") for one in _NUMBER.finditer(half)]
    found += [(one.start(), f"{one['office']}第{int(one['count'])}号") for one in _DECREE.finditer(half)]
    return tuple(number for _at, number in sorted(found))
