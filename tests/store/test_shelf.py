"""What is put together once and read back from a file."""

from collections.abc import Iterator

from auditor.store.shelf import Shelf


class Made:
    """Batches that count how often they were begun."""

    def __init__(self, number: int) -> None:
        self.number, self.begun = number, 0

    def __iter__(self) -> Iterator[list[int]]:
        self.begun += 1
        for batch in range(self.number):
            yield [batch, -batch]


def test_batches_are_made_once_and_read_back_the_same() -> None:
    shelf, made = Shelf[int](), Made(50)
    first = list(shelf.batches(made))
    assert [list(shelf.batches(made)) for _ in range(3)] == [first] * 3
    assert made.begun == 1
    shelf.close()


def test_a_reader_that_stopped_half_way_leaves_nothing_behind() -> None:
    shelf, made = Shelf[int](), Made(5)
    begun = iter(shelf.batches(made))
    next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert len(list(shelf.batches(made))) == 5
    assert made.begun == 2
    shelf.close()


def test_several_readers_go_through_it_at_once() -> None:
    shelf, made = Shelf[list[str]](), [[["x" * 100_000]] * 3, [["y"]], [["z"]]]
    assert list(zip(shelf.batches(made), shelf.batches(made), strict=True)) == [(one, one) for one in made]
    assert list(zip(shelf.batches(made), shelf.batches(made), strict=True)) == [(one, one) for one in made]
    shelf.close()
