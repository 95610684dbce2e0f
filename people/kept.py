"""What never changes under its name, kept in this process: frozen content and HTML made of it.

A name says everything that the value depends on (edition and its hash, language, …), so nothing
here can be out of date, and nothing is ever somebody's own: see ``people.pieces``. A process that
starts anew, say after an update, begins with nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")

_all: list["Kept"] = []


class Kept(Generic[Made]):
    """The values used last, up to a number; what isn't there is made again."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def get(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under ``name``, or what ``make`` returns, which is kept unless None."""
        with self._lock:
            found = self._found.get(name)
            if found is not None:
                self._found.move_to_end(name)
                return found
        made = make()
        if made is not None:
            with self._lock:
                self._found[name] = made
                while len(self._found) > self.most:
                    self._found.popitem(last=False)
        return made

    def values(self) -> list[Made]:
        """Return everything that is kept, for those who check what it holds."""
        with self._lock:
            return list(self._found.values())


def everything() -> list[object]:
    """Return whatever is kept in this process."""
    return [value for kept in _all for value in kept.values()]


def forget_everything() -> None:
    """Begin with nothing, as a new process does: each test is one."""
    for kept in _all:
        with kept._lock:
            kept._found.clear()
