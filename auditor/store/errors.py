"""What went wrong with the store, in one sentence that a person can act on?"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from auditor.api import _
from auditor.model.problem import Problem


class StoreError(Problem):
    """The store cannot be used as asked.

    SchemaMismatch: another version of the program wrote it. RunHeld: a live process is gathering this run.
    LeaseLost: another process took this run over.
    """


class SchemaMismatch(StoreError):
    pass


class RunHeld(StoreError):
    pass


class LeaseLost(StoreError):
    """Raised by the first write after another process took the run over; nothing of that batch is stored."""


READ_ONLY = _("{name}：文件只读，无法写入")

_SENTENCES = {
    "SQLITE_FULL": _("{name}：磁盘已满，没有写入；腾出空间后可以继续这次检查"),
    "SQLITE_BUSY": _("{name}：另一个程序正在写入，等待后仍被占用"),
    "SQLITE_LOCKED": _("{name}：另一个程序正在写入，等待后仍被占用"),
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_NOTADB": _("{name}：不是本程序的存储文件"),
    "SQLITE_CORRUPT": _("{name}：文件已损坏"),
    "SQLITE_CANTOPEN": _("{name}：打不开，请检查路径和权限"),
    "SQLITE_PERM": _("{name}：打不开，请检查路径和权限"),
    "SQLITE_IOERR": _("{name}：读写出错，请检查磁盘（{detail}）"),
    "SQLITE_PROTOCOL": _("{name}：无法加锁，请把它放在本机磁盘上"),
}
_OTHER = _("{name}：数据库出错（{detail}）")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turns what the database raises into a StoreError that names the file; what is our own mistake passes."""
    try:
        yield
    except DBAPIError as error:
        code = str(getattr(error.orig, "sqlite_errorname", ""))
        family = "_".join(code.split("_")[:2])
        if not code and "unable to open" in str(error.orig):
            family = "SQLITE_CANTOPEN"
        if family in {"SQLITE_CONSTRAINT", "SQLITE_MISUSE", "SQLITE_ERROR", "SQLITE_RANGE", "SQLITE_MISMATCH"}:
            raise
        detail = code or type(error.orig).__name__
        raise StoreError(_SENTENCES.get(family, _OTHER), name=name, detail=detail) from error
