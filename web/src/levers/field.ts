import type { Lever } from "../api/types";
import { type Key, locale, t } from "../i18n";
import { computeUnit, currency, rates } from "../i18n/display";

/** The unit of a number field: shown = value / factor. */
export interface FieldUnit {
  factor: number;
  label: string;
}

type Step = readonly [size: number, key: Key];

// The units in which people write such sums, the largest first.
const DOLLARS: readonly Step[] = [
  [1e9, "units.billion_dollars"],
  [1e6, "units.million_dollars"],
  [1, "units.dollars"],
];
const DOLLARS_KO: readonly Step[] = [
  [1e8, "units.eok_dollars"],
  [1e4, "units.man_dollars"],
  [1, "units.dollars"],
];
const WON: readonly Step[] = [
  [1e12, "units.trillion_won"],
  [1e9, "units.billion_won"],
  [1e6, "units.million_won"],
  [1, "units.won"],
];
const WON_KO: readonly Step[] = [
  [1e12, "units.trillion_won"],
  [1e8, "units.eok_won"],
  [1e4, "units.won_1e4"],
  [1, "units.won"],
];

/** The unit in which a lever's number field counts, after language and currency. */
export function fieldUnit(lever: Pick<Lever, "unit" | "range" | "slider">): FieldUnit {
  switch (lever.unit) {
    case "USD/year": {
      const won = currency.value === "KRW";
      const rate = won ? rates.value.krwPerUsd : 1;
      const ko = locale.value === "ko";
      const steps = won ? (ko ? WON_KO : WON) : ko ? DOLLARS_KO : DOLLARS;
      const most = lever.slider[1] * rate;
      const [size, key] = steps.find(([each]) => most >= each) ?? steps.at(-1)!;
      return { factor: size / rate, label: t(key) };
    }
    case "H100e/year":
      return computeUnit.value === "EFLOPS"
        ? { factor: 1 / rates.value.exaflopsPerH100e, label: t("units.exaflops_year") }
        : { factor: 1, label: t("units.h100e_year") };
    case "month":
      return { factor: 1, label: t("units.month") };
    case "person/year":
      return { factor: 1, label: t("units.people_year") };
    case "MW":
      return { factor: 1, label: t("units.mw") };
    case "dimensionless":
      return isShare(lever)
        ? { factor: 0.01, label: t("units.percent") }
        : { factor: 1, label: t("units.plain") };
    default:
      return { factor: 1, label: lever.unit };
  }
}

function isShare({ range }: Pick<Lever, "range">): boolean {
  return range[0] >= 0 && range[1] <= 1;
}

/** A value as its field shows it: plain digits, as number inputs want them. */
export function toField(value: number, unit: FieldUnit): string {
  return String(Number((value / unit.factor).toPrecision(4)));
}
