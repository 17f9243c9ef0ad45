"""The benchmark of pairs finds the pairs and the copies that it made, and its memory does not grow with candidates."""

from benchmarks.pairs import measured


def test_every_interpretation_is_paired_and_every_copy_is_found() -> None:
    found = measured(40, 30, 800)
    assert found["candidates"] == 1200
    assert found["pairs"] == 30
    assert found["copies"] == 3
    assert found["grown_mb"] < 60
