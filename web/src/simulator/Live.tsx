import { useEffect, useState } from "preact/hooks";
import type { Answer, Meta } from "../api/types";
import { locale, t } from "../i18n";
import { months, percent } from "../i18n/format";
import { countryName } from "./names";
import { rested } from "./rest";

/** Further rest before the answer is read out, milliseconds: a reader may think between two steps. */
const REST = 650;

/** The answer for screen readers: once, when the levers rest. */
export function Live({ answer, meta }: { answer: Answer; meta: Meta }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!rested.value) return;
    const timer = setTimeout(() => setSaid(textOf(answer, meta)), REST);
    return () => clearTimeout(timer);
  }, [locale.value, rested.value]);
  return (
    <p class="hidden-text" role="status" aria-live="polite" data-testid="live">
      {said}
    </p>
  );
}

function textOf({ country, by, headline }: Answer, meta: Meta): string {
  return t("sim.announce", {
    country: countryName(meta, country),
    probability: percent(headline.in_race.probability),
    year: by,
    lag: months(headline.lag_by["0.5"], 2),
  });
}
