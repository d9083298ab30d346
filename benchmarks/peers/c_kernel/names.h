/* What the kernel takes and gives, by name: Python reads these lists and fills in the arrays. */

#ifndef NAMES_H
#define NAMES_H

#define PARAMETERS(X) \
    X(price_2025) X(price_fall) X(private_delay) X(delay_overrun) X(pledge_delivery) \
    X(service_life) X(carry_over) X(control_evasion) X(domestic_chips_growth) \
    X(kw_per_h100e_2025) X(power_fall) X(power_lead) X(power_cost) X(access_public) \
    X(access_private) X(access_foreign) X(rent_share) X(training_share_drift) X(run_share) X(mfu) \
    X(run_length) X(spend_growth_now) X(spend_growth_long) X(spend_growth_halving) \
    X(revenue_elasticity) X(crowd_in) X(rivalry) X(demand_scale) X(demand_delay) \
    X(open_revenue_cost) X(adoption_gain) X(pay_elasticity) X(top_share) X(top_weight) X(top_pay) \
    X(top_gap_ratio) X(talent_gain) X(place_cost) X(training_cost) X(return_rate) \
    X(talent_retirement) X(partner_draw) X(efficiency_growth) X(efficiency_wander) \
    X(efficiency_memory) X(efficiency_2022) X(effort_talent_share) X(effort_elasticity) \
    X(data_gain) X(diffusion) X(partner_diffusion) X(closure_diffusion_loss) X(adapter_learning) \
    X(open_lag_mean) X(open_lag_wander) X(open_lag_memory) X(open_recovery) X(open_gap_2022) \
    X(inheritance) X(adaptation_cost) X(distillation) X(distillation_cost) X(answer_access) \
    X(open_source_gain) X(own_open_share) X(eci_at_1e25) X(eci_per_oom) X(skill_sd) \
    X(skill_memory) X(team_spread) X(team_independence) X(release_spread) X(release_interval) \
    X(stock_public_2022) X(stock_private_2022) X(stock_foreign_2022) X(private_order_share) \
    X(foreign_order_share) X(spend_growth_offset) X(market_2025) X(import_premium) X(import_cap) \
    X(import_cap_growth) X(licence_exposure) X(domestic_chips_2025) X(power_2025) X(power_growth) \
    X(talent_home) X(talent_abroad) X(graduates) X(immigrants) X(leaving_base) X(pay_home) \
    X(efficiency_gap) X(skill_offset) X(run_offset) X(best_2022) X(largest_run_2022)

/* By month. */
#define LEVERS(X) \
    X(public_budget) X(share_compute) X(share_talent) X(share_data) X(share_open_source) \
    X(share_adoption) X(teams) X(procurement_delay) X(slippage) X(pledged_compute) \
    X(rented_abroad) X(power_reserved) X(pay_topup) X(returnee_places) X(visa_places) \
    X(partnership_depth) X(from_scratch) X(open_release) X(regulatory_burden)

#define SHOCKS(X) \
    X(efficiency_leap) X(open_leap) X(open_weights_closure) X(terms_enforced) X(export_controls) \
    X(chip_tariff) X(partner_exit) X(power_shortage) X(exchange_rate_swing) X(rival_stall)

/* By month and draw: luck, the fixed world at the start of a month, and at its end. */
#define SERIES(X) \
    X(noise_rate) X(noise_lag) X(noise_skill) X(noise_departure) X(noise_release) \
    X(view_frontier) X(view_second) X(view_effective) X(view_released) X(view_efficiency) \
    X(view_effort) X(view_labour) X(view_pay) X(kept_frontier) X(kept_effective)

#define OUTPUTS(X) \
    X(capability) X(largest_run) X(compute_public) X(compute_private) X(compute_foreign) \
    X(rented) X(power) X(accessible) X(talent_home) X(talent_abroad) X(talent_top) \
    X(talent_top_abroad) X(efficiency) X(sources_own) X(sources_adopted) X(sources_distilled) \
    X(sovereignty_compute) X(sovereignty_weights) X(sovereignty_talent) X(sovereignty_chips) \
    X(private_spending) X(revenue) X(public_cost) X(ready_score) X(ready_run) X(ready_chance) \
    X(frontier) X(open) X(lag)

/* Worked out once a draw; the last two whenever a policy changes the number of teams. */
#define DERIVED(X) \
    X(log_price_fall) X(log_power_fall) X(log_power_growth) X(log_import_cap_growth) \
    X(log_domestic_growth) X(log_delay_overrun) X(log_pledge_delivery) X(decay) \
    X(private_passing) X(power_passing) X(retiring_chips) X(lapsing) X(rate_kept) X(rate_scale) \
    X(lag_kept) X(lag_scale) X(recovering) X(skill_kept) X(skill_scale) X(adjusting) X(returning) \
    X(retiring_people) X(unrelated_teams) X(lead)

#define STATE(X) \
    X(first_public) X(second_public) X(stock_public) X(first_private) X(second_private) \
    X(stock_private) X(first_foreign) X(second_foreign) X(stock_foreign) X(first_power) \
    X(second_power) X(built_power) X(carried_public) X(carried_private) X(carried_foreign) \
    X(home) X(abroad) X(top) X(top_abroad) X(know_how) X(skill) X(demand) X(response_reference) \
    X(best) X(best_effective) X(best_run) X(cost) X(rate_wander) X(lag_wander) X(excess_lag) \
    X(pool)

#endif
