"""Which word does a reader see for each id of a verdict? One table a kind; zh is the source, en is in texts/."""

from collections.abc import Mapping
from typing import Final

from auditor.model.fault import FaultKind
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Kind, Level
from auditor.model.profile import AssignedBy, EffectKind


def _(text: str) -> str:
    """Marks a source text (zh) for the catalogue and returns it unchanged."""
    return text


OUTCOMES: Final[Mapping[str, str]] = {
    Outcome.MET: _("符合"),
    Outcome.UNMET: _("不符合"),
    Outcome.NOT_APPLICABLE: _("不适用"),
    Outcome.NOT_TESTABLE: _("无法判定"),
    Outcome.MANUAL: _("需人工"),
    Outcome.ERROR: _("检查出错"),
    # what an outcome becomes beside an effect or a reason
    "veto": _("否决"),
    "confirm": _("待确认"),
    "unseen": _("未见"),
    "advise": _("提示"),
    "later": _("未到期"),
    "waived": _("已接受"),
}

REASONS: Final[Mapping[str, str]] = {
    Reason.BLOCKED: _("对方拦截程序访问"),
    Reason.ROBOTS: _("robots.txt 不许抓取，或读不到"),
    Reason.TRANSIENT: _("只失败过一次，还不能断定"),
    Reason.OUR_SIDE: _("可能是本机网络或访问太快所致"),
    Reason.NO_IPV6: _("本机没有可用的 IPv6"),
    Reason.NO_BROWSER: _("内容由脚本填充，没有浏览器可用"),
    Reason.NOT_GATHERED: _("这次采集没有包括所需内容"),
    Reason.BUDGET: _("超出页数、层数或时间预算"),
    Reason.OFF_NETWORK: _("主机不在这次检查范围内"),
    Reason.NO_DATE: _("读不到日期"),
    Reason.NO_TEXT: _("没有可比对的文字"),
    Reason.NO_CALENDAR: _("工作日历缺这一年"),
    Reason.HOME_DOWN: _("首页没有读到"),
    Reason.AMBIGUOUS: _("只有一个信号，不足以断定"),
    Reason.NO_EARLIER_RUN: _("没有更早的检查可比"),
    Reason.MAINTENANCE: _("只在报备的维护期间看到"),
    Reason.WAIVED: _("已豁免"),
    Reason.PARENT_MISSING: _("所属的栏目或内容缺失，已在那里计"),
    Reason.LEVEL: _("不约束这一层级或类型的网站"),
    Reason.NOT_DUE: _("还没到期限"),
    Reason.NOTHING_TO_JUDGE: _("网站上没有这类内容"),
    Reason.MAPPED: _("主机被指到别的地址，DNS 等不是真实的"),
    Reason.DROPPED: _("在此不适用，已由所选文件去掉"),
}

FAULTS: Final[Mapping[str, str]] = {
    FaultKind.NXDOMAIN: _("域名不存在"),
    FaultKind.NO_ADDRESS: _("域名没有地址"),
    FaultKind.SERVFAIL: _("域名服务器出错"),
    FaultKind.DNS_TIMEOUT: _("域名查询超时"),
    FaultKind.REFUSED: _("拒绝连接"),
    FaultKind.RESET: _("连接被重置"),
    FaultKind.UNREACHABLE: _("网络不可达"),
    FaultKind.CONNECT_TIMEOUT: _("连接超时"),
    FaultKind.TLS_NAME: _("证书与域名不符"),
    FaultKind.TLS_EXPIRED: _("证书已过期"),
    FaultKind.TLS_UNTRUSTED: _("证书不受信任"),
    FaultKind.TLS_OTHER: _("加密连接出错"),
    FaultKind.HTTP_4XX: _("页面不存在（4xx）"),
    FaultKind.HTTP_5XX: _("服务器出错（5xx）"),
    FaultKind.READ_TIMEOUT: _("读取超时"),
    FaultKind.PROTOCOL: _("不是合规的 HTTP 回应"),
    FaultKind.TRUNCATED: _("内容没有传完"),
    FaultKind.UNDECODABLE: _("内容无法解码"),
    FaultKind.REDIRECT_LOOP: _("循环跳转"),
    FaultKind.TOO_MANY_REDIRECTS: _("跳转次数过多"),
    FaultKind.BAD_REDIRECT: _("跳转地址无效"),
    FaultKind.TOO_LARGE: _("内容过大"),
    FaultKind.BLOCKED: _("对方拦截程序访问"),
    FaultKind.ROBOTS: _("robots.txt 不许抓取"),
    FaultKind.BAD_URL: _("网址不合规"),
    FaultKind.REFUSED_ADDRESS: _("地址在本机禁止访问之列"),
    FaultKind.OFF_NETWORK: _("主机不在这次检查范围内"),
    FaultKind.CANCELLED: _("采集停止，没有做完"),
    FaultKind.LOCAL: _("本机的原因"),
}

