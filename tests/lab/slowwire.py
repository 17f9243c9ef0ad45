"""A wire on which every packet takes longer, each way. Two TUN devices and a queue: this needs no qdisc of the kernel.

`python -m tests.lab.slowwire MILLISECONDS NAME NAME`: both devices are made in this namespace and can be moved away.
"""

import asyncio
import fcntl
import os
import struct
import sys

_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def opened(name: str) -> int:
    """A new TUN device as a file that gives and takes one IP packet at a time."""
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI))
    return tun


async def delay(near: int, far: int, seconds: float) -> None:
    loop = asyncio.get_running_loop()

    def arrived(source: int, target: int) -> None:
        while True:
            try:
                packet = os.read(source, 65536)
            except OSError:  # no more for now, or the device is down
                return
            loop.call_later(seconds, sent, target, packet)

    def sent(target: int, packet: bytes) -> None:
        try:
            os.write(target, packet)
        except OSError:  # a wire may lose packets
            return

    loop.add_reader(near, arrived, near, far)
    loop.add_reader(far, arrived, far, near)
    print("listening", flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until the laboratory goes


if __name__ == "__main__":
    asyncio.run(delay(opened(sys.argv[2]), opened(sys.argv[3]), float(sys.argv[1]) / 1000))
