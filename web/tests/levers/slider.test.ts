import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { setLocale } from "../../src/i18n";
import { currency, rates } from "../../src/i18n/display";
import { fieldUnit, toField } from "../../src/levers/field";
import { sliderOf, statusOf } from "../../src/levers/slider";
import { META } from "../meta";

const budget = META.levers[0]!;

afterEach(() => {
  currency.value = "USD";
});

test("every position of a slider has a value that leads back to it", () => {
  const shape = fc.constantFrom(
    { slider: [0, 3e10] as [number, number], scale: "linear" as const, step: 1e8 },
    { slider: [1, 10] as [number, number], scale: "linear" as const, step: 0.5 },
    { slider: [0, 3e5] as [number, number], scale: "log" as const, step: 1 },
    { slider: [1, 36] as [number, number], scale: "log" as const, step: 1 },
  );
  fc.assert(
    fc.property(shape, fc.double({ min: 0, max: 1, noNaN: true }), (each, part) => {
      const slider = sliderOf(each);
      const position = Math.round(part * slider.positions);
      expect(slider.positionOf(slider.valueAt(position))).toBe(position);
    }),
  );
});

test("the ends of a slider are its lever's, and values beyond stand at the end", () => {
  const slider = sliderOf(budget);
  expect([slider.valueAt(0), slider.valueAt(slider.positions)]).toEqual([0, 3e10]);
  expect(slider.positionOf(1e12)).toBe(slider.positions);
});

test("status words: at one, between two, beyond the last, and none", () => {
  expect(statusOf(budget, 7.02e9)).toEqual({ kind: "at", word: 1 });
  expect(statusOf(budget, 1e10)).toEqual({ kind: "between", low: 1, high: 2 });
  expect(statusOf(budget, 2.5e10)).toEqual({ kind: "near", word: 2 });
  expect(statusOf(META.levers[1]!, 4)).toBeNull();
});

test("number fields count in the units in which people write such sums", async () => {
  rates.value = { krwPerUsd: 1450, exaflopsPerH100e: 989e-6 };
  await setLocale("en");
  expect(toField(6.96e9, fieldUnit(budget))).toBe("6.96");
  expect(fieldUnit(budget).label).toBe("billion $ a year");
  await setLocale("ko");
  expect([toField(6.96e9, fieldUnit(budget)), fieldUnit(budget).label]).toEqual([
    "69.6",
    "억 달러/년",
  ]);
  currency.value = "KRW";
  expect([toField(6.96e9, fieldUnit(budget)), fieldUnit(budget).label]).toEqual([
    "10.09",
    "조 원/년",
  ]);
});
