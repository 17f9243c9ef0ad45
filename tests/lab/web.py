"""Writes the laboratory's web: a small county's pages, certificates and the configuration of nginx."""

import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.lab import plan

NEWS = 6
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "5e9f3ab40000000049454e44ae426082"
)
_PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="/style.css">{head}</head><body>
<div class="header"><a href="/"><img src="/logo.png" alt="试验县人民政府"></a></div>
<div class="nav"><a href="/">首页</a> <a href="/zfxxgk/">政府信息公开</a> <a href="/hd/">互动交流</a></div>
<div class="main">{body}</div>
<div class="footer">主办：试验县人民政府办公室 网站标识码 1234560001 <a href="https://{outside}/">市人民政府</a></div>
</body></html>"""
_SOUND = ("plain", "native", "v4only", "multi", "mixed", "blackhole", "prohibited", "flaky", "cname", "mtu", "good")


def write(folder: Path) -> None:
    """Pages, certificates, nginx.conf and, for the far end of the slow wire, far.conf."""
    _pages(folder / "www")
    (folder / "county").mkdir()
    certificates(folder)
    (folder / "nginx.conf").write_text(_config(folder, "nginx", _servers(folder)), encoding="utf-8")
    far = _http([plan.SLOW_V6], "return 301 https://$host$request_uri;") + _https(folder, [plan.SLOW_V6])
    (folder / "far.conf").write_text(_config(folder, "far", far), encoding="utf-8")


def certificates(folder: Path) -> None:
    """A CA, and leaf certificates: right, right and small, of another host, expired, and signed by itself."""
    _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{folder}/ca.key")
    key = ("-key", f"{folder}/ca.key")  # one key for all: nobody here has a secret
    _openssl("req", "-x509", "-new", *key, "-days", "2", "-subj", "/CN=lab ca", "-out", f"{folder}/ca.pem")
    signed = ("-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key")
    leaf = ("-addext", "basicConstraints=critical,CA:false")
    for name, hosts, by in (
        ("site", plan.certified(), signed),
        ("small", ["*.gov.test"], signed),
        ("other", ["www.elsewhere.test"], signed),
        ("self", ["*.gov.test"], ()),
    ):
        names = "subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts)
        out = ("-out", f"{folder}/{name}.pem")
        _openssl(
            "req", "-x509", "-new", *key, "-days", "2", "-subj", f"/CN=lab {name}", *by, *leaf, "-addext", names, *out
        )
    _expired(folder)


def _expired(folder: Path) -> None:
    (folder / "ca.index").touch()
    (folder / "ca.conf").write_text(
        f"[ca]\ndefault_ca=lab\n[lab]\ndatabase={folder}/ca.index\nnew_certs_dir={folder}\nrand_serial=yes\n"
        "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n[leaf]\nsubjectAltName=DNS:*.gov.test\n",
        encoding="ascii",
    )
    _openssl("req", "-new", "-key", f"{folder}/ca.key", "-subj", "/CN=lab expired", "-out", f"{folder}/expired.csr")
    start, end = (f"{datetime.now(UTC) - timedelta(days=ago):%Y%m%d%H%M%SZ}" for ago in (30, 3))
    dates = ("-startdate", start, "-enddate", end, "-extensions", "leaf", "-notext", "-batch")
    by = ("-config", f"{folder}/ca.conf", "-cert", f"{folder}/ca.pem", "-keyfile", f"{folder}/ca.key")
    _openssl("ca", *by, *dates, "-in", f"{folder}/expired.csr", "-out", f"{folder}/expired.pem")


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def _pages(www: Path) -> None:
    for name in ("news", "detail", "zfxxgk", "hd"):
        (www / name).mkdir(parents=True)
    (www / "logo.png").write_bytes(_PNG)
    (www / "style.css").write_text("body { background: url(/logo.png) }", encoding="utf-8")
    (www / "app.js").write_text("document.title += '';", encoding="utf-8")
    _write(www / "index.html", "试验县人民政府", _home())
    for number in range(1, NEWS + 1):
        link = f'<a href="/detail/{number}.html">附件说明 {number}</a>'
        _write(www / f"news/{number}.html", f"关于第 {number} 项工作的通知", _text(number) + link)
        _write(www / f"detail/{number}.html", f"附件说明 {number}", _text(number + 50))
    for name, title in (("zfxxgk", "政府信息公开"), ("hd", "互动交流")):
        _write(www / name / "index.html", title, _text(len(title) + 80))
    _write(www / "sky.html", "试验县人民政府", _home('<img src="https://oldstatic.friend.test/logo.png">'),
           head='<link rel="stylesheet" href="https://oldstatic.friend.test/style.css">')  # fmt: skip
    _write(www / "literal.html", "试验县人民政府", _home(f'<img src="http://{plan.FRIEND_V4}/logo.png">'))
    _write(www / "outlinks.html", "试验县人民政府", _home('<a href="https://old.friend.test/">县级部门</a>'))
    default = "<h1>Welcome to nginx!</h1><p>Further configuration is required.</p>"
    page = f"<html><head><title>Welcome to nginx!</title></head><body>{default}</body></html>"
    (www / "default.html").write_text(page, encoding="utf-8")
    for variant in range(3):  # the news in another order, and what no two answers share
        nonce = '<!--# echo var="request_id" -->'
        counter = '访问 <!--# echo var="connection" --> 次，<!--# echo var="date_local" -->'
        head = f'<meta name="csrf" content="{nonce}"><script nonce="{nonce}">1</script>'
        _write(www / f"dynamic{variant}.html", "试验县人民政府", _home(counter, turn=variant), head=head)


def _home(extra: str = "", *, turn: int = 0) -> str:
    numbers = [*range(1, NEWS + 1)]
    numbers = numbers[turn:] + numbers[:turn]
    items = "".join(f'<li><a href="/news/{n}.html">关于第 {n} 项工作的通知</a> 2026-0{n}-11</li>' for n in numbers)
    script = '<script src="https://static.friend.test/app.js"></script>'
    return f"<ul>{items}</ul>{_text(7)}{extra}{script}<a href='https://www.friend.test/'>省人民政府</a>"


def _text(seed: int) -> str:
    lines = (
        f"<p>第 {n} 条：{seed * 37 % 101} 个乡镇按{seed + n}号要求办理第 {n * seed % 89} 项事项，并于办结后公开。</p>"
        for n in range(1, 25)
    )
    return "".join(lines)


def _write(path: Path, title: str, body: str, *, head: str = "") -> None:
    path.write_text(_PAGE.format(title=title, body=body, head=head, outside="www.friend.test"), encoding="utf-8")


def _config(folder: Path, name: str, servers: str) -> str:
    temporary = " ".join(f"{kind}_temp_path {folder}/{name}-{kind};" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    return f"""
