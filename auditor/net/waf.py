"""Is this answer a firewall's, a challenge or a login, instead of the site's own content? Recognised, never solved.

Sources: the cookies, headers and scripts that the vendors' own block pages carry, and what Chinese portals send.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SHORT = 24_000  # bytes; a challenge page is a script with no content around it


@dataclass(frozen=True, slots=True)
class Firewall:
    """How does one product show itself? `body` speaks of a challenge or block page; `sign` (header lines, cookies)
    only says that the product stands in front, which it also does on ordinary pages.

    `badge`: the words in `body` are a vendor's name, which portals also carry as a badge in their footers.
    """

    name: str
    body: re.Pattern[bytes] | None = None
    sign: re.Pattern[str] | None = None
    badge: bool = False


def _firewall(name: str, body: str = "", sign: str = "", *, badge: bool = False) -> Firewall:
    encoded = b"|".join(body.encode(code) for code in dict.fromkeys(("utf-8", "gb18030"))) if body else b""
    return Firewall(
        name,
        re.compile(encoded, re.I) if encoded else None,
        re.compile(sign, re.I | re.M) if sign else None,
        badge,
    )


FIREWALLS = (
    _firewall(
        "加速乐",
        r"__jsl_clearance|document\.cookie=\('_'\)\+\('_'\)\+\('j'\)|error\.365cyd\.com|cdn\.365cyd",
        r"^x-via-jsl:|__jsluid|__jsl_clearance",
    ),
    _firewall(
        "瑞数",
        r"\$_ts=window\['\$_ts'\]|\$_ts\.(?:cd|nsd)",
        r"FSSBBIl1UgzbN7N",
    ),
    _firewall(
        "阿里云",
        r"acw_sc__v[23]|var arg1\s*=\s*'[0-9A-F]{20,}|errors\.aliyun\.com|block_traceid|aliyun_waf",
        r"acw_sc__v|^x-tengine-error: ?denied|^server: aliyun[_-]?waf",
    ),
    _firewall(
        "Cloudflare",
        r"/cdn-cgi/challenge-platform|cf-browser-verification|cf_chl_opt|attention required! \| cloudflare",
        r"^cf-mitigated:|^server: cloudflare$|__cf_bm",
    ),
    _firewall("知道创宇", r"创宇盾|knownsec|yunaq\.com", r"^server: cwap|^x-safe-firewall:|yunaq", badge=True),
    _firewall(
        "腾讯云", r"waf\.tencent-cloud\.com|teo_bot|edgeone.{0,40}(?:denied|restricted)", r"^server: tencentedgeone"
    ),
    _firewall("华为云", r"hwcloudwaf|hws_waf|huaweicloudwaf", r"HWWAFSESID|HWWAFSESTIME"),
    _firewall(
        "百度云加速", r"yunjiasu[^<]{0,60}(?:block|verify|防御)|su\.baidu\.com/[^\"']*block", r"^server: yunjiasu"
    ),
    _firewall("奇安信网站卫士", r"wzwschallenge|wzwsparams", r"^wzws-ray:|wzws_cid"),
    _firewall("360网站卫士", r"360wzb|wangshan\.360", r"^x-powered-by-360wzb:", badge=True),
    _firewall("安全狗", r"safedog|安全狗", r"^server: safedog|safedog-flow-item", badge=True),
    _firewall("长亭雷池", r"safeline|chaitin", r"sl-session=|sl_waf|^server: safeline", badge=True),
    _firewall("安恒", r"mingyu|dbappsecurity|安恒", r"^server: dbappwaf|mingyu", badge=True),
    _firewall("深信服", r"sangfor", r"sangfor|^x-sinfor-", badge=True),
    _firewall("绿盟", r"nsfocus", r"^server: nsfocus|nsfocus", badge=True),
    _firewall("网宿", r"wangsu\.com|/_guard/(?:auto|html)\.js", r"guardok=|guardret="),
    _firewall("Imperva", r"_incapsula_resource|incapsula incident", r"visid_incap|incap_ses|^x-iinfo:"),
    _firewall("Akamai", r"errors\.edgesuite\.net", r"^server: akamaighost"),
    _firewall("F5", r"the requested url was rejected\. please consult with your administrator"),
    _firewall(
        "防火墙",
        r"(?:请求|访问|操作|行为)[^<>]{0,24}(?:拦截|阻断|被拒绝)|网站防火墙|web应用防火墙|疑似(?:攻击|黑客)|"
        r"your request has been (?:blocked|denied)|request blocked|web application firewall|"
        r"(?:完成|进行|通过)[^<>]{0,8}(?:安全|人机)验证|"
        r"checking your browser before|enable javascript and cookies to continue",
    ),
)

# Refusals by status. 401, 403, 407, 429, 451 and 511 by RFC 9110, 6585, 7725; the others are what firewalls send:
# 412 瑞数, 418 华为云, 444 and 499 nginx, 456 and 493 web guards, 468 雷池, 521 加速乐, 566 and 567 腾讯云, 999 bots.
REFUSALS = frozenset(
    {401, 403, 406, 407, 412, 418, 421, 425, 426, 428, 429, 431, 444, 451, 456, 468, 493, 499, 511, 521, 566, 567, 999}
)

_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sso|cas|passport|oauth2?|authorize|uaa|unifiedauth)(?=$|[/._:-])",
    re.I,
)
_MARKUP = re.compile(rb"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>", re.I | re.S)


def firewall(status: int, headers: Mapping[str, str], body: bytes) -> str:
    """The name of the product whose block or challenge page this is, "" when it looks like content.

    A 2xx is a challenge only when it is a short page with next to no words beside the script.
    """
    bare = len(body) <= SHORT and len(_MARKUP.sub(b"", body).translate(None, b" \t\n\r\f\v")) < 400
    if 200 <= status < 300 and not bare:
        return "Cloudflare" if headers.get("cf-mitigated") else ""
    lines = "\n".join(f"{name}: {value}" for name, value in headers.items())
    head = body[:SHORT]
    refusing = status >= 400 and status not in (404, 410)
    for product in FIREWALLS:
        believed = refusing if product.badge else bare or not 200 <= status < 300
        if believed and product.body and product.body.search(head):
            return product.name
    if headers.get("cf-mitigated"):
        return "Cloudflare"
    if status in REFUSALS:
        for product in FIREWALLS:
            if product.sign and product.sign.search(lines):
                return product.name
    if status in (202, 400, 405) and bare:
        for product in FIREWALLS:
            if product.name in ("瑞数", "阿里云") and product.sign and product.sign.search(lines):
                return product.name
    return ""


def login(asked: str, final: str) -> bool:
    """Did a redirect lead to a place to sign in, where the asked address named none?"""
    return asked != final and bool(_LOGIN.search(_place(final))) and not _LOGIN.search(_place(asked))


def login_form(asked: str, body: bytes) -> bool:
    """Is a place to sign in sent with 200 where the asked address named none?

    Told only by a short page with next to no words: a member's area inside a portal has the portal around it.
    """
    place = _place(asked)
    if len(body) > SHORT or not _PASSWORD.search(body) or _LOGIN.search(place) or _FILE.search(place):
        return False  # what is sent in place of a file is told from its first bytes
    return len(_MARKUP.sub(b"", body).translate(None, b" \t\n\r\f\v")) < _WORDS


_FILE = re.compile(r"/[^/]*\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|ceb)$", re.I)
_WORDS = 400  # bytes: some 130 Chinese characters in UTF-8
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.I)


def _place(url: str) -> str:
    """Host and path, without what was asked for there."""
    return url.partition("://")[2].partition("?")[0]
