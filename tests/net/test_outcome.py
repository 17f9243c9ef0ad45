"""Whose fault is it, does it last, of which kind?"""

import errno
import ssl

import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.net.outcome import (
    Cut,
    Disconnected,
    Malformed,
    Stage,
    Undecodable,
    WrongPeer,
    fault_of,
    fault_of_answer,
    fault_of_name,
)

CONTENT = b"<html><head><title>x</title></head><body>" + "县人民政府办公室通知公告。".encode() * 40 + b"</body></html>"


@pytest.mark.parametrize("status", [200, 201, 204, 206, 226])
def test_a_2xx_is_no_fault(status: int) -> None:
    assert fault_of_answer(status, {}, CONTENT) is None


@pytest.mark.parametrize(("status", "lasting"), [(404, True), (410, True), (400, False), (405, False), (414, False)])
def test_only_404_and_410_say_lastingly_that_nothing_is_there(status: int, lasting: bool) -> None:
    fault = fault_of_answer(status, {}, b"")
    assert fault is not None
    assert (fault.kind, fault.whose, fault.lasting) == (FaultKind.HTTP_4XX, Whose.SITE, lasting)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 508])
def test_a_5xx_is_the_sites_and_does_not_last(status: int) -> None:
    fault = fault_of_answer(status, {}, b"<html>error</html>")
    assert fault is not None
    assert (fault.kind, fault.whose, fault.lasting) == (FaultKind.HTTP_5XX, Whose.SITE, False)


@pytest.mark.parametrize("status", [401, 403, 407, 412, 418, 429, 444, 451, 468, 493, 511, 521, 567, 999])
def test_a_refusal_is_a_block_and_never_the_sites_fault(status: int) -> None:
    fault = fault_of_answer(status, {}, b"")
    assert fault is not None
    assert (fault.kind, fault.whose, fault.lasting) == (FaultKind.BLOCKED, Whose.BETWEEN, False)


