"""Values that are made once, however many threads ask for them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SingleFlight(Generic[Key, Value]):
    """Values by key: the first to ask makes one, others wait for it.

    Of more than ``most`` values those go that have not been asked for the longest.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._values: OrderedDict[Key, Future[Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of ``key``, made by ``make`` if there is none.

        An exception goes to all who wait, and is not kept.
        """
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            else:
                coming = self._values[key] = Future()
                while self._most is not None and len(self._values) > self._most:
                    self._values.popitem(last=False)
        if found is not None:
            return found.result()
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                if self._values.get(key) is coming:
                    del self._values[key]
            coming.set_exception(error)
            raise
        coming.set_result(value)
        return value
