"""Most columns repeat a few values: what a value means is asked once."""

from collections.abc import Callable
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Memory(dict[Asked, Answer], Generic[Asked, Answer]):
    """The answers of a function by what it was asked."""

    def __init__(self, ask: Callable[[Asked], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, asked: Asked) -> Answer:
        self[asked] = answer = self._ask(asked)
        return answer
