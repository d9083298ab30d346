import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, NetworkError } from "../../src/api/client";
import { type Condition, Latest } from "../../src/api/latest";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A server whose answers take as long as the test says, and which heeds an abort or not. */
function bench(delays: readonly number[], heedsAbort = true) {
  const asked: number[] = [];
  const shown: number[] = [];
  const refused: number[] = [];
  const conditions: Condition[] = [];
  let fail: Error | null = null;
  const latest = new Latest<number, number>({
    ask: (question, signal) => {
      asked.push(question);
      return new Promise((done, reject) => {
        const wait = delays[asked.length % delays.length]!;
        const failure = fail;
        setTimeout(() => (failure ? reject(failure) : done(question)), wait);
        if (heedsAbort) {
          signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        }
      });
    },
    show: (answer) => shown.push(answer),
    refuse: (_error, question) => refused.push(question),
    condition: (now) => conditions.push(now),
    worthwhile: (question) => question < 100,
  });
  return {
    latest,
    asked,
    shown,
    refused,
    conditions,
    break: (error: Error | null) => {
      fail = error;
    },
  };
}

function apiError(status: number, retryAfter: number | null): ApiError {
  const message = { en: "no", ko: "no" };
  const problem = { type: "about:blank", title: "No", status, detail: "no", code: "x", message };
  return new ApiError({ ...problem, field: "", found: "", expected: "" }, retryAfter);
}

test("answers are shown in order and the last question is always answered", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      async (delays, gaps, heedsAbort) => {
        const { latest, shown } = bench(delays, heedsAbort);
        for (const [i, gap] of gaps.entries()) {
          latest.submit(i);
          await vi.advanceTimersByTimeAsync(gap);
        }
        await vi.advanceTimersByTimeAsync(60_000);
        expect(shown).toEqual([...shown].sort((a, b) => a - b));
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.at(-1)).toBe(gaps.length - 1);
      },
    ),
    { numRuns: 60 },
  );
});

test("what is not worth its time gives way to a newer question at once", async () => {
  const { latest, asked, shown } = bench([200]);
  for (const question of [1, 100, 2]) {
    latest.submit(question);
    await vi.advanceTimersByTimeAsync(250);
  }
  latest.submit(101);
  await vi.advanceTimersByTimeAsync(50);
  latest.submit(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual([1, 100, 2, 101, 3]);
  expect(shown).toEqual([1, 100, 2, 3]);
});

test("a fast server answers every question of a slow drag", async () => {
  const { latest, shown } = bench([40]);
  for (let i = 0; i < 40; i += 1) {
    latest.submit(i);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(shown).toEqual(Array.from({ length: 40 }, (_, i) => i));
});

test("a slow answer is given up for a newer question, and only the newest is asked", async () => {
  const { latest, asked, shown } = bench([5000]);
  for (let i = 0; i < 5; i += 1) latest.submit(i);
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked).toEqual([0, 4]);
  expect(shown).toEqual([4]);
});

test("a server slower than any patience still answers in the midst of a drag", async () => {
  const { latest, shown } = bench([1000]);
  for (let i = 0; i < 100; i += 1) {
    latest.submit(i);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(shown.length).toBeGreaterThan(3);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
});

test("a lost server is asked again until it answers the latest question", async () => {
  const one = bench([10]);
  one.break(new NetworkError("refused"));
  one.latest.submit(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(one.conditions.at(-1)).toBe("lost");
  one.latest.submit(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(one.shown).toEqual([]);
  one.break(null);
  await vi.advanceTimersByTimeAsync(5000);
  expect(one.shown).toEqual([2]);
  expect(one.conditions.at(-1)).toBe("rest");
});

test("a busy server is given the time it asks for", async () => {
  const one = bench([10]);
  one.break(apiError(503, 3));
  one.latest.submit(1);
  await vi.advanceTimersByTimeAsync(20);
  one.break(null);
  await vi.advanceTimersByTimeAsync(2900);
  expect([one.conditions.at(-1), one.shown]).toEqual(["busy", []]);
  await vi.advanceTimersByTimeAsync(200);
  expect(one.shown).toEqual([1]);
});

test("a state that the server will never take is told, not asked again", async () => {
  const one = bench([10]);
  one.break(apiError(422, null));
  one.latest.submit(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([one.asked, one.refused, one.conditions.at(-1)]).toEqual([[1], [1], "rest"]);
});
