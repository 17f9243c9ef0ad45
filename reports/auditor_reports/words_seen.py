"""Which word does a reader see for what an observation carries: its facts, and the ids among its values?"""

from collections.abc import Mapping
from typing import Final

from auditor_reports.words import FAULTS, NEEDS, REASONS, STAGES, _

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

BARRIERS: Final[Mapping[str, str]] = {
    "img-alt": _("图片的替代文字"),
    "page-title": _("网页的标题"),
    "lang": _("网页的语言声明"),
    "link-text": _("链接的文字"),
    "form-label": _("表单的标签"),
    "zoom": _("允许放大网页"),
    "autoplay": _("音视频不自动播放"),
}
"""What is looked at in the markup for those who read with a screen reader or enlarged."""

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
    "what": (BARRIERS,),
    "detail": (FAULTS,),
}
"""Values that are ids, by the name under which they stand, and where their words are."""

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
