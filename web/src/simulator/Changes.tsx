import type { Scenario } from "../api/request";
import type { Answer, Meta } from "../api/types";
import { pick, t } from "../i18n";
import { estimated, month, number, percent, quantity, signed } from "../i18n/format";
import { inUnit, tickOf } from "../i18n/ticks";
import { pathText } from "../levers/LeverRow";
import {
  leverValue,
  restingLater,
  restingShock,
  restingValue,
  sceneOf,
  shockValue,
} from "../state/scenario";
import { CHAIN, compare, compared, differs, lastMoved, scenario } from "../state/store";
import { sceneName } from "./names";
import { rested } from "./rest";

/** What was moved, what it did to the answer and on the way to it, and why. */
export function Changes({ meta }: { meta: Meta }) {
  const now = scenario.value!;
  const name = sceneName(compare.value ?? sceneOf(now), meta);
  return (
    <section class="changes" aria-labelledby="changes-title" id="changes" data-testid="changes">
      <h2 id="changes-title">{t("changes.title")}</h2>
      {differs.value ? (
        <>
          <Moved meta={meta} scenario={now} />
          <Effect meta={meta} name={name} />
        </>
      ) : (
        <p>{t("changes.none", { policy: name })}</p>
      )}
    </section>
  );
}

function Moved({ meta, scenario }: { meta: Meta; scenario: Scenario }) {
  const levers = meta.levers.filter((lever) => lever.name in scenario.levers);
  const shocks = meta.shocks.filter((shock) => shock.name in scenario.shocks);
  if (levers.length + shocks.length === 0) return null;
  // What was moved last comes first: that is what the reader asks about.
  const order = (name: string) => (name === lastMoved.value ? 0 : 1);
  levers.sort((a, b) => order(a.name) - order(b.name));
  return (
    <ul class="moved">
      {levers.map((lever) => {
        const say = (value: number) => quantity(value, lever.unit, lever.range);
        return (
          <li key={lever.name}>
            <b>{pick(lever.label)}</b>:{" "}
            {t("changes.from_to", {
              from: pathText(
                lever,
                restingValue(lever, scenario, meta),
                restingLater(lever, scenario, meta),
              ),
              to: say(leverValue(lever, scenario, meta)),
            })}
            . <span class="why">{pick(lever.what)}</span>
          </li>
        );
      })}
      {shocks.map((shock) => {
        const was = restingShock(shock, scenario.policy, meta);
        const is = shockValue(shock, scenario, meta);
        return (
          <li key={shock.name}>
            <b>{pick(shock.label)}</b>:{" "}
            {t("changes.from_to", { from: percent(was.probability), to: percent(is.probability) })},{" "}
            {month(is.window[0])}, {t("levers.severity")} {quantity(is.severity, shock.unit)}.{" "}
            <span class="why">{pick(shock.what)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Effect({ meta, name }: { meta: Meta; name: string }) {
  const answer = compared.value;
  const difference = answer?.difference;
  if (!answer || !difference) {
    return (
      <p class="small" role="status">
        {t("changes.pending")}
      </p>
    );
  }
  return (
    <div class={rested.value ? "" : "stale"} data-testid="effect">
      <p class="effect-sentence" data-testid="difference-sentence">
        {pick(difference.sentence)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={t("changes.way", { year: answer.by })}>
        <table>
          <caption>{t("changes.way", { year: answer.by })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("changes.output")}</th>
              <th scope="col">{name}</th>
              <th scope="col">{t("changes.after")}</th>
              <th scope="col">{t("changes.change")}</th>
            </tr>
          </thead>
          <tbody>
            {wayRows(answer, meta).map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>{row.before}</td>
                <td>{row.after}</td>
                <td>{row.change}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="small">{t("changes.note")}</p>
    </div>
  );
}

interface Row {
  label: string;
  before: string;
  after: string;
  change: string;
}

function wayRows(answer: Answer, meta: Meta): Row[] {
  const { difference, headline } = answer;
  if (!difference) return [];
  const end = answer.months.indexOf(`${answer.by}-12`);
  const rows: Row[] = [];
  const { headline: other } = difference.other;
  const spent = tickOf("USD");
  rows.push({
    label: inUnit(t("changes.money"), "USD"),
    before: spent(other.public_cost_usd),
    after: spent(headline.public_cost_usd),
    change: signed(headline.public_cost_usd - other.public_cost_usd, spent),
  });
  for (const output of CHAIN) {
    const was = difference.other.series[output]?.["0.5"][end];
    const is = answer.series[output]?.["0.5"][end];
    // Lags are whole months, so that the middle change of a lag says little.
    const change =
      output === "lag_months" ? difference.lag_mean : difference.series[output]?.["0.5"][end];
    const found = meta.outputs.find((each) => each.name === output);
    if (was === undefined || is === undefined || change === undefined || !found) continue;
    const say = tickOf(found.unit);
    rows.push({
      label: inUnit(pick(found.label), found.unit),
      before: say(was),
      after: say(is),
      change: changeOf(found.unit, change),
    });
  }
  rows.push({
    label: t("changes.in_race"),
    before: percent(other.in_race.probability),
    after: percent(headline.in_race.probability),
    change: estimatedPoints(difference.in_race.difference, difference.in_race),
  });
  rows.push({
    label: t("changes.probability"),
    before: percent(other.probability),
    after: percent(headline.probability),
    change: estimatedPoints(difference.probability, difference),
  });
  return rows;
}

function changeOf(unit: string, change: number): string {
  switch (unit) {
    case "log10 FLOP":
      return t("format.times", { number: number(10 ** change, 3) });
    case "dimensionless":
      return points(change);
    case "ECI":
    case "month":
      return signed(change, tenths);
    default:
      return signed(change, tickOf(unit));
  }
}

function estimatedPoints(share: number, { low, high }: { low: number; high: number }): string {
  return estimated({ value: 100 * share, low: 100 * low, high: 100 * high }, (size) =>
    t("format.points", { number: tenths(size) }),
  );
}

function points(share: number): string {
  return signed(share, (size) => t("format.points", { number: tenths(100 * size) }));
}

/** More places would be the noise of the draws. */
function tenths(size: number): string {
  return number(Math.round(10 * size) / 10, 3);
}
