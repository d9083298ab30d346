import type { Observations, Observed } from "../../api/types";
import { pick, t } from "../../i18n";
import { percent } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { Resource } from "../../ui/Resource";
import { date } from "../dates";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { amount, end } from "./amount";
import { FOCAL } from "./focal";

/** The observations that the model is fitted to, with their sources. */
export function History() {
  return <Resource<Observations> path="/api/history">{(all) => <Tables all={all} />}</Resource>;
}

function Tables({ all }: { all: Observations }) {
  const codes = all.countries.map(({ code }) => code);
  const [country, setCountry] = useQuery("country", FOCAL, ["", ...codes]);
  const shown = all.tables
    .map((table) => ({
      ...table,
      rows: table.rows.filter((row) => !country || row.country === country),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <>
      <p class="prose">{t("evidence.history_lead")}</p>
      <div class="choices">
        <Choice
          label={t("evidence.country")}
          value={country}
          options={all.countries.map(({ code, name }) => ({ value: code, label: pick(name) }))}
          any={t("evidence.any")}
          onChange={setCountry}
        />
      </div>
      {shown.map(({ name, unit, rows }) => (
        <section key={name}>
          <h2>{t(`evidence.history_tables.${name}`)}</h2>
          <Scrolling label={t(`evidence.history_tables.${name}`)}>
            <table class="rows history">
              <thead>
                <tr>
                  <th scope="col">{t("evidence.date")}</th>
                  {!country && <th scope="col">{t("evidence.country")}</th>}
                  <th scope="col">{t("evidence.what_it_is")}</th>
                  <th scope="col">{t("evidence.value")}</th>
                  <th scope="col">{t("evidence.band_90")}</th>
                  <th scope="col">{t("evidence.sort")}</th>
                  <th scope="col">{t("evidence.source")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => {
                  const source = all.sources[row.source]!;
                  return (
                    <tr key={[row.country, row.date, row.name, row.owner].join()}>
                      <td>{date(row.date)}</td>
                      {!country && <td>{row.country}</td>}
                      <td>{what(row)}</td>
                      <td>{amount(row.value, unit, 4)}</td>
                      <td>{band(row, unit)}</td>
                      <td>{t(`evidence.history_kinds.${row.kind}`)}</td>
                      <td>
                        <a href={source.url} rel="noopener noreferrer">
                          {source.title}
                        </a>
                        <span class="small">{` ${source.publisher}`}</span>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </Scrolling>
        </section>
      ))}
    </>
  );
}

function what(row: Observed): string {
  if (row.owner) return t(`evidence.owners.${row.owner}`);
  return [row.name, row.organisation].filter(Boolean).join(", ") || "–";
}

function band(row: Observed, unit: string): string {
  if (row.low === null || row.high === null || row.level === null) return "–";
  const between = t("evidence.between", {
    from: end(row.low, unit, 4),
    to: end(row.high, unit, 4),
  });
  return `${between} (${percent(row.level)})`;
}
