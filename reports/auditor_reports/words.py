"""Which word does a reader see for each id? One table a kind; zh is the source, en stands in texts/en/reports.po."""

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
    Reason.NOT_GATHERED: _("重新采集一次，不要关掉所需的部分。"),
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

SIGNALS: Final[Mapping[str, str]] = {
    "quiet": _("长期没有新内容"),
    "past-year": _("名称里的年份已过"),
    "ended-word": _("名称表明已结束"),
    "term": _("活动期限已过"),
    "campaign": _("名称是一场活动，多年没有新内容"),
    "closed": _("最后一条说已经结束"),
    "archived": _("列在历史专题里"),
}

TOPIC_STATES: Final[Mapping[str, str]] = {
    "ended": _("已结束，仍在前台"),
    "ending": _("即将过期"),
    "unknown": _("像是已结束，未能判定"),
    "hint": _("有一项迹象"),
    "live": _("在办"),
    "permanent": _("长期专题"),
    "filed": _("已归档"),
    "dead": _("打不开"),
}
"""How a topic stands."""

TOPIC_NOTES: Final[Mapping[str, str]] = {
    "topics.listed-twice": _("重复列出"),
    "topics.misfiled": _("仍在更新"),
}
"""What further rules found of a topic, by rule."""

ENTRANCES: Final[Mapping[str, str]] = {
    "home": _("首页正文"),
    "home-header": _("首页页头"),
    "home-nav": _("首页导航"),
    "home-footer": _("首页页脚"),
    "home-float": _("首页浮动窗口"),
    "list": _("专题列表"),
    "archive": _("历史专题"),
}
"""Where a topic is entered from."""

POLICY_STATES: Final[Mapping[str, str]] = {
    "missing": _("没有解读"),
    "unsettled": _("未能确认"),
    "new": _("刚发布，未计"),
    "listed": _("栏目里列有解读"),
    "printed": _("解读印在文件页"),
    "interpreted": _("有解读"),
}
"""How a policy stands that needs an interpretation."""

FORMS: Final[Mapping[str, str]] = {
    "text": _("文字"),
    "infographic": _("图解"),
    "video": _("视频"),
    "audio": _("音频"),
    "animation": _("动漫"),
    "h5": _("H5"),
    "qa": _("问答"),
    "press": _("新闻发布会"),
    "interview": _("访谈"),
    "expert": _("专家解读"),
    "leader": _("负责人解读"),
}
"""In which form an interpretation comes, and who speaks."""

PAIRED_BY: Final[Mapping[str, str]] = {
    "link": _("页面链接"),
    "number": _("文号"),
    "title": _("书名号里的文件名"),
    "similar": _("标题相近"),
}
"""By which rule a policy and its interpretation belong together."""

INDICES: Final[Mapping[str, str]] = {
    "sentence": _("平均句长"),
    "median": _("句长中位数"),
    "long": _("长句（九成句长以内）"),
    "clause": _("平均分句长"),
    "long_clause": _("长分句（九成以内）"),
    "official": _("公文用语（每千字）"),
    "nominal": _("“进行”“予以”类（每千字）"),
    "idioms": _("四字套语（每千字）"),
    "rare": _("少见词（每百词）"),
    "rare_words": _("少见词"),
    "figures": _("数字和例子（每千字）"),
    "spoken": _("口语用语（每千字）"),
    "questions": _("问句数"),
}
"""By what the reading ease of a text is counted."""

HARD: Final[Mapping[str, str]] = {
    "long": _("句子太长"),
    "clauses": _("分句太多或太长"),
    "official": _("公文用语多"),
    "nominal": _("“进行”“予以”类多"),
    "idioms": _("四字套语连用"),
    "rare": _("沿用原文的少见词"),
}
"""Why a sentence is hard to read."""

ELEMENTS: Final[Mapping[str, str]] = {
    "a": _("链接"),
    "area": _("图上热区"),
    "img": _("图片"),
    "script": _("脚本"),
    "style": _("样式"),
    "frame": _("框架"),
    "media": _("音视频"),
    "meta": _("自动跳转"),
    "sitemap": _("网站地图"),
    "option": _("下拉选项"),
    "button": _("按钮"),
    "attachment": _("附件"),
}

REGIONS: Final[Mapping[str, str]] = {
    "header": _("页头"),
    "nav": _("导航"),
    "body": _("正文区"),
    "footer": _("页脚"),
    "float": _("浮动窗口"),
}

READ_IN: Final[Mapping[str, str]] = {
    "meta": _("网页标签"),
    "visible": _("页面文字"),
    "list": _("列表"),
    "url": _("网址"),
    "header": _("修改时间"),
}

ANSWERS: Final[Mapping[str, str]] = {
    "ok": _("有答复"),
    "nodata": _("没有记录"),
    "nxdomain": _("域名不存在"),
    "servfail": _("域名服务器出错"),
    "timeout": _("没有答复"),
    "refused": _("拒绝答复"),
    "home_down": _("首页没有读到"),
}
"""What a name server said."""

