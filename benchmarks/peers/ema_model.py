"""The NumPy model under the EMA workbench: one experiment a draw, as its users run ensembles."""

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers import numpy_model
from benchmarks.peers.inputs import Floats, FocalInputs, timed_inputs
from slipstream.model.constants import MONTHS

WARM_UP = 8


class Experiment:
    """The model as a function of one draw's parameters and of which draw's luck it meets."""

    def __init__(self, inputs: FocalInputs) -> None:
        self.inputs = inputs

    def __call__(self, draw: float, **parameters: float) -> dict[str, Floats]:
        return numpy_model.run(self.inputs.one(int(draw), parameters))


def run(inputs: FocalInputs) -> dict[str, Floats]:
    """Run all draws one by one, in the precision of the inputs."""
    ema = _workbench()
    model = _model(ema, inputs)
    with ema.SequentialEvaluator(model) as evaluator:
        _, outcomes = evaluator.perform_experiments(
            _scenarios(ema, inputs, inputs.draws), log_progress=True
        )
    return {name: np.moveaxis(series, 0, -1) for name, series in outcomes.items()}


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs with the workbench's own pool on all cores, already started.

    The script that calls this must guard its main part by ``__name__``, as every one that starts
    processes anew.
    """
    ema = _workbench()
    inputs = timed_inputs(draws, np.float64)
    model = _model(ema, inputs)
    before = multiprocessing.get_start_method()
    # A fork of a process in which JAX has threads may hang.
    multiprocessing.set_start_method("spawn", force=True)
    try:
        with ema.MultiprocessingEvaluator(model, n_processes=os.cpu_count()) as evaluator:
            warm_up = _scenarios(ema, inputs, min(WARM_UP, draws))
            evaluator.perform_experiments(warm_up, log_progress=True)
            scenarios = _scenarios(ema, inputs, draws)
            yield lambda: evaluator.perform_experiments(scenarios, log_progress=True)
    finally:
        multiprocessing.set_start_method(before, force=True)


def _workbench() -> Any:  # noqa: ANN401 - it has no types, and may not be installed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of evaluators that are not installed
        return import_module("ema_workbench")


def _model(ema: Any, inputs: FocalInputs) -> object:  # noqa: ANN401
    model = ema.Model("focal", function=Experiment(inputs))
    # Ranges matter where the workbench draws; here the draws are given.
    model.uncertainties = [
        ema.IntegerParameter("draw", 0, max(inputs.draws, 2)),
        *(
            ema.RealParameter(name, float(values.min()), np.nextafter(values.max(), np.inf))
            for name, values in inputs.parameters.items()
        ),
    ]
    shape = {"shape": (MONTHS,), "dtype": inputs.parameters["talent_home"].dtype}
    names = numpy_model.run(inputs.one(0, {}))
    model.outcomes = [ema.TimeSeriesOutcome(name, **shape) for name in names]
    return model


def _scenarios(ema: Any, inputs: FocalInputs, draws: int) -> list[object]:  # noqa: ANN401
    def numbers(draw: int) -> Mapping[str, float]:
        return {name: float(values[draw]) for name, values in inputs.parameters.items()}

    return [ema.Scenario(str(draw), draw=draw, **numbers(draw)) for draw in range(draws)]
