"""Does the wire keep its promises on uvloop, whose sockets close and whose handshakes fail in ways of their own?"""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from auditor.loop import new_loop, run_async
from tests.net import test_bodies, test_cancel, test_fetch, test_http1, test_malformed, test_tls
from tests.net.test_tls import certificates  # noqa: F401  # the fixture

uvloop = pytest.importorskip("uvloop")
Case = Callable[..., Coroutine[Any, Any, None]]
CASES: dict[str, Case] = {
    case.__name__: case
    for case in (
        test_bodies.test_a_bomb_of_one_gibibyte_never_comes_into_being,
        test_bodies.test_an_endless_body_is_cut_at_the_cap,
        test_bodies.test_a_body_that_is_no_text_is_sampled_and_its_size_taken_from_the_head,
        test_bodies.test_a_body_without_a_type_is_read_whole_when_it_is_text,
        test_cancel.test_a_deadline_from_outside_leaves_no_socket,
        test_fetch.test_connections_are_kept_and_one_pinned_to_an_address_is_not,
        test_fetch.test_a_server_that_closes_kept_connections_causes_no_finding,
        test_fetch.test_a_connection_that_says_something_unasked_is_not_used_again,
        test_fetch.test_a_refused_port_and_a_close_without_answer_are_told_apart,
        test_fetch.test_a_redirect_whose_body_never_ends_is_followed_all_the_same,
        test_fetch.test_a_status_outweighs_a_body_that_breaks_off,
        test_http1.test_a_server_waits_while_nobody_reads,
        test_http1.test_a_head_request_keeps_its_connection,
        test_http1.test_an_httpx_client_goes_over_the_same_wire_to_judged_routes_alone,
        test_tls.test_a_greeting_that_fails_accuses_nobody,
    )
}


def on_uvloop(main: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


@pytest.mark.parametrize("name", CASES)
def test_on_uvloop(name: str) -> None:
    on_uvloop(CASES[name]())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_cancels_at_random_moments_leave_nothing_on_uvloop() -> None:
    on_uvloop(test_cancel.test_cancels_at_random_moments_leave_no_socket_and_no_slot(1000))


@pytest.mark.parametrize("name", test_malformed.SHOWN)
def test_a_head_that_browsers_forgive_opens_on_uvloop(name: str) -> None:
    on_uvloop(test_malformed.test_a_head_that_browsers_forgive_opens(name))


@test_tls.pytestmark
@pytest.mark.parametrize(("name", "fault"), [("good", ""), ("expired", "tls-expired"), ("self", "tls-untrusted")])
def test_a_certificate_fault_is_named_on_uvloop(
    certificates: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    fault: str,
) -> None:
    on_uvloop(
        test_tls.test_a_certificate_fault_is_named_and_the_content_is_read(certificates, monkeypatch, name, fault)
    )


def test_commands_run_on_it_where_it_is_installed() -> None:
    async def loop() -> str:
        return type(asyncio.get_running_loop()).__module__

    assert new_loop() is uvloop.new_event_loop
    assert run_async(loop()).startswith("uvloop")
