"""In which order, and how many at the most, are the addresses of other hosts read?"""

from urllib.parse import urlsplit

ANNEX_PAGES = 60  # a host, so that a department's whole site is not read for one entrance


def shallow(url: str) -> tuple[int, int, str]:
    """Sorts entrances before what lies behind them: by the steps of the path, then by length."""
    return urlsplit(url).path.rstrip("/").count("/"), len(url), url
