import type { Meta, Scenario } from "../api/types";
import { pick, t } from "../i18n";
import { answer, setCountry, setQuestion } from "../state/store";
import { Choice } from "../ui/Choice";
import { countryName } from "./names";

/** The question in words, and the parts of it that can be chosen. */
export function Question({ meta, scenario }: { meta: Meta; scenario: Scenario }) {
  const [firstYear, lastYear] = meta.limits.by;
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return (
    <div class="question">
      <h1>{questionText(scenario, meta)}</h1>
      <div class="controls no-print">
        <Choice
          label={t("sim.country")}
          value={scenario.country}
          options={meta.countries.map((country) => ({
            value: country.code,
            label: pick(country.name),
          }))}
          testid="country"
          onChange={setCountry}
        />
        <Choice
          label={t("sim.by")}
          value={String(scenario.by)}
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
            value={scenario.within}
            data-testid="within"
            onChange={(event) => {
              const { valueAsNumber, validity } = event.currentTarget;
              if (validity.valid && Number.isFinite(valueAsNumber)) {
                setQuestion({ within: valueAsNumber });
              } else event.currentTarget.value = String(scenario.within);
            }}
          />
        </label>
      </div>
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