WALLS = [
    (
        "加速乐",
        521,
        {"x-via-jsl": "abc,-", "set-cookie": "__jsluid_h=1; path=/"},
        b"<script>document.cookie=1</script>",
    ),
    ("加速乐", 521, {"set-cookie": "__jsluid_s=1"}, b"<script>var a='__jsl_clearance_s'</script>"),
    ("加速乐", 200, {}, b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')</script>"),
    ("瑞数", 412, {}, b"<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></html>"),
    ("瑞数", 202, {}, b"<html><script>$_ts=window['$_ts'];$_ts.nsd=3</script></html>"),
    ("瑞数", 400, {"set-cookie": "FSSBBIl1UgzbN7NO=5; path=/"}, b""),
    ("阿里云", 200, {}, b"<html><script>var arg1='4F2A1B3C4D5E6F708192A3B4';</script></html>"),
    ("阿里云", 405, {}, b"<html><a href='https://errors.aliyun.com/'>405</a></html>"),
    ("Cloudflare", 403, {"cf-mitigated": "challenge"}, b"<html>wait</html>"),
    ("Cloudflare", 503, {}, b"<script src='/cdn-cgi/challenge-platform/h/b'></script>"),
    ("知道创宇", 403, {}, "<html>创宇盾</html>".encode()),
    ("知道创宇", 403, {}, "<html>创宇盾</html>".encode("gbk")),
    ("奇安信网站卫士", 200, {}, b"<script>var wzwschallenge='RANDOMSTR1';</script>"),
    ("华为云", 418, {"set-cookie": "HWWAFSESID=abc"}, b""),
    ("安全狗", 403, {"server": "Safedog/4.0"}, b""),
    ("防火墙", 500, {}, "<p>您的请求疑似攻击行为，已被拦截</p>".encode()),
    ("防火墙", 200, {}, "<p>请完成安全验证后继续访问</p>".encode()),
    ("防火墙", 404, {}, "<p>您的访问已被网站防火墙阻断</p>".encode("gb18030")),
]


@pytest.mark.parametrize(("name", "status", "headers", "body"), WALLS)
def test_a_firewall_is_named_and_never_called_down(
    name: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    fault = fault_of_answer(status, headers, body)
    assert fault is not None
    assert (fault.kind, fault.lasting) == (FaultKind.BLOCKED, False)
    assert fault.detail == f"{status} {name}"


@pytest.mark.parametrize(
    "headers",
    [
        {"x-via-jsl": "1", "set-cookie": "__jsluid_h=1"},
        {"wzws-ray": "1"},
        {"server": "cloudflare"},
        {"set-cookie": "HWWAFSESID=1"},
        {"set-cookie": "FSSBBIl1UgzbN7NO=1"},
    ],
)
def test_content_behind_a_firewall_is_content(headers: dict[str, str]) -> None:
    assert fault_of_answer(200, headers, CONTENT) is None
    missing = fault_of_answer(404, headers, CONTENT)
    assert missing is not None
    assert missing.lasting


@pytest.mark.parametrize("badge", ["安全狗", "创宇盾", "https://webscan.360.cn/", "SANGFOR", "安恒信息技术支持"])
def test_a_missing_page_with_a_vendors_badge_is_missing(badge: str) -> None:
    fault = fault_of_answer(404, {}, f"<html>404<footer>{badge}</footer></html>".encode())
    assert fault is not None
    assert fault.lasting
    assert fault_of_answer(200, {}, f"<html><footer>{badge}</footer></html>".encode()) is None


@pytest.mark.parametrize(
    "words", ["关于网站防火墙采购的公告", "您的访问已被拦截的处理办法", "How our web application firewall works"]
)
def test_an_article_about_firewalls_is_content(words: str) -> None:
    assert fault_of_answer(200, {}, CONTENT + words.encode()) is None


def test_a_rate_limit_in_the_clothes_of_a_503_is_a_block() -> None:
    limited = fault_of_answer(503, {"retry-after": "30"}, b"")
    assert limited is not None
    assert limited.kind is FaultKind.BLOCKED


def test_an_origin_that_is_down_behind_cloudflare_is_no_block() -> None:
    fault = fault_of_answer(521, {"server": "cloudflare"}, b"")
    assert fault is not None
    assert fault.kind is FaultKind.HTTP_5XX


@pytest.mark.parametrize(
    ("asked", "final", "blocked"),
    [
        ("http://a.test/x", "http://a.test/login?to=x", True),
        ("http://a.test/x", "https://sso.a.test/", True),
        ("http://a.test/x", "https://a.test/cas/login.jsp", True),
        ("http://a.test/x", "http://a.test/x/", False),
        ("http://a.test/login", "https://a.test/login/", False),
        ("http://a.test/x", "http://a.test/blog/index.html", False),
        ("http://a.test/x", "http://a.test/y?from=login", False),
        ("http://a.test/", "http://a.test/casting/", False),
    ],
)
def test_a_redirect_to_a_sign_in_is_a_block(asked: str, final: str, blocked: bool) -> None:
    fault = fault_of_answer(200, {}, CONTENT, asked=asked, final=final)
    assert (fault is not None and fault.kind is FaultKind.BLOCKED) is blocked


@pytest.mark.parametrize("name", ["ENETUNREACH", "EMFILE", "ENFILE", "ENOSPC", "EADDRNOTAVAIL", "EACCES", "ENOBUFS"])
def test_what_our_own_machine_lacks_is_our_fault(name: str) -> None:
    fault = fault_of(OSError(getattr(errno, name), "no"), Stage.CONNECT)
    assert (fault.kind, fault.whose, fault.detail) == (FaultKind.LOCAL, Whose.US, name)


@pytest.mark.parametrize(
    ("error", "stage", "kind", "whose"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), Stage.CONNECT, FaultKind.REFUSED, Whose.SITE),
        (ConnectionResetError(errno.ECONNRESET, ""), Stage.HEAD, FaultKind.RESET, Whose.BETWEEN),
        (ConnectionResetError(errno.ECONNRESET, ""), Stage.TLS, FaultKind.TLS_OTHER, Whose.BETWEEN),
        (ConnectionResetError(errno.ECONNRESET, ""), Stage.BODY, FaultKind.TRUNCATED, Whose.BETWEEN),
        (OSError(errno.EHOSTUNREACH, ""), Stage.CONNECT, FaultKind.UNREACHABLE, Whose.BETWEEN),
        (TimeoutError(), Stage.CONNECT, FaultKind.CONNECT_TIMEOUT, Whose.BETWEEN),
        (TimeoutError(errno.ETIMEDOUT, ""), Stage.CONNECT, FaultKind.CONNECT_TIMEOUT, Whose.BETWEEN),
        (TimeoutError(), Stage.TLS, FaultKind.TLS_OTHER, Whose.BETWEEN),
        (TimeoutError(), Stage.HEAD, FaultKind.READ_TIMEOUT, Whose.SITE),
        (Disconnected(), Stage.HEAD, FaultKind.RESET, Whose.SITE),
        (Malformed("x"), Stage.HEAD, FaultKind.PROTOCOL, Whose.SITE),
        (Cut("x"), Stage.BODY, FaultKind.TRUNCATED, Whose.BETWEEN),
        (Undecodable("br"), Stage.BODY, FaultKind.UNDECODABLE, Whose.SITE),
        (WrongPeer("x"), Stage.CONNECT, FaultKind.REFUSED_ADDRESS, Whose.US),
        (ssl.SSLError(1, "handshake failure"), Stage.TLS, FaultKind.TLS_OTHER, Whose.BETWEEN),
        (OSError("who knows"), Stage.CONNECT, FaultKind.LOCAL, Whose.US),
        (ValueError("who knows"), Stage.HEAD, FaultKind.LOCAL, Whose.US),
    ],
)
def test_what_was_raised_is_sorted(error: Exception, stage: Stage, kind: FaultKind, whose: Whose) -> None:
    fault = fault_of(error, stage)
    assert (fault.kind, fault.whose, fault.lasting) == (kind, whose, False)


