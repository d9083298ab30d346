import type { TrackRecord } from "../../api/types";
import { t } from "../../i18n";
import { month } from "../../i18n/format";
import { date, monthOf } from "../dates";
import { Scrolling } from "../Scrolling";
import { MODELS, QUANTITIES } from "./kinds";
import { monthsOf, rowOf } from "./lookup";
import { CrpsCells } from "./Scores";
import { modelName, quantityName } from "./words";

type Filed = TrackRecord["on_file"][number];

/** Forecasts that were put on file before their months came, and their scores so far. */
export function OnFile({ record }: { record: TrackRecord }) {
  return (
    <section aria-labelledby="on-file">
      <h2 id="on-file">{t("track_record.on_file")}</h2>
      <p class="prose">{t("track_record.on_file_lead")}</p>
      {record.on_file.map((filed) => (
        <Scored key={filed.origin} filed={filed} />
      ))}
    </section>
  );
}

function Scored({ filed }: { filed: Filed }) {
  const title = t("track_record.filed", { date: date(filed.origin), made: date(filed.made) });
  const last = lastObserved(filed);
  return (
    <>
      <h3>{title}</h3>
      <p class="prose small">
        {t("track_record.on_file_hash")} <code class="hash">{filed.sha256}</code>
      </p>
      {last === undefined ? (
        <p class="prose">
          {t("track_record.on_file_none", { month: month(monthOf(filed.until)) })}
        </p>
      ) : (
        <>
          <p class="prose">{t("track_record.on_file_to", { month: month(last) })}</p>
          <Scrolling label={title}>
            <Table filed={filed} />
          </Scrolling>
        </>
      )}
    </>
  );
}

function Table({ filed }: { filed: Filed }) {
  return (
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">{t("track_record.quantity")}</th>
          <th scope="col">{t("track_record.months")}</th>
          {MODELS.map((model) => (
            <th key={model} scope="col">
              {modelName(model)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {QUANTITIES.map((quantity) => {
          const scores = filed.scores.filter((score) => score.quantity === quantity);
          const row = rowOf(filed.origin, scores);
          return (
            <tr key={quantity}>
              <th scope="row">{quantityName(quantity)}</th>
              <td>{row.count}</td>
              <CrpsCells row={row} models={MODELS} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The last month of which an outcome is known, if any is. */
function lastObserved(filed: Filed): string | undefined {
  const months = filed.forecasts.flatMap((path) =>
    monthsOf(path).filter((_, i) => path.observed[i] !== null),
  );
  return months.sort().at(-1);
}
