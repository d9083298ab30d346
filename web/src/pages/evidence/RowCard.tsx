import type { AnyRow, LeverRow, ParameterRow, ShockRow } from "../../api/types";
import { locale, pick, t } from "../../i18n";
import { month, months, percent } from "../../i18n/format";
import { Resource } from "../../ui/Resource";
import { useTitle } from "../../ui/title";
import { amount } from "./amount";
import { Beliefs } from "./Beliefs";
import { Briefs } from "./Briefs";
import { focalFirst } from "./focal";
import { Ground } from "./Ground";
import { WeightOf } from "./WeightOf";

/** All that is believed of a parameter, a lever or a shock. */
export function RowCard({ name, focal }: { name: string; focal: string }) {
  return (
    <div class="evidence card">
      <p>
        <a href="/evidence?tab=parameters">{t("evidence.back_parameters")}</a>
      </p>
      <Resource<AnyRow> path={`/api/parameters/${encodeURIComponent(name)}`} heading={name}>
        {(row) => <Told row={row} focal={focal} />}
      </Resource>
    </div>
  );
}

function Told({ row, focal }: { row: AnyRow; focal: string }) {
  useTitle(pick(row.label));
  const [low, high] = row.range;
  const between = t("evidence.between", {
    from: amount(low, row.unit, 3),
    to: amount(high, row.unit, 3),
  });
  return (
    <>
      <h1>{pick(row.label)}</h1>
      <p class="small">
        {[
          t(`evidence.kinds_of_row.${row.kind}`),
          t(`evidence.groups.${row.group ?? "shocks"}`),
          ...(row.scope === "world" ? [t("evidence.common")] : []),
        ].join(" · ")}{" "}
        <code>{row.name}</code>
      </p>
      {row.kind !== "parameter" && <p class="prose">{pick(row.what)}</p>}
      <dl class="properties">
        <div>
          <dt>{t("evidence.equation")}</dt>
          <dd>
            <a href={`/about#${row.equation}`}>
              <code>{row.equation}</code>
            </a>
          </dd>
        </div>
        <div>
          <dt>{t("evidence.unit")}</dt>
          <dd>{row.unit === "dimensionless" ? t("evidence.no_unit") : row.unit}</dd>
        </div>
        <div>
          <dt>{t("evidence.range")}</dt>
          <dd>{between}</dd>
        </div>
        {row.kind === "lever" && (
          <div>
            <dt>{t("evidence.cost")}</dt>
            <dd>{pick(row.cost)}</dd>
          </div>
        )}
      </dl>
      {locale.value === "ko" && <p class="small">{t("evidence.in_english")}</p>}
      {row.kind === "parameter" && <Parameter row={row} focal={focal} />}
      {row.kind === "lever" && <Lever row={row} focal={focal} />}
      {row.kind === "shock" && <Shock row={row} />}
    </>
  );
}

function Parameter({ row, focal }: { row: ParameterRow; focal: string }) {
  return (
    <>
      <WeightOf row={row} focal={focal} />
      <Beliefs row={row} focal={focal} />
      {row.together.length > 0 && (
        <>
          <h2>{t("evidence.together")}</h2>
          {row.together.map((pair) => {
            const other = pair.first === row.name ? pair.second : pair.first;
            return (
              <div key={other}>
                <p>
                  <a href={`/evidence?parameter=${other}`}>
                    <code>{other}</code>
                  </a>
                  {`: ${t("evidence.correlation", { value: pair.correlation })}. `}
                  <span lang="en">{pair.why}</span>
                </p>
                <Briefs facts={pair.facts} />
              </div>
            );
          })}
        </>
      )}
    </>
  );
}

function Lever({ row, focal }: { row: LeverRow; focal: string }) {
  return (
    <>
      <h2>{t("evidence.settings")}</h2>
      <p>{t("evidence.setting_common", { value: amount(row.common, row.unit, 4) })}</p>
      {focalFirst(row.settings, focal).map((setting) => {
        const dated = row.settings.filter(({ country }) => country === setting.country).length > 1;
        return (
          <details key={`${setting.country}${setting.year}`} open={setting.country === focal}>
            <summary>
              {pick(setting.place)}
              {dated && ` (${t("evidence.since", { year: setting.year })})`}
              {": "}
              <strong>{amount(setting.value, row.unit, 4)}</strong>
            </summary>
            <Ground rests={setting} />
          </details>
        );
      })}
    </>
  );
}

function Shock({ row }: { row: ShockRow }) {
  const reach =
    row.reach === "world" || row.reach === "focal" ? t(`evidence.reach_${row.reach}`) : row.reach;
  const properties = [
    [t("evidence.probability"), percent(row.probability)],
    [
      t("evidence.window"),
      t("evidence.between", { from: month(row.window[0]), to: month(row.window[1]) }),
    ],
    [t("evidence.duration"), months(row.duration)],
    [t("evidence.severity"), amount(row.severity, row.unit, 3)],
    [t("evidence.strikes"), reach],
  ];
  const ground = row.facts.length === 0 ? "assumption" : row.assumption ? "both" : "facts";
  return (
    <>
      <dl class="properties">
        {properties.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h2>{t("evidence.rests_on")}</h2>
      <Ground rests={{ ground, facts: row.facts, assumption: row.assumption, why: null }} />
    </>
  );
}
