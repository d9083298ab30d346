"""The command line and the Python lines that give a state's numbers."""

import shlex

from slipstream.policy.adjustments import figure
from slipstream.service.state import Scene, State


def reproduce(state: State) -> dict[str, str]:
    """Write what a reader can run to get the same numbers, as shell and as Python."""
    shell = [_answer_command(state)]
    python = ["import slipstream as ss", _answer_call(state)]
    if state.compare is not None:
        shell.append(_compare_command(state, state.compare))
        python.append(_compare_call(state, state.compare))
    return {"shell": "\n".join(shell), "python": "\n".join(python)}


def _answer_command(state: State) -> str:
    command = ["slipstream", "answer", state.country]
    for name in state.policy:
        command += ["--policy", name]
    adjustments = state.adjustments
    for text in adjustments.texts:
        option = "--shock" if text.partition("=")[0] in adjustments.shocks else "--set"
        command += [option, text]
    return shlex.join([*command, *_options(state)])


def _compare_command(state: State, other: Scene) -> str:
    policies = ["+".join([*scene.policy, *scene.adjustments.texts]) for scene in (other, state)]
    command = ["slipstream", "compare", *policies, "--country", state.country]
    return shlex.join([*command, *_options(state)])


def _options(state: State) -> list[str]:
    options = ["--by", str(state.by), "--within", figure(state.within)]
    options += ["--draws", str(state.draws), "--seed", str(state.seed)]
    return [*options, *["--prior"] * state.prior, "--kept-world"]


def _answer_call(state: State) -> str:
    arguments = [repr(state.country), f"policy={state.policy!r}"]
    adjustments = state.adjustments
    if adjustments.levers:
        values = ", ".join(f"{name!r}: {figure(value)}" for name, value in state.levers.items())
        arguments.append(f"levers={{{values}}}")
    if adjustments.shocks:
        given = {name: shock.model_dump(exclude_none=True) for name, shock in state.shocks.items()}
        arguments.append(f"shocks={given!r}")
    return f"ss.answer({', '.join([*arguments, *_keywords(state)])})"


def _compare_call(state: State, other: Scene) -> str:
    scenes = (repr([*scene.policy, *scene.adjustments.texts]) for scene in (other, state))
    country = f"country={state.country!r}"
    return f"ss.compare({', '.join([*scenes, country, *_keywords(state)])})"


def _keywords(state: State) -> list[str]:
    keywords = [f"by={state.by}", f"within={figure(state.within)}"]
    keywords += [f"draws={state.draws}", f"seed={state.seed}"]
    return [*keywords, *["prior=True"] * state.prior, "kept_world=True"]
