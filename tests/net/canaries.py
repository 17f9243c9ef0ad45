"""Run inside a network namespace without a way out: nothing that a hostile site says may reach a canary.

Prints JSON: how many addresses were tried, which canaries were reached, which faults were seen. `1.1.1.1` on the
namespace's own loopback plays the public internet.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from typing import Any

from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.render import Renderer
from auditor.net.resolve import Resolver
from tests.net.names import Names
from tests.net.raw import answer, anything, redirect
from tests.net.test_guard import BAD_V6, LOOPBACK_SPELLINGS, PRIVATE_V4, carried

PUBLIC = "1.1.1.1"
UNROUTABLE = ("0.", "224.", "239.", "240.", "255.")
LISTENED_V4 = tuple(a for a in PRIVATE_V4 if not a.startswith((*UNROUTABLE, "127.")))
LISTENED_V6 = tuple(a for a in BAD_V6 if "%" not in a and not a.startswith(("ff", "::", "fe80")))
CARRIERS = tuple(form for v4 in PRIVATE_V4 for form in carried(v4).values())
hits: Counter[str] = Counter()


def hosts() -> list[str]:
    """Every address and spelling that must not be dialed, as the host of a URL."""
    literals = [*PRIVATE_V4, *BAD_V6, *CARRIERS]
    return [f"[{a}]" if ":" in a else a for a in literals if "%" not in a] + list(LOOPBACK_SPELLINGS)


async def canary(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    hits[str(writer.get_extra_info("sockname")[0])] += 1
    writer.transport.abort()


def configure() -> None:
    commands = ["link set lo up", f"addr add {PUBLIC}/32 dev lo"]
    commands += [f"addr add {a}/32 dev lo" for a in LISTENED_V4]
    six = {*LISTENED_V6, *(a for a in CARRIERS if not a.startswith("::"))}
    commands += [f"addr add {a}/128 dev lo nodad" for a in sorted(six)]
    commands += [f"route add local {range_} dev lo" for range_ in ("0.0.0.0/8", "100.64.0.0/10")]
    subprocess.run(["ip", "-force", "-batch", "-"], input="\n".join(commands), text=True, capture_output=True)


async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pages: dict[str, bytes]) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(pages.get(head.split()[1].decode(), answer(b"", "404 Not Found")))
            await writer.drain()
    except (OSError, EOFError):
        pass
    finally:
        writer.transport.abort()


def schemes(host: str) -> list[str]:
    return [
        f"http://{host}/",
        f"http://{host}:8080/",
        f"//{host}/",
        f"http:\\\\{host}\\x",
        f"http://www.x.test@{host}/",
    ]


async def fetches(settings: GatherSettings, pages: dict[str, bytes]) -> dict[str, Any]:
    faults: Counter[str] = Counter()
    tried = 0

    async def look(fetcher: Fetcher, url: str, address: str = "") -> None:
        nonlocal tried
        tried += 1
        done = await fetcher.fetch(url, address=address)
        faults[done.fault.kind.value if done.fault else "none"] += 1

    targets = [to for host in hosts() for to in schemes(host)]
    targets += [f"{scheme}://127.0.0.1/" for scheme in ("gopher", "ftp", "file", "data", "javascript", "ws")]
    for number, target in enumerate(targets):
        pages[f"/r{number}"] = redirect(target)
    async with Fetcher(settings, Resolver(settings)) as fetcher:
        for host in hosts():
            await look(fetcher, f"http://{host}/")
        for literal in (*PRIVATE_V4, *BAD_V6, *CARRIERS):  # a pinned address is judged like any other
            await look(fetcher, "http://www.x.test/", literal)
        for number in range(len(targets)):
            await look(fetcher, f"http://www.x.test/r{number}")
        for number in range(len(LISTENED_V4)):
            await look(fetcher, f"http://inside{number}.test/")
    for _ in range(1000):  # every look with a resolver that remembers nothing
        async with Fetcher(settings, Resolver(settings)) as fetcher:
            await look(fetcher, "http://flip.test/")
            await look(fetcher, "http://mixed.test/")
    return {"tried": tried, "faults": faults}


VECTORS = """<html><body>words<script>
for (const u of ['http://169.254.169.254/', 'http://127.0.0.1/', 'http://[::1]/', 'http://10.0.0.1:8080/',
                 'http://flip.test/', 'file:///etc/passwd', 'http://100.100.100.200/']) {
  fetch(u, {mode: 'no-cors'}).catch(() => 0);
  fetch(u, {mode: 'no-cors', method: 'POST', body: 'x'}).catch(() => 0);
  const x = new XMLHttpRequest(); try { x.open('GET', u); x.send(); } catch (e) {}
  for (const [tag, name] of [['iframe', 'src'], ['img', 'src'], ['script', 'src'], ['embed', 'src'], ['object', 'data'],
                             ['video', 'src'], ['audio', 'src'], ['frame', 'src'], ['input', 'src']]) {
    const e = document.createElement(tag); if (tag === 'input') e.type = 'image'; e[name] = u; document.body.append(e);
  }
  for (const rel of ['stylesheet', 'preload', 'prefetch', 'prerender', 'preconnect', 'dns-prefetch', 'modulepreload',
                     'icon', 'manifest']) {
    const l = document.createElement('link'); l.rel = rel; l.href = u; if (rel === 'preload') l.as = 'fetch';
    document.head.append(l);
  }
  try { navigator.sendBeacon(u, 'x'); } catch (e) {}
  try { new EventSource(u); } catch (e) {}
  try { new WebSocket(u.replace('http', 'ws')); } catch (e) {}
  try { new Worker(URL.createObjectURL(new Blob([`fetch('${u}');new WebSocket('${u}'.replace('http','ws'))`]))); }
  catch (e) {}
  try { new WebTransport(u.replace('http:', 'https:')); } catch (e) {}
  try { window.open(u); } catch (e) {}
  const f = document.createElement('form'); f.action = u; f.method = 'post'; f.target = '_blank';
  document.body.append(f); try { f.submit(); } catch (e) {}
  const a = document.createElement('a'); a.href = u; a.ping = u; a.target = '_blank'; document.body.append(a);
  a.click();
  document.body.style.background = `url(${u})`;
}
try {
  const p = new RTCPeerConnection({iceServers: [{urls: 'stun:10.0.0.1:8080'},
    {urls: 'turn:10.0.0.1:8080?transport=tcp', username: 'a', credential: 'b'}]});
  p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o));
} catch (e) {}
try { navigator.serviceWorker.register('/sw.js'); } catch (e) {}
const s = document.createElement('script'); s.type = 'speculationrules';
s.textContent = '{"prefetch":[{"source":"list","urls":["http://10.0.0.1:8080/p"]}]}'; document.head.append(s);
setTimeout(() => { document.body.append('all tried'); location.href = 'http://169.254.169.254/latest/'; }, 700);
</script></body></html>"""


async def browser(settings: GatherSettings, pages: dict[str, bytes]) -> dict[str, Any]:
    pages["/vectors"] = answer(VECTORS.encode())
    async with Fetcher(settings, Resolver(settings)) as fetcher, Renderer(settings, fetcher) as renderer:
        look = await renderer.render("http://www.x.test/vectors", allows=anything)
        picture = await renderer.picture(
            "http://www.x.test/vectors", allows=anything
        )  # images and fonts are answered too
    tried = "all tried" in look.body.decode()
    return {"tried": tried, "fault": str(look.fault), "final": look.final_url, "pictured": picture is not None}


async def main(what: str) -> None:
    configure()
    pages: dict[str, bytes] = {}
    open_to = []
    for address in ("127.0.0.1", "::1", *LISTENED_V4, *LISTENED_V6, *(a for a in CARRIERS if not a.startswith("::"))):
        for port in (80, 8080):
            try:
                open_to.append(await asyncio.start_server(canary, address, port))
            except OSError:
                continue
    open_to.append(await asyncio.start_server(lambda r, w: site(r, w, pages), PUBLIC, 80))
    said: dict[tuple[str, str], Any] = {
        ("www.x.test", "A"): (PUBLIC,),
        ("flip.test", "A"): lambda n: (PUBLIC,) if n % 2 else ("127.0.0.1",),
        ("flip.test", "AAAA"): ("::1",),
        ("mixed.test", "A"): lambda n: (PUBLIC, "127.0.0.1") if n % 2 else ("127.0.0.1", "169.254.169.254"),
        ("mixed.test", "AAAA"): ("fd00:ec2::254", "::ffff:127.0.0.1"),
        **{(f"inside{n}.test", "A"): (address,) for n, address in enumerate(LISTENED_V4)},
    }
    async with Names(said) as names:
        settings = GatherSettings(resolver=names.at, timeout=10)
        result = await (browser if what == "browser" else fetches)(settings, pages)
    # The canaries sing when they are touched: otherwise silence would prove nothing.
    heard = dict(hits)
    for server in open_to[:-1]:
        host, port = server.sockets[0].getsockname()[:2]
        reader, writer = await asyncio.open_connection(host, port)
        await reader.read()
        writer.close()
    print(json.dumps({"hits": heard, "canaries": len(open_to) - 1, "sang": sum(hits.values()), **result}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
