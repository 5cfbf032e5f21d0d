"""Ending the open streams when the server is told to stop: it would wait for them, and they end by themselves never."""

import asyncio
import signal
from types import FrameType

from dabiao.core.live.board import board
from dabiao.core.live.hub import hub


def close_on_signal() -> None:
    """From now on SIGTERM and SIGINT also end the streams of the running loop. Only in the main thread.

    The loop keeps its own way of hearing signals (a wake-up descriptor, set by whoever runs the loop); the handler
    that Python calls beside it is free, and is what is set here.
    """
    loop = asyncio.get_running_loop()

    def end(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(_close)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
        signal.siginterrupt(number, False)


def _close() -> None:
    hub().close()
    board().close()
