"""A month of people: the pay gap, public money for talent, and who moves."""

import jax.numpy as jnp
from jax import Array

from slipstream.model import talent
from slipstream.model.state import State, Surroundings, View
from slipstream.model.step_compute import Resources
from slipstream.model.talent import Moves, Talent, TalentFlows


def move_people(
    state: State, around: Surroundings, has: Resources, view: View
) -> tuple[Talent, TalentFlows]:
    """Move people between a country and the rest of the world."""
    p, levers = around.parameters, around.levers
    gap = talent.pay_gap(pay_home=p["pay_home"], pay_best=view.pay)
    attraction = talent.attraction(gap=gap, pay_elasticity=p["pay_elasticity"])
    visas = levers["visa_places"] * attraction
    line = talent.split_talent_line(
        line=has.lines.talent,
        places=visas + levers["returnee_places"],
        place_cost=p["place_cost"],
        top=state.talent.top,
        pay_topup=levers["pay_topup"],
        training_cost=p["training_cost"],
    )

    def top_attraction(covered: Array) -> Array:
        return talent.attraction(
            gap=talent.top_pay_gap(
                gap=gap,
                top_gap_ratio=p["top_gap_ratio"],
                top_pay=p["top_pay"],
                pay_topup=levers["pay_topup"],
                covered=covered,
            ),
            pay_elasticity=p["pay_elasticity"],
        )

    topped, plain = top_attraction(line.covered), top_attraction(jnp.zeros(()))
    moves = Moves(
        leaving=talent.leaving_rate(p["leaving_base"], attraction, has.depth, p["partner_draw"]),
        top_leaving=talent.leaving_rate(p["leaving_base"], topped, has.depth, p["partner_draw"]),
        pull=topped / plain,
        visas=visas * line.granted,
        returnees=levers["returnee_places"] * line.granted,
        trained=line.trained,
    )
    return talent.advance_talent(
        state.talent,
        moves,
        graduates=p["graduates"],
        immigrants=p["immigrants"],
        return_rate=p["return_rate"],
        talent_retirement=p["talent_retirement"],
    )