@pytest.mark.parametrize(
    ("status", "kind", "whose", "lasting"),
    [
        ("nxdomain", FaultKind.NXDOMAIN, Whose.SITE, True),
        ("nodata", FaultKind.NO_ADDRESS, Whose.SITE, True),
        ("servfail", FaultKind.SERVFAIL, Whose.US, False),
        ("timeout", FaultKind.DNS_TIMEOUT, Whose.US, False),
        ("refused", FaultKind.SERVFAIL, Whose.US, False),
    ],
)
def test_a_resolver_that_never_worked_accuses_nobody(status: str, kind: FaultKind, whose: Whose, lasting: bool) -> None:
    fault = fault_of_name(status, resolver_works=False)
    assert (fault.kind, fault.whose, fault.lasting) == (kind, whose, lasting)


@pytest.mark.parametrize("status", ["servfail", "timeout"])
def test_a_resolver_that_answers_others_has_the_fault_between(status: str) -> None:
    assert fault_of_name(status, resolver_works=True).whose is Whose.BETWEEN


FORM = "<form action='/do' method='post'><input name='user'><input type='password' name='word'></form>"


@pytest.mark.parametrize(
    ("asked", "body", "login"),
    [
        ("http://a.gov.test/zwgk/1.html", f"<title>统一身份认证</title><p>请登录后访问</p>{FORM}", True),
        ("http://a.gov.test/login.html", FORM, False),
        ("http://a.gov.test/member/", "<p>县里召开会议，研究部署冬季供暖工作。</p>" * 20 + FORM, False),
        ("http://a.gov.test/1.html", "<p>登录后请修改密码</p>", False),
    ],
)
def test_a_place_to_sign_in_that_nobody_asked_for_is_a_block(asked: str, body: str, login: bool) -> None:
    fault = fault_of_answer(200, {}, body.encode(), asked=asked, final=asked)
    assert (fault.kind is FaultKind.BLOCKED if fault else False) is login
