"""In which order, and how many at the most, are the addresses of other hosts read? Which address has no site at all?"""

from hashlib import sha256
from urllib.parse import urlsplit

from auditor.model.url import canonical

ANNEX_PAGES = 60  # a host, so that a department's whole site is not read for one entrance


def shallow(url: str) -> tuple[int, int, str]:
    """Sorts entrances before what lies behind them: by the steps of the path, then by length."""
    return urlsplit(url).path.rstrip("/").count("/"), len(url), url


def absent(origin: str) -> str:
    """An address that no site has: derived from its host, so that it is the same in every run."""
    return canonical(f"{origin}/{sha256(origin.encode()).hexdigest()[:16]}.html")
