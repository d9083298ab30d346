import type { TrackRecord } from "../../api/types";
import { t } from "../../i18n";
import { number, percent } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { date } from "../dates";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { MODELS, type Model, QUANTITIES, type Quantity } from "./kinds";
import { type Row, rowsOf } from "./lookup";
import { modelName, quantityName } from "./words";

/** Mean scores by date, and how sure it is that the model is better. */
export function Scores({ record }: { record: TrackRecord }) {
  const [chosen, setQuantity] = useQuery("scores", QUANTITIES[0], QUANTITIES);
  const quantity = chosen as Quantity;
  const rows = rowsOf(record, quantity);
  const models = MODELS.filter((model) => rows.some((row) => row.crps[model] !== undefined));
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">{t("track_record.scores")}</h2>
      <p class="prose">{t("track_record.scores_lead")}</p>
      <div class="choices">
        <Choice
          label={t("track_record.quantity")}
          value={quantity}
          options={QUANTITIES.map((each) => ({ value: each, label: quantityName(each) }))}
          onChange={setQuantity}
        />
      </div>
      <Scrolling label={`${t("track_record.scores")}: ${quantityName(quantity)}`}>
        <table class="scores">
          <thead>
            <tr>
              <th scope="col">{t("track_record.data")}</th>
              <th scope="col">{t("track_record.months")}</th>
              {models.map((model) => (
                <th key={model} scope="col">
                  {modelName(model)}
                </th>
              ))}
              <th scope="col">{t("track_record.in_50")}</th>
              <th scope="col">{t("track_record.in_90")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.origin ?? "all"} class={row.origin ? undefined : "all"}>
                <th scope="row">{row.origin ? date(row.origin) : t("track_record.all")}</th>
                <td>{row.count}</td>
                <CrpsCells row={row} models={models} />
                <td>{percent(row.within_50)}</td>
                <td>{percent(row.within_90)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <h3 id="skill">{t("track_record.skill")}</h3>
      <p class="prose">{t("track_record.skill_lead")}</p>
      <Scrolling label={t("track_record.skill")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("track_record.quantity")}</th>
              <th scope="col">{t("track_record.best_baseline")}</th>
              <th scope="col">{t("track_record.ratio")}</th>
              <th scope="col">{t("track_record.interval")}</th>
              <th scope="col">{t("track_record.better")}</th>
            </tr>
          </thead>
          <tbody>
            {record.skill.filter(first).map((skill) => (
              <tr key={skill.quantity + skill.baseline}>
                <th scope="row">{quantityName(skill.quantity)}</th>
                <td>{modelName(skill.baseline)}</td>
                <td>{percent(skill.ratio)}</td>
                <td>{`${percent(skill.low)} – ${percent(skill.high)}`}</td>
                <td>{percent(skill.better)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

/** Whether no row before tells of the same pair: easy and hard baselines may be the same. */
function first<T extends { quantity: string; baseline: string }>(
  each: T,
  index: number,
  all: T[],
): boolean {
  const same = (other: T) => other.quantity === each.quantity && other.baseline === each.baseline;
  return all.findIndex(same) === index;
}

/** The mean CRPS of each model in a row, the best in bold. */
export function CrpsCells({ row, models }: { row: Row; models: readonly Model[] }) {
  const best = Math.min(...Object.values(row.crps));
  return (
    <>
      {models.map((model) => {
        const value = row.crps[model];
        const shown = value === undefined ? "–" : number(value, 3);
        return <td key={model}>{value === best ? <strong>{shown}</strong> : shown}</td>;
      })}
    </>
  );
}
