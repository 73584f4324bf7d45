"""Measuring: floor and product take turns, after one round that does not count; medians are compared."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def alternate(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """The median seconds of each piece of work over ``rounds`` rounds in which all take turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            gc.collect()
            began = perf_counter()
            work()
            if number:
                taken[name].append(perf_counter() - began)
    return {name: median(times) for name, times in taken.items()}
