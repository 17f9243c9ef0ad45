"""Is an official name misspelt?"""

from auditor.api import Messages, Rule, _
from auditor_checks.text.looked_up import CLEAN, FOUND, LookedUp


class OfficialNames(LookedUp):
    """Is an official name misspelt?"""

    part = "names"
    rule = Rule(
        id="text.names",
        title=_("规范表述"),
        why=_("国家机关、重要会议和称谓写错，是网站检查里最常被指出的差错。"),
        fix=_("核对上下文，把写错的名称改正。"),
    )
    messages = Messages(
        found=FOUND,
        clean=CLEAN,
        unread=_("没有读到网页，不能断定有没有写错的名称"),
    )
