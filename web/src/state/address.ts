import type { Scenario, Scene } from "../api/request";
import type { Meta, ShockSetting } from "../api/types";
import { LOCALES, type Locale, locale } from "../i18n";
import { COMPUTE_UNITS, type ComputeUnit, CURRENCIES, type Currency } from "../i18n/display";
import { CHARTS, type ChartName } from "./charts";
import { firstScenario, same, TODAY } from "./scenario";

/** The whole state of the page: what is asked, and how it is shown. */
export interface PageState {
  scenario: Scenario;
  compare: Scene | null;
  chart: ChartName;
  lang: Locale | null;
  currency: Currency;
  computeUnit: ComputeUnit;
}

/** A part of an address that could not be taken; `key` is a text of the catalogues. */
export interface Problem {
  key:
    | "link.unknown_part"
    | "link.bad_value"
    | "link.unknown_lever"
    | "link.unknown_shock"
    | "link.unknown_policy"
    | "link.other_country"
    | "link.out_of_range"
    | "link.other_version"
    | "link.other_posterior";
  part: string;
  found: string;
}

/** What stands for a comparison with nothing; `none` is the name of a policy. */
const OFF = "off";
/** Characters of a mistaken value that are shown. */
const SHOWN = 60;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const LONGEST_SHOCK = 1200;
const MOST_POLICIES = 8;

export function firstPage(meta: Meta): PageState {
  return {
    scenario: firstScenario(meta),
    compare: TODAY,
    chart: "capability",
    lang: null,
    currency: "USD",
    computeUnit: "H100e",
  };
}

/** Write the state as a query string that `read` turns back into the same state. */
export function write(state: PageState, meta: Meta): string {
  const { scenario, compare } = state;
  const parts: [string, string][] = [["c", scenario.country]];
  writeScene(scenario, ["p", "l", "s"], parts);
  parts.push(["by", String(scenario.by)], ["w", String(scenario.within)]);
  parts.push(["seed", String(scenario.seed)]);
  if (scenario.draws !== meta.defaults.draws) parts.push(["n", String(scenario.draws)]);
  if (scenario.prior) parts.push(["prior", "1"]);
  if (compare === null) parts.push(["vs", OFF]);
  else if (!same(compare, TODAY)) writeScene(compare, ["vs", "vsl", "vss"], parts);
  if (state.chart !== "capability") parts.push(["chart", state.chart]);
  if (state.currency !== "USD") parts.push(["cur", state.currency]);
  if (state.computeUnit !== "H100e") parts.push(["unit", state.computeUnit]);
  if (state.lang) parts.push(["lang", state.lang]);
  parts.push(["v", meta.version], ["pk", meta.posterior.sha256.slice(0, 8)]);
  // Colons and commas are legal in a query, and links that people can read are worth keeping.
  const escaped = (text: string) =>
    encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",");
  return `?${parts.map(([key, value]) => `${key}=${escaped(value)}`).join("&")}`;
}

function writeScene(scene: Scene, keys: [string, string, string], parts: [string, string][]): void {
  const levers = Object.entries(scene.levers).map(([name, value]) => `${name}:${brief(value)}`);
  const shocks = Object.entries(scene.shocks).map(([name, choice]) => {
    const window = choice.window ? [...new Set(choice.window)].join("..") : "";
    const fields = [choice.probability, window, choice.duration, choice.severity];
    return [name, ...fields.map((each) => each ?? "")].join(":");
  });
  parts.push([keys[0], scene.policy.join(",")]);
  if (levers.length > 0) parts.push([keys[1], levers.sort().join(",")]);
  if (shocks.length > 0) parts.push([keys[2], shocks.sort().join(",")]);
}

/** A number as short as it can be without losing anything: 3e10. */
function brief(value: number): string {
  const plain = String(value);
  const exponential = value.toExponential().replace("e+", "e");
  return exponential.length < plain.length ? exponential : plain;
}

/** Read a query string; what cannot be taken is left at its default and told. */
export function read(search: string, meta: Meta): { state: PageState; problems: Problem[] } {
  const query = new URLSearchParams(search);
  const state = firstPage(meta);
  const reader = new Reader(meta, query);
  const first = state.scenario;
  const country = reader.oneOf(
    "c",
    meta.countries.map((each) => each.code),
    first.country,
  );
  state.scenario = {
    ...reader.scene(["p", "l", "s"], country),
    country,
    by: reader.integer("by", meta.limits.by, first.by),
    within: reader.number("w", meta.limits.within, first.within),
    draws: reader.integer("n", meta.limits.draws, first.draws),
    seed: reader.integer("seed", [0, Number.MAX_SAFE_INTEGER], first.seed),
    prior: reader.oneOf("prior", ["0", "1"], "0") === "1",
  };
  state.compare = query.get("vs") === OFF ? null : reader.scene(["vs", "vsl", "vss"], country);
  state.chart = reader.oneOf("chart", CHARTS, state.chart);
  state.currency = reader.oneOf("cur", CURRENCIES, state.currency);
  state.computeUnit = reader.oneOf("unit", COMPUTE_UNITS, state.computeUnit);
  if (query.has("lang")) state.lang = reader.oneOf("lang", LOCALES, locale.value);
  reader.checkOrigin();
  reader.checkUnknown();
  return { state, problems: reader.problems };
}

