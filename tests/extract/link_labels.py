"""Which links does a browser see on the stored real pages? The second opinion against which our own reading is held.

`python -m tests.extract.link_labels` (with AUDITOR_SHARED) reads every page in Chromium, scripts and network off, and
writes `labels/links.json`, which was then read against the raw markup by hand (its `checked` says how). Nothing of our
own extraction is used here: the browser parses, and resolves every address.

A label holds: anchors by what their address is (`click`: no href, but onclick; `name`: neither), anchors inside
comments and inside the texts of scripts, number and hash of the distinct addresses of each kind of reference, and every
anchor that is neither a plain address nor a mere mark, as written.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

LABELS = Path(__file__).parent / "labels" / "links.json"
# Parsed as with scripting (noscript stays silent), but no script runs and nothing is loaded.
_HEADERS = {"content-security-policy": "script-src 'none'", "content-type": "text/html"}

_READ = r"""
() => {
  const list = selector => [...document.querySelectorAll(selector)];
  const words = node => node.textContent.replace(/\s+/g, '').slice(0, 30);
  const bare = address => address.split('#')[0];
  const web = address => /^https?:/.test(address);
  const here = bare(document.URL);
  const kind = node => {
    const raw = node.getAttribute('href'), click = node.hasAttribute('onclick');
    if (raw === null) return click ? 'click' : 'name';
    const href = raw.trim();
    if (/\{\{|\$\{|<%/.test(href)) return 'placeholder';
    if (href === '') return 'empty';
    if (/^javascript:/i.test(href)) return click ? 'script_click' : 'script';
    if (/^(mailto|tel):/i.test(href)) return 'mail';
    if (/^(file:|[a-z]:[\\/]|\\\\)/i.test(href)) return 'file';
    if (href.startsWith('#')) return 'same_page';
    return web(node.href) ? 'http' : 'other';
  };
  const anchors = list('a, area').map(node => ({kind: kind(node), href: node.getAttribute('href') ?? '',
    address: node.href, words: words(node), click: node.getAttribute('onclick') ?? ''}));
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  let commented = 0;
  while (comments.nextNode()) commented += (comments.currentNode.data.match(/<a\s/gi) ?? []).length;
  const written = (list('script').map(node => node.textContent).join('').match(/<a\s/gi) ?? []).length;
  const css = text => [...text.matchAll(/url\("([^"]*)"\)/g)].map(match => new URL(match[1], document.baseURI).href);
  const rules = [...document.styleSheets].filter(sheet => !sheet.href).flatMap(sheet => [...sheet.cssRules]);
  const resources = {
    img: list('img[src], input[type="image" i][src]').map(node => node.src),
    script: list('script[src]').map(node => node.src),
    style: [...list('link[rel~="stylesheet" i], link[rel~="icon" i]').map(node => node.href),
      ...[...rules.map(rule => rule.cssText), ...list('[style*="url("]').map(node => node.style.cssText)].flatMap(css)],
    frame: list('iframe[src], frame[src], embed[src], object[data]').map(node => node.src || node.data),
    form: list('form[action]').map(node => node.action),
    option: list('option').filter(node => /^\s*https?:/i.test(node.getAttribute('value') ?? '')).map(
      node => new URL(node.getAttribute('value'), document.baseURI).href),
  };
  for (const name of Object.keys(resources)) resources[name] = resources[name].map(bare).filter(web);
  return {anchors, commented, written, resources, here};
}
"""


def digest(addresses: set[str]) -> str:
    """A short hash of a set of addresses, whatever their order."""
    return hashlib.sha256("\n".join(sorted(addresses)).encode()).hexdigest()[:16]


@contextmanager
def reader(chromium: str) -> Iterator[Page]:
    """A page in a browser that runs no script and reaches nothing."""
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running.new_context(offline=False).new_page()
        running.close()


def read(tab: Page, body: bytes, url: str) -> dict[str, Any]:
    """What the browser sees on this page, as a label."""

    def answer(route: Route) -> None:
        if route.request.is_navigation_request() and route.request.frame == tab.main_frame:
            route.fulfill(status=200, headers=_HEADERS, body=body)
        else:
            route.abort()

    tab.route("**/*", answer)
    tab.goto(url, wait_until="domcontentloaded")
    seen = tab.evaluate(_READ)
    tab.unroute("**/*")
    kinds: dict[str, int] = {}
    for anchor in seen["anchors"]:
        kinds[anchor["kind"]] = kinds.get(anchor["kind"], 0) + 1
    followed = {anchor["address"].partition("#")[0] for anchor in seen["anchors"] if anchor["kind"] == "http"}
    return {
        "url": url,
        "anchors": dict(sorted(kinds.items())),
        "commented": seen["commented"],
        "written": seen["written"],
        "targets": digest(followed),
        "resources": {
            name: [len(set(found)), digest(set(found))] for name, found in seen["resources"].items() if found
        },
        "odd": [
            " ".join(filter(None, (one["kind"], one["href"] or "-", one["words"], one["click"])))
            for one in seen["anchors"]
            if one["kind"] not in ("http", "name")
        ],
    }


def main() -> None:
    from auditor.net.render import find_chromium

    folder = Path(os.environ["AUDITOR_SHARED"]) / "pages"
    known = json.loads(LABELS.read_text(encoding="utf-8"))
    pages = known["pages"]
    with reader(find_chromium() or "chromium") as tab:
        for path in sorted(folder.rglob("*.html")):
            name = str(path.relative_to(folder))
            url = pages.get(name, {}).get("url", "http://www.zhen.gov.test/a/b/")
            pages[name] = read(tab, path.read_bytes(), url)
    write(known["checked"], pages)


def write(checked: str, pages: dict[str, Any]) -> None:
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(pages[name], ensure_ascii=False)}" for name in sorted(pages))
    said = json.dumps(checked, ensure_ascii=False)
    LABELS.write_text(f'{{\n "checked": {said},\n "pages": {{\n{rows}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
