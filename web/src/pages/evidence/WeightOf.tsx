import type { ParameterRow, Weight } from "../../api/types";
import { pick, t } from "../../i18n";
import { Resource } from "../../ui/Resource";
import { share } from "./Weights";

/** How much of a country's answer hangs on one parameter. */
export function WeightOf({ row, focal }: { row: ParameterRow; focal: string }) {
  return (
    <Resource<Weight> path={`/api/weight?country=${focal}`}>
      {({ coverage, place }) => {
        const parts = coverage.shares.filter(
          ({ number }) => number === row.name || number.endsWith(`.${row.name}`),
        );
        const own = parts.find(
          ({ number }) => number === row.name || number === `${focal}.${row.name}`,
        );
        const all = parts.reduce((sum, { lag }) => sum + lag, 0);
        const more = all > (own?.lag ?? 0);
        return (
          <p class="prose">
            {t("evidence.weight_of", {
              country: pick(place),
              own: share((own?.lag ?? 0) / coverage.explained.lag),
              year: coverage.question.by,
            })}
            {more &&
              ` ${t("evidence.weight_of_all", { all: share(all / coverage.explained.lag) })}`}
          </p>
        );
      }}
    </Resource>
  );
}
