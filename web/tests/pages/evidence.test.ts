import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { setLocale } from "../../src/i18n";
import { amount, end, spreadText } from "../../src/pages/evidence/amount";
import { focalFirst } from "../../src/pages/evidence/focal";
import { matches, wordsOf } from "../../src/pages/evidence/search";
import { shares } from "../../src/pages/evidence/Weights";

beforeAll(async () => {
  await setLocale("en");
  await import("../../src/pages/texts");
});

const budget = wordsOf({
  id: "KR.budget.ai_2025",
  label: { en: "Government-wide AI budget 2025", ko: "정부 전체 AI 예산(2025)" },
  also: [{ en: "South Korea", ko: "대한민국" }],
});

test.each(["budget", "예산", "BUDGET 2025", "ai_2025", "korea budget", "전체AI", "ＡＩ 예산", " "])(
  "a fact is found by %j",
  (query) => expect(matches(budget, query)).toBe(true),
);

test.each(["talent", "budget 2026", "인재"])("a fact is not found by %j", (query) =>
  expect(matches(budget, query)).toBe(false),
);

test("nothing that somebody types breaks the search", () => {
  fc.assert(
    fc.property(fc.string(), (query) => {
      matches(budget, query);
    }),
  );
});

test.each([
  [3.3e12, "KRW/year", "3.3 trillion won a year"],
  [0.0497, "dimensionless", "0.0497"],
  [13136, "accelerator", "13,136 accelerators"],
  [1363.98, "KRW/USD", "1,363.98 won per dollar"],
  [5e26, "FLOP", "5×10²⁶ FLOP"],
  [25.7, "log10 FLOP", "5×10²⁵ FLOP"],
  [0.15, "1/year", "0.15 a year"],
  [1.35, "times_per_year", "1.35-fold a year"],
  [700, "MW", "700 MW"],
  [-0.35, "per_10000_linkedin_members", "−0.35 per 10,000 LinkedIn members"],
])("%d %s is told as %s", (value, unit, text) => expect(amount(value, unit)).toBe(text));

test("amounts are told in Korean", async () => {
  await setLocale("ko");
  expect(amount(3.3e12, "KRW/year")).toBe("연 3.3조 원");
  expect(amount(1363.98, "KRW/USD")).toBe("달러당 1,363.98 원");
  await setLocale("en");
});

test("an end of a band is a bare number unless its size hangs on its unit", () => {
  expect(end(250, "MW", 3)).toBe("250");
  expect(end(2e9, "USD/year", 3)).toBe("$2 billion");
});

test("a spread may be open at one end", () => {
  const spread = { low: 1, high: 2, level: 0.9, basis: "derived" as const };
  expect(spreadText(spread, "MW")).toBe("90% between 1 and 2 (derived from several sources)");
  expect(spreadText({ ...spread, high: null }, "MW")).toMatch(/^90% at or above 1 /);
  expect(spreadText({ ...spread, low: null }, "MW")).toMatch(/^90% at or below 2 /);
});

test("the country that is asked about comes first, the others as they were", () => {
  const all = ["AE", "CA", "KR", "US"].map((country) => ({ country }));
  expect(focalFirst(all, "KR").map(({ country }) => country)).toEqual(["KR", "AE", "CA", "US"]);
  expect(focalFirst(all, "XX")).toEqual(all);
});

test("facts alone are told apart from facts with a judgement", () =>
  expect(shares({ facts: 0.61, both: 0.387, assumption: 0.003 })).toEqual({
    alone: "61%",
    both: "39%",
    rest: "less than 0.5%",
  }));
