import type { Scenario } from "../api/request";
import type { Meta } from "../api/types";
import { pick, t } from "../i18n";
import { answer, scenario, setCountry, setQuestion } from "../state/store";
import { Choice } from "../ui/Choice";
import { countryName } from "./names";

/** The question in words, and the parts of it that can be chosen. */
export function Question({ meta }: { meta: Meta }) {
  const now = scenario.value!;
  return (
    <div class="question">
      <h1>{questionText(now, meta)}</h1>
      <Parts meta={meta} country={now.country} by={now.by} within={now.within} />
    </div>
  );
}

interface PartsProps {
  meta: Meta;
  country: string;
  by: number;
  within: number;
}

function Parts({ meta, country, by, within }: PartsProps) {
  const [firstYear, lastYear] = meta.limits.by;
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return (
    <div class="controls no-print">
      <Choice
        label={t("sim.country")}
        value={country}
        options={meta.countries.map((each) => ({ value: each.code, label: pick(each.name) }))}
        testid="country"
        onChange={setCountry}
      />
      <Choice
        label={t("sim.by")}
        value={String(by)}
        options={years.map((year) => ({ value: String(year), label: String(year) }))}
        testid="by"
        onChange={(value) => setQuestion({ by: Number(value) })}
      />
      <label>
        {t("sim.within")}
        <input
          type="number"
          min={meta.limits.within[0]}
          max={meta.limits.within[1]}
          step="any"
          value={within}
          data-testid="within"
          onChange={(event) => {
            const { valueAsNumber, validity } = event.currentTarget;
            if (validity.valid && Number.isFinite(valueAsNumber)) {
              setQuestion({ within: valueAsNumber });
            } else event.currentTarget.value = String(within);
          }}
        />
      </label>
    </div>
  );
}

/** The server's wording once it has answered this question; before that, one that fits any. */
function questionText(scenario: Scenario, meta: Meta): string {
  const found = answer.value;
  if (found && found.country === scenario.country && found.by === scenario.by) {
    return pick(found.headline.question);
  }
  return t("sim.question", { country: countryName(meta, scenario.country), year: scenario.by });
}
