"""Does a result reach the program that reads it, whole?"""

import os
import subprocess
import sys
import time

import pytest

SENT = 1_000_000
# A signal in the midst of a write to a full pipe ends it early.
PROGRAM = f"""
import signal
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
from auditor.commands.output import open_output
with open_output("") as out:
    out.write(b"x" * {SENT})
signal.setitimer(signal.ITIMER_REAL, 0)
"""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_all_of_a_result(unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout is not None
        got = 0
        while part := os.read(writer.stdout.fileno(), 65536):
            got += len(part)
            time.sleep(0.03)
    assert (writer.returncode, got) == (0, SENT)