user root;
daemon off;
worker_processes 1;
pid {folder}/{name}.pid;
error_log {folder}/{name}.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    types {{ text/html html; text/css css; image/png png; application/javascript js; application/pdf pdf; }}
    {temporary}
    server_names_hash_bucket_size 128;
    limit_req_zone $binary_remote_addr zone=often:1m rate=2r/m;
    split_clients $request_id $turn {{ 33% 0; 33% 1; * 2; }}
{servers}
}}
"""


def _servers(folder: Path) -> str:
    """Every portal as its fault wants it: both addresses alike where the fault lies elsewhere."""
    up = "return 301 https://$host$request_uri;"
    sound = [at for name in _SOUND for at in plan.web(name) if name != "plain"]
    sound += [plan.SOUND_V4, plan.SOUND_V6, plan.FRIEND_V4, plan.FRIEND_V6, plan.DEAF_V6]
    sound += [at for both in plan.ANCHORS.values() for at in both]
    blocks = [_http(sound, up), _https(folder, [at for at in sound if at not in plan.web("mtu")])]
    blocks += [_https(folder, plan.web("mtu"), certificate="small"), _http(plan.web("plain"), _root(folder))]

    county = (plan.COUNTY_V4, plan.COUNTY_V6)
    blocks += [_http(county, up), _https(folder, county, root="county")]

    def pair(
        name: str,
        both: str,
        *,
        only4: str = "",
        only6: str = "",
        certificate: str = "site",
        certificate6: str = "site",
        http2: str = "",
    ) -> None:
        """Redirects on port 80, `both` on 443, and over one family `only4` or `only6` instead where they are given.
        `http2` names the families that have it."""
        v4, v6 = plan.web(name)
        blocks.append(_http([v4, v6], up))
        blocks.append(_https(folder, [v4], only4 or both, certificate=certificate, http2="4" in http2))
        blocks.append(_https(folder, [v6], only6 or both, certificate=certificate6, http2="6" in http2))

    def home(page: str) -> str:
        return f"location = / {{ try_files {page} =404; }}"

    pair("moved", "location = / { return 301 https://good.gov.test/; }")
    pair("redirect", "location / { return 301 https://v4only.gov.test/; }")
    for name in ("sky", "literal", "outlinks"):
        pair(name, home(f"/{name}.html"))
    pair("dynamic", "ssi on; location = / { try_files /dynamic$turn.html =404; }")
    pair("different", "", only6=home("/default.html"))
    pair("missing", "", only6="location = / { return 404; }")
    pair("deep", "", only6="location ~ ^/news/[135] { return 404; }")
    pair("drip", "", only6="location = / { limit_rate 200; try_files /index.html =404; }")
    pair("limited", "limit_req zone=often burst=4 nodelay; limit_req_status 429;")
    wall = 'location / { default_type text/html; return 403 "<title>403</title>访问被拦截 Access denied"; }'
    pair("walled", wall)
    pair("walled6", "", only6=wall)
    for name, certificate in (("tlsname", "other"), ("tlsexpired", "expired"), ("tlsself", "self")):
        pair(name, "", certificate6=certificate)
    old, new = "ssl_protocols TLSv1.2;", "ssl_protocols TLSv1.2 TLSv1.3;"
    pair("tlsold", "", only4=new, only6=old)
    pair("tlsnewer", "", only4=old, only6=new, http2="6")
    pair("nohttp2", "", http2="4")
    pair("tlsboth", "", certificate="expired", certificate6="expired")
    for name in ("refusing", "slow"):  # over IPv6 nobody is there, or somebody at the far end of a wire
        blocks += [_http(plan.web(name)[:1], up), _https(folder, plan.web(name)[:1])]
    blocks += [_http(plan.web("no443"), up), _https(folder, plan.web("no443")[:1])]
    blocks += [_http(plan.web("no80")[:1], up), _https(folder, plan.web("no80"))]
    return "\n".join(blocks)


def _root(folder: Path, name: str = "www") -> str:
    return f"root {folder}/{name};"


def _http(addresses: Iterable[str], how: str) -> str:
    return f"server {{ {_listen(addresses, '80')} {how} }}"


def _https(
    folder: Path,
    addresses: Iterable[str],
    how: str = "",
    *,
    certificate: str = "site",
    root: str = "www",
    http2: bool = False,
) -> str:
    keys = f"ssl_certificate {folder}/{certificate}.pem; ssl_certificate_key {folder}/ca.key;"
    return (
        f"server {{ {_listen(addresses, '443 ssl http2' if http2 else '443 ssl')} {keys} {_root(folder, root)} {how} }}"
    )


def _listen(addresses: Iterable[str], port: str) -> str:
    return " ".join(f"listen {f'[{at}]' if ':' in at else at}:{port};" for at in addresses)
