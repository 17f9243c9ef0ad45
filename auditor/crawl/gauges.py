"""How is the engine doing: does the loop keep up, are the connections in use, how much memory was needed?"""

import sys

from auditor.crawl.pace import Pace
from auditor.net.pulse import Pulse


def figures(pulse: Pulse, pace: Pace, host: str) -> dict[str, float]:
    """By name: how late the event loop came to what was due (`lag_…_ms`), which share of the connections that the
    host may be given was in use from its first request to its last (`slots_share`), and the most memory that this
    process held (`peak_mb`; not on Windows). The reading processes are not in it."""
    late = pulse.delays()
    said: dict[str, float] = {}
    if late:
        said["lag_median_ms"] = round(1000 * late[len(late) // 2], 1)
        said["lag_p99_ms"] = round(1000 * late[len(late) * 99 // 100], 1)
        said["lag_max_ms"] = round(1000 * late[-1], 1)
    if (share := pace.share(host)) is not None:
        said["slots_share"] = round(share, 3)
    if sys.platform != "win32":
        import resource

        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        said["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
    return said
