"""What takes many questions to put together is put together once, and read back from a file after that."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_IN_MEMORY = 1 << 20  # bytes; what is longer lies on the disk, in a file that goes when it is closed


class _Pickler(pickle.Pickler):
    """Writes frozen values as calls of their classes: what `dataclasses` does with slots takes three times as long."""

    def reducer_override(self, value: object) -> Any:
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        return type(value), _fields(type(value))(value)


@cache
def _fields(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    return lambda value: tuple([getattr(value, name) for name in names])


class Shelf(Generic[T]):
    """Batches of values, kept once they were gone through to the end. Memory does not grow with their number, and
    several readers may go through them at once."""

    def __init__(self) -> None:
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._places: list[int] = []

    def close(self) -> None:
        if self._file:
            self._file.close()

    def batches(self, made: Iterable[Sequence[T]]) -> Iterator[Sequence[T]]:
        """The batches as they are `made`, which nobody asks for again after a first reader came to their end."""
        if self._file is None:
            yield from self._keeping(made)
            return
        for place in self._places:
            self._file.seek(place)
            batch: Sequence[T] = pickle.load(self._file)
            yield batch

    def _keeping(self, made: Iterable[Sequence[T]]) -> Iterator[Sequence[T]]:
        file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # outlives this
        places: list[int] = []
        try:
            for batch in made:
                places.append(file.tell())
                _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(batch)
                yield batch
        except BaseException:  # a reader that stopped half-way leaves nothing
            file.close()
            raise
        if self._file is None:
            self._file, self._places = file, places
        else:
            file.close()
