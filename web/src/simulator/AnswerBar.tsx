import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../api/types";
import { t } from "../i18n";
import { months, percent } from "../i18n/format";
import { answer, ghost } from "../state/store";
import { closeSheet, openSheet, sheet } from "./sheet";

/** The answer in a line, kept in sight on small screens, with the way to the levers. */
export function AnswerBar({ answer }: { answer: Answer }) {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const sentence = document.getElementById("answer");
    if (!sentence) return;
    const observer = new IntersectionObserver(([entry]) => setAway(!entry?.isIntersecting));
    observer.observe(sentence);
    return () => observer.disconnect();
  }, []);
  if (!away || sheet.value) return null;
  return (
    <aside class="answer-bar no-print" aria-label={t("sim.bar_label")} data-testid="answer-bar">
      <Line answer={answer} />
      <div class="buttons">
        <button type="button" onClick={openSheet} data-testid="bar-levers">
          {t("levers.title")}
        </button>
        <a class="button" href="#changes">
          {t("sim.bar_more")}
        </a>
      </div>
    </aside>
  );
}

/** The same line at the top of the levers, while these lie over the page. */
export function SheetHead() {
  const found = answer.value;
  if (!sheet.value) return null;
  return (
    <div class="sheet-head no-print" data-testid="sheet-head">
      {found && <Line answer={found} />}
      <button type="button" onClick={closeSheet} data-testid="close-levers">
        {t("sim.close_levers")}
      </button>
    </div>
  );
}

function Line({ answer }: { answer: Answer }) {
  const { in_race: found, lag_by: lag } = answer.headline;
  const before = ghost.value;
  return (
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
  );
}
