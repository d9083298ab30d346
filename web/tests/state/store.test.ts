import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Simulate } from "../../src/api/request";
import { firstPage } from "../../src/state/address";
import { TODAY } from "../../src/state/scenario";
import * as store from "../../src/state/store";
import { META } from "../meta";

const [budget, teams] = META.levers as [(typeof META.levers)[0], (typeof META.levers)[0]];

/** What the page asked, in order; the answer to each only says what it answers. */
let asked: Simulate[];
let wait: number;
let down: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  wait = 20;
  down = false;
  vi.stubGlobal("fetch", async (_path: string, options: RequestInit) => {
    const question = JSON.parse(String(options.body)) as Simulate;
    asked.push(question);
    await new Promise((done) => setTimeout(done, wait));
    if (down) throw new TypeError("refused");
    const difference = question.compare ? { other: question.compare } : null;
    return new Response(
      JSON.stringify({ ...question, coarse: question.draws < 10000, difference }),
    );
  });
  store.meta.value = META;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A scenario of its own for every test: the store keeps the answers that it has seen. */
async function begin(seed: number): Promise<void> {
  const page = firstPage(META);
  store.open({ ...page, scenario: { ...page.scenario, seed } });
  await vi.advanceTimersByTimeAsync(1000);
  asked.length = 0;
}

function shown(): unknown {
  return (store.answer.value as unknown as Simulate).levers;
}

test("a move shows its answer, keeps the one before as a ghost, and is then compared", async () => {
  await begin(101);
  store.setLever(teams, 6);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toEqual({ teams: 6 });
  expect((store.ghost.value as unknown as Simulate).levers).toEqual({});
  expect(store.settled.value).toBe(true);
  expect(asked.map((each) => each.compare)).toEqual([null, TODAY]);
  expect(store.compared.value?.difference).toBeTruthy();
});

test("a drag is one step, and its ghost is the answer before it", async () => {
  await begin(102);
  for (const value of [7e9, 8e9, 9e9]) {
    store.setLever(budget, value, true);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(shown()).toEqual({ public_budget: 9e9 });
  expect((store.ghost.value as unknown as Simulate).levers).toEqual({});
  store.undoStep();
  await vi.advanceTimersByTimeAsync(1000);
  expect([shown(), store.history.value?.past.length]).toEqual([{}, 0]);
  store.redoStep();
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toEqual({ public_budget: 9e9 });
});

test("where the server is slow, a drag asks for few draws and ends with all of them", async () => {
  await begin(103);
  wait = 1500;
  store.setLever(teams, 5);
  await vi.advanceTimersByTimeAsync(5000);
  asked.length = 0;
  for (const value of [5.5, 6, 6.5]) {
    store.setLever(teams, value, true);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(9000);
  expect(asked[0]?.draws).toBe(512);
  const plain = asked.filter((each) => each.compare === null);
  expect(plain.at(-1)).toMatchObject({ draws: 10000, levers: { teams: 6.5 } });
  expect([store.answer.value?.draws, store.settled.value]).toEqual([10000, true]);
});

test("a single step shows few draws at once and all of them right after", async () => {
  await begin(107);
  wait = 150;
  store.setLever(teams, 5);
  await vi.advanceTimersByTimeAsync(3000);
  asked.length = 0;
  store.setLever(teams, 5.5, true);
  await vi.advanceTimersByTimeAsync(160);
  expect([store.answer.value?.draws, store.settled.value]).toEqual([512, false]);
  await vi.advanceTimersByTimeAsync(150);
  expect([store.answer.value?.draws, store.settled.value]).toEqual([10000, true]);
  // A full answer behind a coarse one does not hold up the next step.
  store.setLever(teams, 6, true);
  await vi.advanceTimersByTimeAsync(200);
  asked.length = 0;
  store.setLever(teams, 6.5, true);
  expect(asked.map((each) => [each.levers.teams, each.draws])).toEqual([[6.5, 512]]);
});

test("levers outlive a lost server, and the answer comes when it is back", async () => {
  await begin(104);
  down = true;
  store.setLever(teams, 8);
  await vi.advanceTimersByTimeAsync(3000);
  expect(store.condition.value).toBe("lost");
  store.setLever(teams, 9);
  down = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect([store.condition.value, shown()]).toEqual(["rest", { teams: 9 }]);
});

test("an answer about another country is no ghost", async () => {
  await begin(105);
  store.setCountry("JP");
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.ghost.value).toBeNull();
});

test("a replay ends where it began", async () => {
  await begin(106);
  store.setLever(teams, 8);
  await vi.advanceTimersByTimeAsync(1000);
  const replayed = store.replay(false);
  await vi.advanceTimersByTimeAsync(500);
  const halfway = store.scenario.value?.levers.teams ?? 0;
  expect(halfway).toBeGreaterThan(4);
  expect(halfway).toBeLessThan(8);
  await vi.advanceTimersByTimeAsync(3000);
  await replayed;
  expect([shown(), store.preview.value]).toEqual([{ teams: 8 }, null]);
});

test("all parts of the page that need the description of the model wait for one request", async () => {
  store.meta.value = null;
  let requests = 0;
  vi.stubGlobal("fetch", async () => {
    requests += 1;
    return new Response(JSON.stringify(META));
  });
  await Promise.all([store.loadMeta(), store.loadMeta()]);
  expect(store.meta.value).toEqual(META);
  expect(requests).toBe(1);
});
