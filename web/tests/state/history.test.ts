import fc from "fast-check";
import { expect, test } from "vitest";
import { begin, DEPTH, MERGE_WITHIN, redo, step, undo } from "../../src/state/history";

test("moves of one thing in quick succession are one step", () => {
  let history = begin(0);
  history = step(history, 1, "teams", 0);
  history = step(history, 2, "teams", MERGE_WITHIN);
  history = step(history, 3, "teams", 2 * MERGE_WITHIN);
  expect(history.past).toEqual([0]);
  history = step(history, 4, "budget", 2 * MERGE_WITHIN + 1);
  history = step(history, 5, "budget", 4 * MERGE_WITHIN);
  expect(history.past).toEqual([0, 3, 4]);
});

test("undo gives back what was, redo what would be again", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (values) => {
      let history = begin(-1);
      values.forEach((value, i) => {
        history = step(history, value, String(i), 0);
      });
      for (const expected of [-1, ...values.slice(0, -1)].reverse()) {
        history = undo(history);
        expect(history.present).toBe(expected);
      }
      expect(undo(history)).toBe(history);
      for (const expected of values) {
        history = redo(history);
        expect(history.present).toBe(expected);
      }
      expect(redo(history)).toBe(history);
    }),
  );
});

test("a step after an undo forgets what was undone, and is a step of its own", () => {
  let history = step(step(begin("a"), "b", "x", 0), "c", "y", 0);
  history = step(undo(history), "d", "x", 1);
  expect([history.past, history.present, history.future]).toEqual([["a", "b"], "d", []]);
});

test("the past is bounded", () => {
  let history = begin(0);
  for (let i = 1; i <= DEPTH + 10; i += 1) history = step(history, i, String(i), 0);
  expect(history.past.length).toBe(DEPTH);
});
