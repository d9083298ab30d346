import { afterEach, beforeEach, expect, test } from "vitest";
import { setLocale } from "../../src/i18n";
import { computeUnit, currency, rates } from "../../src/i18n/display";
import {
  compute,
  estimated,
  money,
  month,
  months,
  number,
  percent,
  power,
  quantity,
  signed,
} from "../../src/i18n/format";

beforeEach(() => {
  rates.value = { krwPerUsd: 1450, exaflopsPerH100e: 989e-6 };
});

afterEach(() => {
  currency.value = "USD";
  computeUnit.value = "H100e";
});

test("English says large numbers in millions, billions and trillions", async () => {
  await setLocale("en");
  expect(number(12_300)).toBe("12,300");
  expect(number(1_234_567)).toBe("1.23 million");
  expect(money(33.07e9)).toBe("$33.1 billion");
  currency.value = "KRW";
  expect(money(33.07e9)).toBe("48 trillion won");
});

test("Korean says large numbers in 만, 억 and 조, and never in 천", async () => {
  await setLocale("ko");
  expect(number(9_876)).toBe("9,880");
  expect(number(12_300)).toBe("1.23만");
  expect(money(33.07e9)).toBe("331억 달러");
  currency.value = "KRW";
  expect(money(33.07e9)).toBe("48조 원");
  expect(money(1e9)).toBe("1.45조 원");
  expect(quantity(7e9, "USD/year")).toBe("연 10.2조 원");
});

test("shares, differences, months, dates and powers", async () => {
  await setLocale("en");
  expect(percent(0.0897)).toBe("9%");
  expect(percent(0.0873)).toBe("8.7%");
  expect(percent(1)).toBe("100%");
  expect(signed(-3.14, (size) => months(size, 2))).toBe("−3.1 months");
  expect(signed(0, percent)).toBe("0%");
  expect(months(1)).toBe("1 month");
  expect(month("2026-03")).toBe("March 2026");
  expect(power(25.78)).toBe("6×10²⁵");
  expect(power(24.99)).toBe("1×10²⁵");
  await setLocale("ko");
  expect(months(12)).toBe("12개월");
  expect(month("2026-03")).toBe("2026년 3월");
});

test("units of the registry", async () => {
  await setLocale("en");
  expect(quantity(0.25, "dimensionless", [0, 1])).toBe("25%");
  expect(quantity(2, "dimensionless", [1, 20])).toBe("2");
  expect(quantity(1, "person/year")).toBe("1 person a year");
  expect(quantity(2500, "person")).toBe("2,500 people");
  expect(quantity(25.78, "log10 FLOP")).toBe("6×10²⁵ FLOP");
  expect(quantity(500, "MW")).toBe("500 MW");
  expect(compute(260_000)).toBe("260,000 H100-equivalents");
  computeUnit.value = "EFLOPS";
  expect(compute(260_000)).toBe("257 exaFLOP/s");
});

test("an estimate is rounded to what its noise leaves in doubt, and shows no band", async () => {
  await setLocale("en");
  const told = (value: number, half: number) =>
    estimated({ value, low: value - half, high: value + half }, (size) => number(size, 4));
  expect(told(1.62, 0.2)).toBe("+1.6");
  expect(told(7.68, 1.02)).toBe("+8");
  expect(told(-7.68, 0.98)).toBe("−8");
  expect(told(-43.2, 12)).toBe("−40");
  expect(told(1.6234, 0.004)).toBe("+1.6");
  expect(told(0.3, 0.4)).toBe("about 0");
  expect(told(0, 0)).toBe("about 0");
});
