import type { Meta, OutcomeChange, Weight } from "../../api/types";
import { pick, t } from "../../i18n";
import { months, number, percent, signed } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { Resource } from "../../ui/Resource";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { amount } from "./amount";
import type { Ground } from "./kinds";

/** Shares of variance below this are no larger than their noise. */
const LEAST = 0.005;

/** Which facts and assumptions move a country's answer. */
export function Weights() {
  return <Resource<Meta> path="/api/meta">{(meta) => <Chosen meta={meta} />}</Resource>;
}

function Chosen({ meta }: { meta: Meta }) {
  const codes = meta.countries.map(({ code }) => code);
  const [country, setCountry] = useQuery("country", meta.defaults.country, codes);
  return (
    <>
      <p class="prose">{t("evidence.weight_lead")}</p>
      <div class="choices">
        <Choice
          label={t("evidence.country")}
          value={country}
          options={meta.countries.map(({ code, name }) => ({ value: code, label: pick(name) }))}
          onChange={setCountry}
        />
      </div>
      <Resource<Weight> path={`/api/weight?country=${country}`}>
        {(weight) => <Weighed weight={weight} />}
      </Resource>
    </>
  );
}

function Weighed({ weight }: { weight: Weight }) {
  const { coverage, value } = weight;
  const { luck, numbers, variance } = coverage;
  return (
    <>
      <p class="prose">
        {t("evidence.weight_coverage", {
          all: numbers.all,
          country: pick(weight.place),
          alone: percent(numbers.share_on_facts_alone),
          both: percent(numbers.share_on_facts - numbers.share_on_facts_alone),
          rest: percent(1 - numbers.share_on_facts),
        })}
        {variance.lag &&
          ` ${t("evidence.weight_lag", { ...shares(variance.lag), year: coverage.question.by })}`}
        {variance.joined && ` ${t("evidence.weight_joined", shares(variance.joined))}`}
        {luck.lag !== null && ` ${t("evidence.weight_luck", { luck: percent(luck.lag) })}`}
      </p>
      <h2>{t("evidence.weight_facts")}</h2>
      <p class="prose">{t("evidence.weight_facts_lead")}</p>
      <Scrolling label={t("evidence.weight_facts")}>
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{t("evidence.fact")}</th>
              <th scope="col">{t("evidence.weight_low")}</th>
              <th scope="col">{t("evidence.weight_high")}</th>
            </tr>
          </thead>
          <tbody>
            {value.facts.map((fact) => (
              <tr key={fact.id}>
                <th scope="row">
                  <a href={`/evidence/${fact.id}`}>{pick(fact.label)}</a>
                  {!fact.told && <span class="small">{t("evidence.weight_unsure")}</span>}
                </th>
                <td>
                  <End value={fact.spread!.low!} unit={fact.unit} change={fact.low} />
                </td>
                <td>
                  <End value={fact.spread!.high!} unit={fact.unit} change={fact.high} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <h2>{t("evidence.weight_rest")}</h2>
      <p class="prose">{t("evidence.weight_rest_lead")}</p>
      <ul class="briefs">
        {coverage.rest.map((rest) => (
          <li key={rest.parameter}>
            <a href={`/evidence?parameter=${rest.parameter}`}>{pick(rest.label)}</a>
            {`: ${share(rest.lag)} `}
            <span class="small">{rest.countries.join(" ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Shares of variance by ground, in words. */
export function shares(carried: { [ground in Ground]: number }): Record<string, string> {
  return {
    alone: share(carried.facts),
    both: share(carried.both),
    rest: share(carried.assumption),
  };
}

function End({ value, unit, change }: { value: number; unit: string; change: OutcomeChange }) {
  return (
    <>
      {amount(value, unit)}
      <br />
      <span class="small">
        {t("evidence.weight_change", {
          lag: signed(change.lag_months, (size) => months(size, 2)),
          points: signed(100 * change.probability, (size) => number(size, 2)),
        })}
      </span>
    </>
  );
}

/** A share of variance in words; noise can leave one a little below zero. */
export function share(value: number): string {
  return value < LEAST ? t("evidence.weight_less", { share: percent(LEAST) }) : percent(value);
}