/** Every part that an address may have. */
export const PARTS: readonly string[] = [
  ...["c", "p", "l", "s", "by", "w", "seed", "n", "prior"],
  ...["vs", "vsl", "vss", "chart", "cur", "unit", "lang", "v", "pk"],
];

class Reader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly meta: Meta,
    private readonly query: URLSearchParams,
  ) {}

  oneOf<T extends string>(part: string, choices: readonly T[], otherwise: T): T {
    const found = this.query.get(part);
    if (found === null) return otherwise;
    const choice = choices.find((each) => each === found);
    if (choice === undefined) this.tell("link.bad_value", part, found);
    return choice ?? otherwise;
  }

  number(part: string, range: readonly [number, number], otherwise: number): number {
    const found = this.query.get(part);
    if (found === null) return otherwise;
    const value = numeral(found);
    if (value !== null && value >= range[0] && value <= range[1]) return value;
    this.tell(value === null ? "link.bad_value" : "link.out_of_range", part, found);
    return otherwise;
  }

  integer(part: string, range: readonly [number, number], otherwise: number): number {
    const value = this.number(part, range, otherwise);
    if (Number.isInteger(value)) return value;
    this.tell("link.bad_value", part, String(value));
    return otherwise;
  }

  scene([policies, levers, shocks]: [string, string, string], country: string): Scene {
    return {
      policy: this.policies(policies, country),
      levers: this.levers(levers),
      shocks: this.shocks(shocks),
    };
  }

  checkOrigin(): void {
    const { version, posterior } = this.meta;
    const made = this.query.get("v");
    if (made !== null && made !== version) this.tell("link.other_version", version, made);
    const fitted = this.query.get("pk");
    const ours = posterior.sha256.slice(0, 8);
    if (fitted !== null && fitted !== ours) this.tell("link.other_posterior", ours, fitted);
  }

  checkUnknown(): void {
    for (const [part, found] of this.query) {
      if (!PARTS.includes(part)) this.tell("link.unknown_part", part, found);
    }
  }

  private policies(part: string, country: string): string[] {
    const names: string[] = [];
    for (const name of this.list(part)) {
      const policy = this.meta.policies.find((each) => each.name === name);
      if (!policy) this.tell("link.unknown_policy", part, name);
      else if (policy.country !== null && policy.country !== country)
        this.tell("link.other_country", part, name);
      else if (names.length === MOST_POLICIES) this.tell("link.bad_value", part, name);
      else if (!names.includes(name)) names.push(name);
    }
    return names.length > 0 ? names : [this.meta.defaults.policy];
  }

  private levers(part: string): Record<string, number> {
    const values: Record<string, number> = {};
    for (const item of this.list(part)) {
      const [name = "", text = ""] = item.split(":");
      const lever = this.meta.levers.find((each) => each.name === name);
      const value = numeral(text);
      if (!lever) this.tell("link.unknown_lever", part, name);
      else if (value === null) this.tell("link.bad_value", name, text);
      else if (value < lever.range[0] || value > lever.range[1])
        this.tell("link.out_of_range", name, text);
      else values[name] = value;
    }
    return values;
  }

  private shocks(part: string): Record<string, ShockSetting> {
    const choices: Record<string, ShockSetting> = {};
    for (const item of this.list(part)) {
      const [name = "", probability = "", window = "", duration = "", severity = ""] =
        item.split(":");
      const shock = this.meta.shocks.find((each) => each.name === name);
      if (!shock) {
        this.tell("link.unknown_shock", part, name);
        continue;
      }
      const choice: ShockSetting = {};
      const chance = this.field(name, probability, [0, 1]);
      if (chance !== null) choice.probability = chance;
      const dates = this.window(name, window);
      if (dates !== null) choice.window = dates;
      const length = this.field(name, duration, [1, LONGEST_SHOCK]);
      if (length !== null) choice.duration = Math.round(length);
      const strength = this.field(name, severity, shock.range);
      if (strength !== null) choice.severity = strength;
      if (Object.keys(choice).length > 0) choices[name] = choice;
    }
    return choices;
  }

  private field(name: string, text: string, range: readonly [number, number]): number | null {
    if (text === "") return null;
    const value = numeral(text);
    if (value === null) this.tell("link.bad_value", name, text);
    else if (value < range[0] || value > range[1]) this.tell("link.out_of_range", name, text);
    else return value;
    return null;
  }

  private window(name: string, text: string): [string, string] | null {
    if (text === "") return null;
    const [from = "", until = from] = text.split("..");
    const { as_of, last_month } = this.meta;
    const legal = [from, until].every(
      (month) => MONTH.test(month) && month > as_of && month <= last_month,
    );
    if (legal && from <= until) return [from, until];
    this.tell("link.bad_value", name, text);
    return null;
  }

  private list(part: string): string[] {
    return (this.query.get(part) ?? "").split(",").filter((item) => item !== "");
  }

  private tell(key: Problem["key"], part: string, found: string): void {
    const shown = found.length > SHOWN ? `${found.slice(0, SHOWN)}…` : found;
    this.problems.push({ key, part, found: shown });
  }
}

/** A finite number written in digits, or null. `Number` alone takes "" and "0x10" too. */
function numeral(text: string): number | null {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
