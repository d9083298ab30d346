import type { Answer, Meta } from "../api/types";
import { pick, t } from "../i18n";
import { months, number, percent } from "../i18n/format";
import { futuresText, ofHundred } from "../i18n/futures";
import { ghost, settled } from "../state/store";
import { countryName } from "./names";
import { awaited } from "./rest";
import { ShareButton } from "./ShareButton";
import { openSheet } from "./sheet";

/** The answer in a sentence, as futures of a hundred, and as what it is: a conditional forecast. */
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
        <Dots probability={headline.in_race.probability} country={country} year={answer.by} />
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
      <div class="buttons no-print">
        <button type="button" class="to-levers" onClick={openSheet} data-testid="to-levers">
          {t("sim.to_levers")}
        </button>
        <ShareButton />
      </div>
      <p data-testid="lag-sentence">{pick(headline.lag_sentence)}</p>
      <p data-testid="joined-sentence">{pick(headline.joined_sentence)}</p>
      <p class="small">
        {t("sim.in_race_means", { within: months(answer.within) })}{" "}
        <span data-testid="nearby-sentence">{pick(headline.nearby_sentence)}</span>{" "}
        {t("sim.noise", {
          draws: number(answer.draws, 6),
          seed: answer.seed,
          count: Math.max(Math.round(100 * headline.in_race.error), 1),
        })}{" "}
        {t("sim.conditional")} <a href="/track-record">{t("sim.track_record")}</a>
      </p>
    </div>
  );
}

const COLUMNS = 25;
const ROWS = 4;
const PITCH = 16;
/** Places of a hundred dots, column by column: a share reads as a length, too. */
const PLACES = Array.from({ length: COLUMNS * ROWS }, (_, i) => ({
  x: PITCH * (Math.floor(i / ROWS) + 0.5),
  y: PITCH * ((i % ROWS) + 0.5),
}));

interface DotsProps {
  probability: number;
  country: string;
  year: number;
}

/** A hundred futures, with those marked in which the country is in the race. */
function Dots({ probability, country, year }: DotsProps) {
  const futures = ofHundred(probability);
  return (
    <p class="dots-said">
      <svg
        class="dots"
        viewBox={`0 0 ${COLUMNS * PITCH} ${ROWS * PITCH}`}
        role="img"
        aria-label={t("sim.dots_label", { futures: futuresText(probability), country, year })}
        data-testid="dots"
        data-count={futures}
      >
        {PLACES.map(({ x, y }, i) => (
          <circle key={`${x} ${y}`} class={i < futures ? "in" : "out"} cx={x} cy={y} r={5.5} />
        ))}
      </svg>
      <span aria-hidden="true">{futuresText(probability)}</span>
    </p>
  );
}

/** How far the answer on the screen has come. */
export function Progress({ answer }: { answer: Answer }) {
  return (
    <span class="small progress" data-testid="progress">
      {answer.coarse ? t("sim.coarse") : awaited.value ? t("sim.working") : ""}
    </span>
  );
}