LOOKS: Final[Mapping[str, str]] = {
    "pdf": _("PDF 文件"),
    "ole": _("Office 97 或 WPS 文件"),
    "ooxml": _("Office 2007 以后的文件"),
    "ofd": _("OFD 文件"),
    "zip": _("ZIP 压缩包"),
    "rtf": _("RTF 文件"),
    "rar": _("RAR 压缩包"),
    "7z": _("7z 压缩包"),
    "gzip": _("gzip 压缩包"),
    "png": _("PNG 图片"),
    "jpeg": _("JPEG 图片"),
    "gif": _("GIF 图片"),
    "webp": _("WebP 图片"),
    "mp4": _("MP4 视频"),
    "html": _("网页文件"),
    "login": _("登录页面"),
    "xml": _("XML 文件"),
    "text": _("TXT 文字"),
    "empty": _("空文件"),
}
"""What the first bytes of an answer are."""

KEYED: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    "fault": (FAULTS, REASONS),
    "why": (FAULTS, REASONS, ANSWERS),
    "reason": (REASONS, FAULTS),
    "need": (NEEDS,),
    "stage": (STAGES,),
    "answer": (ANSWERS,),
    "signals": (SIGNALS,),
    "status": (ANSWERS,),
    "element": (ELEMENTS,),
    "region": (REGIONS,),
    "read_in": (READ_IN,),
    "looks_like": (LOOKS,),
    "state": (TOPIC_STATES, POLICY_STATES),
    "entrances": (ENTRANCES,),
    "form": (FORMS,),
    "forms": (FORMS,),
    "paired_by": (PAIRED_BY,),
    "easier": (INDICES,),
    "hard": (HARD,),
}
"""Values that are ids, by the name under which they stand, and where their words are."""

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

PLACES: Final[Mapping[str, str]] = {
    "page": _("所在网页"),
    "link": _("所在网页"),
    "exchange": _("访问"),
    "dns": _("域名解析"),
    "connection": _("连接"),
    "text": _("文字"),
    "list": _("列表"),
}

FACTS: Final[Mapping[str, str]] = {
    "fault": _("结果"),
    "element": _("标记"),
    "links": _("链接数"),
    "chars": _("字数"),
    "read_in": _("日期取自"),
    "hidden": _("默认不显示"),
    "answer": _("答复"),
    "detail": _("细节"),
    "status": _("状态码"),
    "address": _("地址"),
    "addresses": _("地址"),
    "unusable": _("不可用的地址"),
    "resolver": _("解析器"),
    "ttl": _("TTL"),
    "cname": _("别名"),
    "tries": _("各次访问"),
    "stage": _("阶段"),
    "ok": _("成功"),
    "at": _("时间"),
    "elapsed": _("用时（秒）"),
    "title": _("标题"),
    "name": _("名称"),
    "names": _("名称"),
    "number": _("文号"),
    "host": _("主机"),
    "found": _("看到"),
    "wanted": _("应为"),
    "expected": _("应为"),
    "published": _("发布日期"),
    "date": _("日期"),
    "day": _("日期"),
    "newest": _("最新日期"),
    "on": _("上一次的日期"),
    "earlier": _("上一次检查"),
    "days": _("天数"),
    "items": _("条目数"),
    "count": _("数量"),
    "share": _("比例"),
    "final_url": _("跳转后地址"),
    "hops": _("跳转"),
    "kind": _("种类"),
    "pages": _("网页数"),
    "home": _("首页"),
    "label": _("链接文字"),
    "signals": _("信号"),
    "form": _("形式"),
    "forms": _("形式"),
    "policy": _("政策文件"),
    "interpretation": _("解读"),
    "lag": _("相差工作日"),
    "error": _("出错信息"),
    "anchors": _("自检所用网站"),
    "control_ok": _("同时经 IPv4 能否打开"),
    "works": _("可用"),
    "content_type": _("自称的类型"),
    "size": _("大小（字节）"),
    "state": _("现状"),
    "entrances": _("入口"),
    "issuer": _("发文机关"),
    "interpretations": _("解读"),
    "interpreted": _("有解读"),
    "total": _("总数"),
    "by_issuer": _("按发文机关"),
    "by_sort": _("按文种"),
    "paired_by": _("配对依据"),
    "easier": _("比原文好读的"),
    "hard": _("难读之处"),
    "percent": _("与原文相同（%）"),
    "longest": _("最长连续字数"),
    "length": _("连续字数"),
    "start": _("起于第几字"),
    "end": _("止于第几字"),
    **INDICES,
    "looks_like": _("实际内容"),
}
"""Labels of the small facts that an evidence carries; a key that is missing here stands for itself."""
