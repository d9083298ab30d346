import { computeUnit, currency, rates } from "./display";
import { percent, power, short } from "./format";
import { locale } from "./index";

/** The short form of values of a unit, for axes; the axis' title names the unit. */
export function tickOf(unit: string): (value: number) => string {
  switch (unit) {
    case "USD":
    case "USD/year":
      return (value) => {
        if (currency.value === "KRW") return short(value * rates.value.krwPerUsd);
        return locale.value === "ko" ? short(value) : `$${short(value)}`;
      };
    case "H100e":
      return (value) =>
        short(computeUnit.value === "EFLOPS" ? value * rates.value.exaflopsPerH100e : value);
    case "log10 FLOP":
      return (value) => power(value).replace(/^1×/, "");
    case "dimensionless":
      return (value) => percent(value);
    default:
      return (value) => short(value);
  }
}
