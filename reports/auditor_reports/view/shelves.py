"""In which section of the working page does a finding stand, and under which words?"""

from auditor.model.outcome import Reason
from auditor.model.profile import EffectKind
from auditor.model.result import FindingResult
from auditor_reports.view.standing import section_of
from auditor_reports.words import _

SECTIONS = {
    "veto": (_("先要人看一眼"), _("属实就是单项否决；程序只能找到线索，由人确认或排除")),
    "fix": (_("要改的"), _("按挽回的分值排列")),
    "confirm": (_("要人看一眼"), _("程序只能找到线索，由人确认或排除")),
    "look": (_("线索"), _("程序收集的证据，不算不符合；由人看一眼再定")),
    "open": (_("没能判定的"), _("不计为不符合；补看之后才有结论")),
    "advise": (_("提示"), _("不计分，供参考")),
    "waived": (_("已接受的"), _("有人签署，到期之前不计；看理由是否还成立")),
    "extra": (_("另外采集才有结论的"), _("提示，不影响得分")),
}
UNSETTLED = ("open", "extra")
ELSEWHERE = (Reason.NOT_GATHERED, Reason.NO_IPV6)  # why advice has to wait for a gathering of its own

FIX_LABELS = {
    "open": _("怎么补看"),
    "extra": _("怎么补看"),
    "veto": _("属实的怎么改"),
    "confirm": _("属实的怎么改"),
    "look": _("属实的怎么改"),
}


def shelf_of(finding: FindingResult) -> str:
    """In which section of the page does it stand? Of what has the same standing, some is to be seen first or last."""
    section = section_of(finding)
    if section == "confirm" and finding.effect is EffectKind.VETO:
        return "veto"
    if section == "open" and finding.effect is EffectKind.ADVISE and finding.reason in ELSEWHERE:
        return "extra"
    return section
