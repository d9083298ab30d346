import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Simulate } from "../../src/api/request";
import { sliderOf } from "../../src/levers/slider";
import { firstPage } from "../../src/state/address";
import { inHand, stepAhead } from "../../src/state/ahead";
import { leverValue } from "../../src/state/scenario";
import * as store from "../../src/state/store";
import { META } from "../meta";

const teams = META.levers[1]!;
const slider = sliderOf(teams);

const BUSY = { status: 503, code: "busy", detail: "busy", message: { en: "busy", ko: "바쁨" } };
const PROBLEM = { status: 503, headers: { "Content-Type": "application/problem+json" } };

/** What was asked, and whether as something that nobody waits for yet. */
let asked: { teams: number | undefined; ahead: boolean; draws: number; paired: boolean }[];
let stop: () => void;
let busy: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  busy = false;
  vi.stubGlobal("fetch", async (_path: string, options: RequestInit) => {
    const question = JSON.parse(String(options.body)) as Simulate;
    const ahead = "X-Slipstream-Ahead" in (options.headers as Record<string, string>);
    const { levers, draws, compare } = question;
    asked.push({ teams: levers.teams, ahead, draws, paired: compare !== null });
    await new Promise((done) => setTimeout(done, 20));
    if (ahead && busy) return new Response(JSON.stringify(BUSY), PROBLEM);
    return new Response(JSON.stringify({ ...question, coarse: false, difference: null }));
  });
  store.meta.value = META;
  stop = stepAhead();
});

afterEach(() => {
  stop();
  inHand.value = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function begin(seed: number): Promise<void> {
  const page = firstPage(META);
  store.open({ ...page, scenario: { ...page.scenario, seed } });
  await vi.advanceTimersByTimeAsync(2000);
}

/** Move the slider by a step, as a key press does. */
function press(): number {
  const value = leverValue(teams, store.scenario.value!, META);
  const next = slider.valueAt(slider.positionOf(value) + 1);
  store.setLever(teams, next, true);
  return next;
}

test("the next steps of the lever in hand are there before the key is pressed", async () => {
  await begin(201);
  expect(asked.some((each) => each.ahead)).toBe(false);
  inHand.value = teams;
  await vi.advanceTimersByTimeAsync(1000);
  const ahead = asked.filter((each) => each.ahead);
  const position = slider.positionOf(leverValue(teams, store.scenario.value!, META));
  const around = [position + 1, position - 1].map(slider.valueAt);
  expect(ahead.map((each) => each.teams)).toEqual(around);
  expect(ahead.every((each) => each.draws === 10000 && !each.paired)).toBe(true);

  asked.length = 0;
  const next = press();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([]);
  expect([store.answer.value?.draws, store.settled.value]).toEqual([10000, true]);
  expect((store.answer.value as unknown as Simulate).levers).toEqual({ teams: next });
  // Where it came from is known: after the comparison only the step beyond is asked for.
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.map(({ ahead, paired }) => [ahead, paired])).toEqual([
    [false, true],
    [true, false],
  ]);
});

test("a server that is busy is asked again once in a while, as long as nothing moves", async () => {
  await begin(202);
  inHand.value = teams;
  busy = true;
  await vi.advanceTimersByTimeAsync(2500);
  expect(asked.filter((each) => each.ahead).length).toBe(3);
  asked.length = 0;
  for (let i = 0; i < 6; i += 1) {
    press();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.some((each) => each.ahead)).toBe(false);
  expect(store.refusal.value).toBeNull();
  busy = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.filter((each) => each.ahead).length).toBe(1);
});
