"""On which event loop does a command run? On uvloop's where it is installed, on asyncio's own elsewhere."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def new_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes the loop; None is asyncio's choice."""
    try:
        import uvloop
    except ImportError:  # Windows, PyPy, or a machine without a wheel for it
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def run_async(main: Coroutine[Any, Any, Result]) -> Result:
    """The one place where a command starts its loop; SIGINT cancels `main`, as with asyncio.run."""
    with asyncio.Runner(loop_factory=new_loop()) as runner:
        return runner.run(main)
