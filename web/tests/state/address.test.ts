import fc from "fast-check";
import { expect, test } from "vitest";
import guide from "../../../docs/serve.md?raw";
import type { Scene } from "../../src/api/request";
import type { ShockSetting } from "../../src/api/types";
import { LOCALES } from "../../src/i18n";
import { COMPUTE_UNITS, CURRENCIES } from "../../src/i18n/display";
import { firstPage, PARTS, type PageState, read, write } from "../../src/state/address";
import { CHARTS } from "../../src/state/charts";
import { TODAY } from "../../src/state/scenario";
import { META } from "../meta";

const month = fc
  .record({ year: fc.integer({ min: 2027, max: 2036 }), month: fc.integer({ min: 1, max: 12 }) })
  .map((each) => `${each.year}-${String(each.month).padStart(2, "0")}`);

const shock: fc.Arbitrary<ShockSetting> = fc
  .record(
    {
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      window: fc.tuple(month, month).map(([a, b]): [string, string] => (a <= b ? [a, b] : [b, a])),
      duration: fc.integer({ min: 1, max: 1200 }),
      severity: fc.double({ min: -1, max: 1, noNaN: true }),
    },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0);

function scene(policies: readonly string[]): fc.Arbitrary<Scene> {
  return fc.record({
    policy: fc.shuffledSubarray([...policies], { minLength: 1 }),
    levers: fc.record(
      {
        public_budget: fc.double({ min: 0, max: 1e12, noNaN: true }),
        teams: fc.double({ min: 1, max: 20, noNaN: true }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    shocks: fc.record({ export_controls: shock }, { requiredKeys: [], noNullPrototype: true }),
  });
}

const page: fc.Arbitrary<PageState> = fc
  .constantFrom(
    { country: "KR", policies: ["today", "article", "storm"] },
    {
      country: "JP",
      policies: ["today", "storm"],
    },
  )
  .chain(({ country, policies }) =>
    fc.record({
      scenario: fc
        .tuple(
          scene(policies),
          fc.record({
            by: fc.integer({ min: 2026, max: 2036 }),
            within: fc.double({ min: 0, max: 120, noNaN: true }),
            seed: fc.nat(),
            draws: fc.integer({ min: 100, max: 50000 }),
            prior: fc.boolean(),
          }),
        )
        .map(([laid, asked]) => ({ ...laid, ...asked, country })),
      compare: fc.oneof(fc.constant(null), fc.constant(TODAY), scene(policies)),
      chart: fc.constantFrom(...CHARTS),
      lang: fc.constantFrom(null, ...LOCALES),
      currency: fc.constantFrom(...CURRENCIES),
      computeUnit: fc.constantFrom(...COMPUTE_UNITS),
    }),
  );

/** JSON has one zero, and so has an address. */
function plain(state: PageState): unknown {
  return JSON.parse(JSON.stringify(state));
}

test("every state comes back from its address, without a word of complaint", () => {
  fc.assert(
    fc.property(page, (state) => {
      const { state: again, problems } = read(write(state, META), META);
      expect(problems).toEqual([]);
      expect(plain(again)).toEqual(plain(state));
    }),
    { numRuns: 500 },
  );
});

test("whatever an address says, a state that can be asked for comes of it", () => {
  const keys = fc.constantFrom(
    ..."c p l s by w n seed prior vs vsl vss chart cur unit lang v pk other __proto__".split(" "),
  );
  const values = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("teams:NaN", "teams:1e999", "__proto__:1", "constructor:1", "teams", "::::"),
    fc.constantFrom(
      "export_controls:2:2027-13:0:9",
      "export_controls:::-1:",
      "-1",
      "1e400",
      "0x10",
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, values)), (parts) => {
      const { state } = read(`?${new URLSearchParams(parts)}`, META);
      const address = write(state, META);
      expect(plain(read(address, META).state)).toEqual(plain(state));
      for (const value of Object.values(state.scenario.levers)) expect(value).toBeGreaterThan(-1);
    }),
    { numRuns: 1000 },
  );
});

test("the address of a contract opens as it says", () => {
  const { state, problems } = read(
    "?c=KR&p=article&l=public_budget:3e10,teams:2&s=export_controls:1:2027-01:24:0.8" +
      "&by=2031&w=6&seed=3&lang=ko&chart=lag&vs=today&v=1.2.3&pk=01234567",
    META,
  );
  expect(problems).toEqual([]);
  expect(state.scenario).toEqual({
    country: "KR",
    policy: ["article"],
    levers: { public_budget: 3e10, teams: 2 },
    shocks: {
      export_controls: {
        probability: 1,
        window: ["2027-01", "2027-01"],
        duration: 24,
        severity: 0.8,
      },
    },
    by: 2031,
    within: 6,
    seed: 3,
    draws: 10000,
    prior: false,
  });
  expect([state.lang, state.chart, state.compare]).toEqual(["ko", "lag", TODAY]);
});

test("what cannot be taken is told, and leaves the rest in force", () => {
  const { state, problems } = read(
    "?c=XX&p=nonsense&l=teams:3,teems:4,public_budget:much&by=1999&v=0.0.1&pk=ffffffff&zz=1",
    META,
  );
  expect(state.scenario.levers).toEqual({ teams: 3 });
  expect(state.scenario.country).toBe("KR");
  expect(problems.map((each) => each.key).sort()).toEqual([
    "link.bad_value",
    "link.bad_value",
    "link.other_posterior",
    "link.other_version",
    "link.out_of_range",
    "link.unknown_lever",
    "link.unknown_part",
    "link.unknown_policy",
  ]);
});

test("a policy of another country does not follow a link", () => {
  const { state, problems } = read("?c=JP&p=article", META);
  expect(state.scenario.policy).toEqual(["today"]);
  expect(problems[0]?.key).toBe("link.other_country");
});

test("an empty address is the first page", () => {
  expect(read("", META)).toEqual({ state: firstPage(META), problems: [] });
});

test("every part of an address is explained in the documentation", () => {
  const explained = guide.split("## Links")[1]!.split("## Settings")[0]!;
  const rows = explained.split("\n").filter((line) => line.startsWith("| `"));
  const names = rows.flatMap((row) => row.split("|")[1]!.match(/\w+/g) ?? []);
  expect(names.sort()).toEqual([...PARTS].sort());
});
