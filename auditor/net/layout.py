"""What stands where on a page as laid out? Asked in a world of its own, where the page's scripts change nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from auditor.model.picture import TALLEST, WIDTH, Box, box_of
from auditor.model.url import canonical

MOST = 3000
"""Boxes of a page that are kept."""

LOW = 900
"""The height of the window before that of the page is known."""

# The generic families as a reader in China has them; without these fonts the system's choice stands.
FONTS = {
    "standard": "Noto Serif CJK SC",
    "serif": "Noto Serif CJK SC",
    "sansSerif": "Noto Sans CJK SC",
    "fixed": "Noto Sans Mono CJK SC",
}

# What moves is brought to where it ends (or, when it never ends, to where it began): the same each time. A marquee has
# no end and cannot be set back, so its words are put into a box that stands still.
STILL = """(() => {
  for (const one of document.querySelectorAll('marquee')) {
    const box = document.createElement('div');
    box.style.cssText = one.style.cssText;
    for (const name of ['width', 'height']) {
      const said = one.getAttribute(name);
      if (said) box.style[name] = /^\\d+$/.test(said.trim()) ? said.trim() + 'px' : said;
    }
    box.className = one.className;
    box.id = one.id;
    box.style.overflow = 'hidden';
    box.append(...one.childNodes);
    one.replaceWith(box);
  }
  for (const one of document.getAnimations()) {
    try { one.effect.getComputedTiming().endTime === Infinity ? one.cancel() : one.finish(); } catch (error) {}
  }
  for (const one of document.querySelectorAll('video, audio')) one.pause();
  window.scrollTo(0, 0);
})()"""

HEIGHT = """Math.max(document.documentElement ? document.documentElement.scrollHeight : 0,
                     document.body ? document.body.scrollHeight : 0)"""

# What may be an identity or a mobile number, in either width: covered once too often rather than once too seldom.
PERSONAL = (
    "/(?<![0-9０-９A-Za-z])[0-9０-９]{17}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])"
    "|(?<![0-9０-９])[1１][3-9３-９][0-9０-９][ -]?[0-9０-９]{4}[ -]?[0-9０-９]{4}(?![0-9０-９])/g"
)

# Visible is what a reader could point at: of some part of it, the element itself is what lies on top there.
BOXES = """((most) => {
  const wide = innerWidth, high = innerHeight, found = [], until = performance.now() + 4000;
  const inside = box => box.width >= 2 && box.height >= 2 && box.right > 0 && box.bottom > 0 &&
    box.left < wide && box.top < high;
  const onTop = (one, box) => [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].some(([across, down]) => {
    const x = box.left + box.width * across, y = box.top + box.height * down;
    if (x < 0 || y < 0 || x >= wide || y >= high) return false;
    const top = document.elementFromPoint(x, y);
    return top !== null && one.contains(top);
  });
  const words = one => (one.innerText || '').trim() || [...one.querySelectorAll('img[alt]')].map(img => img.alt)
    .join(' ').trim() || one.title || '';
  const add = (kind, one, target) => {
    const parts = [...one.getClientRects()], inner = kind === 'link' ? [...one.querySelectorAll('img')] : [];
    for (const img of inner) parts.push(...img.getClientRects());
    if (!parts.some(inside)) return;
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    const seen = parts.filter(box => inside(box) && onTop(one, box));
    if (!seen.length) return;
    const x = Math.min(...seen.map(box => box.left)), y = Math.min(...seen.map(box => box.top));
    const w = Math.max(...seen.map(box => box.right)) - x, h = Math.max(...seen.map(box => box.bottom)) - y;
    const text = kind === 'image' ? one.alt : words(one);
    found.push({ kind, text: text.slice(0, 1000), target: target.slice(0, 4000), x, y, w, h });
  };
  for (const one of document.querySelectorAll('a[href], area[href], h1, h2, h3, h4, h5, h6, img')) {
    if (found.length >= most || performance.now() > until) break;
    if (one.matches('a, area')) add('link', one, String(one.href || ''));
    else if (one.matches('img')) add('image', one, one.currentSrc || one.src || '');
    else add('heading', one, '');
  }
  const texts = document.createTreeWalker(document.body || document, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && found.length < most && performance.now() < until) {
    for (const number of texts.currentNode.data.matchAll(PERSONAL)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, number.index);
      range.setEnd(texts.currentNode, number.index + number[0].length);
      for (const box of range.getClientRects()) {
        found.push({ kind: 'personal', text: '', target: '', x: box.left, y: box.top, w: box.width, h: box.height });
      }
    }
  }
  return found;
})(MOST)""".replace("MOST", str(MOST)).replace("PERSONAL", PERSONAL)


def tall(said: object) -> int:
    """The height of the picture of a page that says it is so high."""
    high = said if isinstance(said, int | float) else 0
    return int(min(max(high, LOW), TALLEST))


def boxes(said: object, height: int) -> tuple[Box, ...]:
    """The boxes that a page told of, in its order, with canonical targets."""
    if not isinstance(said, Iterable):
        return ()
    found = [box_of(one, WIDTH, height) for one in list(said)[:MOST] if isinstance(one, Mapping)]
    return tuple(_canonical(box) for box in found if box is not None)


def _canonical(box: Box) -> Box:
    return replace(box, target=canonical(box.target)) if box.target else box


def value_of(said: Mapping[str, Any]) -> Any:
    """What an expression came to, by the answer of the protocol; None when it failed."""
    return None if said.get("exceptionDetails") else said.get("result", {}).get("value")
