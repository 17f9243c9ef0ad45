"""Are there misprints?"""

from auditor.api import Messages, Rule, _
from auditor_checks.text.looked_up import CLEAN, FOUND, LookedUp


class Misprints(LookedUp):
    """Are there misprints?"""

    part = "misprints"
    rule = Rule(
        id="text.misprints",
        title=_("错别字"),
        why=_("错别字影响文件的严肃性，有时还会改变意思。"),
        fix=_("核对上下文，把错字改正。"),
    )
    messages = Messages(
        found=FOUND,
        clean=CLEAN,
        unread=_("没有读到网页，不能断定有没有错别字"),
    )
