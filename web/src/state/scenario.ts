import type { Scenario, Scene, Schedule } from "../api/request";
import type { Lever, Meta, Shock, ShockSetting } from "../api/types";

export const TODAY: Scene = { policy: ["today"], levers: {}, shocks: {} };

/** The question and policy of a first visit. */
export function firstScenario(meta: Meta): Scenario {
  const { country, by, within, draws, seed, policy } = meta.defaults;
  return {
    country,
    by,
    within,
    draws,
    seed,
    prior: false,
    policy: [policy],
    levers: {},
    shocks: {},
  };
}

/** The value of a lever before anyone moves it: of the policies chosen, or today's. */
export function restingValue(lever: Lever, scenario: Scenario, meta: Meta): number {
  let value = lever.today[scenario.country] ?? lever.slider[0];
  for (const name of scenario.policy) {
    const policy = meta.policies.find((each) => each.name === name);
    value = policy?.levers[lever.name] ?? value;
  }
  return value;
}

const NEVER: Schedule = {};

/** How a lever changes later while nobody moves it, by year. */
export function restingLater(lever: Lever, scenario: Scenario, meta: Meta): Schedule {
  let later = lever.later[scenario.country] ?? NEVER;
  for (const name of scenario.policy) {
    const policy = meta.policies.find((each) => each.name === name);
    if (policy && lever.name in policy.levers) later = policy.later[lever.name] ?? NEVER;
  }
  return later;
}

/** Whether a value, held for good, is what holds while nobody moves the lever. */
export function isResting(lever: Lever, value: number, scenario: Scenario, meta: Meta): boolean {
  const changes = Object.keys(restingLater(lever, scenario, meta)).length > 0;
  return !changes && value === restingValue(lever, scenario, meta);
}

export function leverValue(lever: Lever, scenario: Scenario, meta: Meta): number {
  return scenario.levers[lever.name] ?? restingValue(lever, scenario, meta);
}

/** A shock before anyone changes it: of the policies chosen, or as the registry has it. */
export function restingShock(
  shock: Shock,
  policies: readonly string[],
  meta: Meta,
): Required<ShockSetting> {
  const { probability, window, duration, severity } = shock;
  const resting = { probability, window, duration, severity };
  for (const name of policies) {
    Object.assign(resting, meta.policies.find((each) => each.name === name)?.shocks[shock.name]);
  }
  return resting;
}

export function shockValue(shock: Shock, scene: Scene, meta: Meta): Required<ShockSetting> {
  return { ...restingShock(shock, scene.policy, meta), ...scene.shocks[shock.name] };
}

/** Levers that divide the public budget among them are named alike, and come to 1 at most. */
const BUDGET_SHARE = /^share_/;

/** The largest value that a lever may take beside the others. */
export function roomFor(lever: Lever, scenario: Scenario, meta: Meta): number {
  if (!BUDGET_SHARE.test(lever.name)) return lever.range[1];
  const taken = meta.levers
    .filter((each) => BUDGET_SHARE.test(each.name) && each.name !== lever.name)
    .reduce((sum, each) => sum + leverValue(each, scenario, meta), 0);
  // Rounded down, so that the sum of the shares does not exceed 1 by an error of rounding.
  return Math.max(Math.floor((1 - taken) * 1e6) / 1e6, lever.range[0]);
}

/** Set a lever; what holds anyway, for good, is no change and leaves the scenario. */
export function withLever(
  scenario: Scenario,
  lever: Lever,
  value: number | null,
  meta: Meta,
): Scenario {
  const { [lever.name]: _, ...levers } = scenario.levers;
  if (value !== null && !isResting(lever, value, scenario, meta)) levers[lever.name] = value;
  return { ...scenario, levers };
}

/** Change a shock, or put it back with `null`. */
export function withShock(scenario: Scenario, name: string, choice: ShockSetting | null): Scenario {
  const { [name]: _, ...shocks } = scenario.shocks;
  if (choice !== null && Object.keys(choice).length > 0) shocks[name] = choice;
  return { ...scenario, shocks };
}

/** Choose a country; policies written for another one cannot follow. */
export function withCountry(scenario: Scenario, country: string, meta: Meta): Scenario {
  const fits = (name: string) => {
    const policy = meta.policies.find((each) => each.name === name);
    return policy !== undefined && (policy.country === null || policy.country === country);
  };
  const policy = scenario.policy.filter(fits);
  return { ...scenario, country, policy: policy.length > 0 ? policy : [meta.defaults.policy] };
}

export function sceneOf(scenario: Scenario): Scene {
  return { policy: scenario.policy, levers: scenario.levers, shocks: scenario.shocks };
}

/** Whether a scene is that of its policies, with nothing set over them. */
export function isPlain({ levers, shocks }: Scene): boolean {
  return Object.keys(levers).length + Object.keys(shocks).length === 0;
}

/** Whether two states are the same in every part, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with sorted keys, so that equal states have equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    each && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
