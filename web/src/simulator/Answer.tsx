import type { Answer, Meta } from "../api/types";
import { pick, t } from "../i18n";
import { months, number, percent } from "../i18n/format";
import { ghost, settled } from "../state/store";
import { countryName } from "./names";
import { awaited } from "./rest";

/** The answer in a sentence, as futures of twenty, and as what it is: a conditional forecast. */
export function AnswerView({ answer, meta }: { answer: Answer; meta: Meta }) {
  const { headline } = answer;
  const country = countryName(meta, answer.country);
  const before = ghost.value;
  return (
    <div
      class="answer"
      id="answer"
      data-testid="answer"
      data-key={answer.key}
      data-settled={settled.value}
    >
      <p class="answer-sentence" data-testid="sentence">
        {pick(headline.sentence)}
      </p>
      <div class="dots-line">
        <Dots count={headline.dots} country={country} year={answer.by} />
        {before && (
          <span class="before" data-testid="before">
            {t("sim.bar_before", {
              probability: percent(before.headline.in_race.probability),
              lag: months(before.headline.lag_by["0.5"], 2),
            })}
            {" - "}
            <a href="#changes">{t("sim.bar_more")}</a>
          </span>
        )}
      </div>
      <p data-testid="lag-sentence">{pick(headline.lag_sentence)}</p>
      <p data-testid="joined-sentence">{pick(headline.joined_sentence)}</p>
      <p class="small">
        {t("sim.in_race_means", { within: months(answer.within) })}{" "}
        <span data-testid="nearby-sentence">{pick(headline.nearby_sentence)}</span>{" "}
        {t("sim.conditional")} <a href="/track-record">{t("sim.track_record")}</a>
      </p>
      <a class="button to-levers no-print" href="#levers-title">
        {t("sim.to_levers")}
      </a>
    </div>
  );
}

const TWENTY = Array.from({ length: 20 }, (_, i) => i);

function Dots({ count, country, year }: { count: number; country: string; year: number }) {
  return (
    <p class="dots-said">
      <svg
        class="dots"
        viewBox="0 0 400 20"
        role="img"
        aria-label={t("sim.dots_label", { count, country, year })}
        data-testid="dots"
        data-count={count}
      >
        {TWENTY.map((i) => (
          <circle key={i} class={i < count ? "in" : "out"} cx={10 + 20 * i} cy={10} r={7.5} />
        ))}
      </svg>
      <span aria-hidden="true">{t("sim.dots", { count })}</span>
    </p>
  );
}

/** How far the answer on the screen has come. */
export function Progress({ answer }: { answer: Answer }) {
  return (
    <span class="small progress" data-testid="progress">
      {answer.coarse
        ? t("sim.coarse")
        : awaited.value
          ? t("sim.working")
          : t("sim.full", { draws: number(answer.draws, 6) })}
    </span>
  );
}
