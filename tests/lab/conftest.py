"""The laboratory stands once for all tests that ask for it."""

from collections.abc import Iterator

import pytest

from tests.conftest import skip_or_fail
from tests.lab.laboratory import Laboratory, missing


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    if why := missing():
        skip_or_fail("lab", why)
    with Laboratory(tmp_path_factory.mktemp("lab")) as laboratory:
        yield laboratory


@pytest.fixture
def tun(laboratory: Laboratory) -> None:
    """For what needs the slow wire or the NAT64."""
    if not laboratory.tun:
        skip_or_fail("lab", "/dev/net/tun cannot be opened: no slow wire and no NAT64")
