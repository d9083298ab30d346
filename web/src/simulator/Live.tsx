import { useEffect, useState } from "preact/hooks";
import type { Answer, Meta } from "../api/types";
import { t } from "../i18n";
import { months, percent } from "../i18n/format";
import { settled } from "../state/store";
import { countryName } from "./names";

/** Rest before the answer is read out: nobody wants every step of a drag, milliseconds. */
const REST = 900;

/** The answer for screen readers: once, when the levers rest. */
export function Live({ answer, meta }: { answer: Answer; meta: Meta }) {
  const [said, setSaid] = useState("");
  const { country, by, headline } = answer;
  const text = t("sim.announce", {
    country: countryName(meta, country),
    probability: percent(headline.probability),
    year: by,
    lag: months(headline.lag_by["0.5"], 2),
  });
  const rested = settled.value;
  useEffect(() => {
    if (!rested) return;
    const timer = setTimeout(() => setSaid(text), REST);
    return () => clearTimeout(timer);
  }, [text, rested]);
  return (
    <p class="hidden-text" role="status" aria-live="polite" data-testid="live">
      {said}
    </p>
  );
}
