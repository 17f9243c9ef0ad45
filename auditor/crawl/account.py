"""How far has a walk come, how long has it taken, and who is told?"""

import time
from collections import Counter

from auditor.crawl.events import Event, Phase, Tell
from auditor.crawl.pace import Pace

TELL_EVERY = 0.2  # seconds


class Account:
    """Counters and clock of one walk. `before` are the seconds that earlier, interrupted walks of the run took."""

    def __init__(self, pace: Pace, tell: Tell) -> None:
        self._pace, self._tell = pace, tell
        self._begun, self._told, self._phase = time.monotonic(), 0.0, Phase.START
        self.before = 0.0
        self.done, self.known, self.depth = 0, 0, 0
        self.failures = Counter[str]()

    @property
    def elapsed(self) -> float:
        return self.before + time.monotonic() - self._begun

    def expect(self, known: int) -> None:
        """So many addresses are to be looked at now."""
        self.done, self.known = 0, known

    def say(self, phase: Phase, *, host: str = "", eta: float | None = None, force: bool = False) -> None:
        """Tells how things stand, a few times a second at the most."""
        moment = time.monotonic()
        if not force and phase is self._phase and moment - self._told < TELL_EVERY:
            return
        self._phase, self._told = phase, moment
        rate = self._pace.requests / max(moment - self._begun, 0.001)
        if eta is None and rate and self.known > self.done:
            eta = (self.known - self.done) / rate
        self._tell(
            Event(
                phase=phase,
                done=self.done,
                known=self.known,
                depth=self.depth,
                requests=self._pace.requests,
                rate=rate,
                eta=eta,
                host=host,
                failures=dict(self.failures),
            )
        )