SETTLING: Final[Mapping[str, str]] = {
    Reason.BLOCKED: _("用普通浏览器打开看；打得开的不必改，并请对方放行检查程序后再查。"),
    Reason.ROBOTS: _("让 robots.txt 可以读到并允许抓取，再查一次。"),
    Reason.TRANSIENT: _("过一会儿再查一次；仍打不开的再改。"),
    Reason.OUR_SIDE: _("换一个网络，或放慢速度，再查一次。"),
    Reason.NO_IPV6: _("在有 IPv6 的机器上再查一次。"),
    Reason.NO_BROWSER: _("装好 Chromium 再查一次，或在浏览器里看这几处。"),
    Reason.NOT_GATHERED: _("再采集一次，把所需的部分打开。"),
    Reason.BUDGET: _("放宽页数、层数或时间预算，再查一次。"),
    Reason.OFF_NETWORK: _("放开主机限制再查一次。"),
    Reason.NO_DATE: _("在浏览器里看日期；没有写日期的请补上。"),
    Reason.NO_TEXT: _("由人对照阅读；只有图片的请补上文字。"),
    Reason.NO_CALENDAR: _("更新工作日历后重新判定。"),
    Reason.HOME_DOWN: _("先让首页能打开，再查一次。"),
    Reason.AMBIGUOUS: _("由人看一眼再定。"),
    Reason.NO_EARLIER_RUN: _("留着这次的结果，下次检查时比较。"),
    Reason.MAINTENANCE: _("维护结束后再查一次。"),
}
"""What settles a finding that could not be judged."""

NEEDS: Final[Mapping[str, str]] = {
    "pages": _("网页"),
    "links": _("链接核查"),
    "dns": _("域名解析"),
    "ipv6": _("IPv6"),
    "second_look": _("第二次查看"),
    "browser": _("浏览器"),
}

STAGES: Final[Mapping[str, str]] = {"connect": _("连接"), "tls": _("加密握手"), "http": _("取网页")}

SKIPS: Final[Mapping[str, str]] = {
    "budget-pages": _("页数预算用完"),
    "budget-depth": _("超过层数预算"),
    "budget-time": _("时间预算用完"),
    "budget-targets": _("链接核查数量预算用完"),
    "budget-annex": _("页面以外的文件太多，超出预算"),
    "budget-render": _("浏览器渲染的页数预算用完"),
    "unrendered": _("内容由脚本填充，没有浏览器可用"),
    "home-down": _("首页没有读到，没有继续"),
    "off-network": _("主机不在这次检查范围内"),
    "budget": _("预算用完"),
    "robots": _("robots.txt 不许抓取"),
    "trap": _("疑为无穷地址（日历、翻页参数等）"),
    "off-scope": _("不在网站范围内"),
    "blocked": _("对方拦截程序访问"),
    "interrupted": _("采集中断"),
}

FAMILIES: Final[Mapping[str, str]] = {
    "disclosure": _("信息公开专栏"),
    "ipv6": _("IPv6"),
    "links": _("链接可用性"),
    "topics": _("专题清理"),
    "interpretations": _("政策解读"),
    "interpretation": _("政策解读"),
    "updating": _("内容更新"),
    "identity": _("网站标识"),
    "metadata": _("网页标签"),
    "services": _("互动与服务"),
    "documents": _("文件与年报"),
    "catalogue": _("标准目录"),
    "access": _("无障碍"),
    "accounts": _("政务新媒体"),
    "articles": _("文章"),
    "columns": _("栏目"),
    "entries": _("入口"),
    "items": _("栏目内容"),
    "participation": _("意见征集"),
    "texts": _("文件内容"),
    "text": _("文字质量"),
    "security": _("安全"),
    "": _("其他"),
}

LEVELS: Final[Mapping[str, str]] = {
    Level.PROVINCE: _("省级"),
    Level.PREFECTURE: _("市级"),
    Level.COUNTY: _("县级"),
    Level.TOWNSHIP: _("乡镇级"),
}

KINDS: Final[Mapping[str, str]] = {
    Kind.PORTAL: _("门户网站"),
    Kind.DEPARTMENT: _("部门网站"),
    Kind.COLUMN: _("网站专栏"),
}

ASSIGNED: Final[Mapping[str, str]] = {
    AssignedBy.DOCUMENT: _("分值由文件规定"),
    AssignedBy.PROJECT: _("分值由本项目指定，文件没有规定"),
    AssignedBy.OPERATOR: _("分值由使用者指定"),
}

EFFECTS: Final[Mapping[str, str]] = {
    EffectKind.VETO: _("单项否决"),
    EffectKind.DEDUCT: _("扣分"),
    EffectKind.BONUS: _("加分"),
    EffectKind.ADVISE: _("提示，不计分"),
}

ROBOTS: Final[Mapping[str, str]] = {
    "": _("没有记录"),
    "allowed": _("允许"),
    "none": _("没有 robots.txt"),
    "html": _("返回的是网页，按没有处理"),
    "unreachable": _("读不到，按规矩不抓取"),
    "disallowed": _("不许抓取"),
    "ignored": _("按使用者要求没有理会"),
}
