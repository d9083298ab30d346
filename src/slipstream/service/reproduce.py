"""The command line and the Python lines that give a state's numbers."""

import shlex

from slipstream.policy.run_options import figure
from slipstream.service.page_state import Scene, State


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
    return shlex.join([*command, *state.options.arguments])


def _compare_command(state: State, other: Scene) -> str:
    policies = ["+".join([*scene.policy, *scene.adjustments.texts]) for scene in (other, state)]
    command = ["slipstream", "compare", *policies, "--country", state.country]
    return shlex.join([*command, *state.options.arguments])


def _answer_call(state: State) -> str:
    arguments = [repr(state.country), f"policy={state.policy!r}"]
    adjustments = state.adjustments
    if adjustments.levers:
        values = ", ".join(f"{name!r}: {figure(value)}" for name, value in state.levers.items())
        arguments.append(f"levers={{{values}}}")
    if adjustments.shocks:
        given = {name: shock.model_dump(exclude_none=True) for name, shock in state.shocks.items()}
        arguments.append(f"shocks={given!r}")
    return f"ss.answer({', '.join([*arguments, *state.options.keywords])})"


def _compare_call(state: State, other: Scene) -> str:
    scenes = (repr([*scene.policy, *scene.adjustments.texts]) for scene in (other, state))
    country = f"country={state.country!r}"
    return f"ss.compare({', '.join([*scenes, country, *state.options.keywords])})"
