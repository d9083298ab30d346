import { expect, test } from "vitest";
import {
  firstScenario,
  leverValue,
  restingLater,
  restingShock,
  restingValue,
  roomFor,
  same,
  withCountry,
  withLever,
  withShock,
} from "../../src/state/scenario";
import { META } from "../meta";

const first = firstScenario(META);
const [budget, teams] = META.levers as [(typeof META.levers)[0], (typeof META.levers)[0]];

test("a lever rests at today's value, or at the policy's", () => {
  expect(restingValue(budget, first, META)).toBe(6.96e9);
  expect(restingValue(budget, { ...first, country: "JP" }, META)).toBe(5e9);
  expect(restingValue(budget, { ...first, policy: ["article", "storm"] }, META)).toBe(3e8);
});

test("a lever put back where it rested is no change", () => {
  const moved = withLever(first, teams, 6, META);
  expect(leverValue(teams, moved, META)).toBe(6);
  expect(withLever(moved, teams, 4, META)).toEqual(first);
  expect(withLever(moved, teams, null, META)).toEqual(first);
});

test("a lever that today's policy changes later can be held where it is now", () => {
  const abroad = { ...first, country: "JP" };
  expect(restingLater(teams, abroad, META)).toEqual({ "2027": 2 });
  expect(restingLater(teams, first, META)).toEqual({});
  const held = withLever(abroad, teams, 3, META);
  expect(held.levers).toEqual({ teams: 3 });
  expect(withLever(held, teams, null, META)).toEqual(abroad);
});

test("a policy that sets a lever says how it changes later", () => {
  const policies = META.policies.map((each) =>
    each.name === "article" ? { ...each, levers: { teams: 3 }, later: {} } : each,
  );
  const scene = { ...first, country: "JP", policy: ["article"] };
  expect(restingLater(teams, scene, { ...META, policies })).toEqual({});
});

test("a shock takes what the policy says, and then what the reader says", () => {
  const [shock] = META.shocks as [(typeof META.shocks)[0]];
  expect(restingShock(shock, first.policy, META).probability).toBe(0.2);
  const stormy = { ...first, policy: ["storm"] };
  expect(restingShock(shock, stormy.policy, META)).toMatchObject({ probability: 1, duration: 36 });
  expect(withShock(withShock(first, shock.name, { probability: 1 }), shock.name, null)).toEqual(
    first,
  );
});

test("a policy of one country does not go to another", () => {
  expect(withCountry({ ...first, policy: ["article"] }, "JP", META).policy).toEqual(["today"]);
  expect(withCountry({ ...first, policy: ["storm"] }, "JP", META).policy).toEqual(["storm"]);
});

test("states are the same whatever the order of their keys", () => {
  expect(same({ a: 1, b: { c: 2, d: [1, 2] } }, { b: { d: [1, 2], c: 2 }, a: 1 })).toBe(true);
  expect(same({ d: [1, 2] }, { d: [2, 1] })).toBe(false);
});

test("shares of the budget leave room to one another, and other levers need none", () => {
  const share = { ...teams, range: [0, 1] as [number, number], today: { KR: 0.4 } };
  const levers = ["share_a", "share_b", "share_c"].map((name) => ({ ...share, name }));
  const meta = { ...META, levers };
  expect(roomFor(levers[0]!, first, meta)).toBeCloseTo(0.2);
  const moved = { ...first, levers: { share_b: 0.1, share_c: 0 } };
  expect(roomFor(levers[0]!, moved, meta)).toBeCloseTo(0.9);
  expect(roomFor(levers[0]!, { ...first, levers: { share_b: 1 } }, meta)).toBe(0);
  expect(roomFor(teams, first, META)).toBe(20);
});
