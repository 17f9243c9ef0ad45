"""By which names is a document cited?"""

import re

from auditor.model.words import same

_NAMED = re.compile(r"《([^《》]{4,120})》")
_ISSUED = re.compile(r"(?:印发|公布|发布|下发)(.{4,80}?)的(?:通知|公告|决定|函)")


def cited_names(title: str) -> tuple[str, ...]:
    """Every name by which a policy may be cited, as keys (see `same`): the whole title, what follows the organ, and
    what it issues (《办法》 of 关于印发《办法》的通知)."""
    names = {title, title.removesuffix("的通知")}
    start = title.find("关于")
    if start > 0:
        names |= {title[start:], title[start:].removesuffix("的通知")}
    names |= set(_NAMED.findall(title))
    if issued := _ISSUED.search(title):
        names.add(issued[1].strip("《》"))
    return tuple(sorted({same(name) for name in names if len(name) >= 4}))
