import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../api/types";
import { t } from "../i18n";
import { months, percent } from "../i18n/format";
import { ghost } from "../state/store";

/** The answer in a line, kept in sight on small screens while the levers are under the finger. */
export function AnswerBar({ answer }: { answer: Answer }) {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const sentence = document.getElementById("answer");
    if (!sentence) return;
    const observer = new IntersectionObserver(([entry]) => setAway(!entry?.isIntersecting));
    observer.observe(sentence);
    return () => observer.disconnect();
  }, []);
  const before = ghost.value;
  if (!away) return null;
  const { in_race: found, lag_by: lag } = answer.headline;
  return (
    <aside class="answer-bar no-print" aria-label={t("sim.bar_label")} data-testid="answer-bar">
      <p>
        <b>{t("sim.bar_now", { probability: percent(found.probability), year: answer.by })}</b>
        {", "}
        {t("sim.bar_lag", { lag: months(lag["0.5"], 2) })}
        {before && (
          <span class="small">
            <br />
            {t("sim.bar_before", {
              probability: percent(before.headline.in_race.probability),
              lag: months(before.headline.lag_by["0.5"], 2),
            })}
          </span>
        )}
      </p>
      <a class="button" href="#changes">
        {t("sim.bar_more")}
      </a>
    </aside>
  );
}
