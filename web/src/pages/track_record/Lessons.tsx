import type { TrackRecord } from "../../api/types";
import { pick, t } from "../../i18n";
import { month, number, percent } from "../../i18n/format";
import { date } from "../dates";
import { errorShares, rowsOf, standsSince, type Told, toldOf } from "./lookup";
import { modelName } from "./words";

const EARLY = "2024-03-31";
/** The end of the month in which the article came out. */
const ARTICLE = "2025-04-30";
const AUTUMN = "2025-09-30";

/** How the model did on best scores, in a paragraph of numbers. */
export function Headline({ record }: { record: TrackRecord }) {
  const skill = record.skill.find(({ quantity }) => quantity === "best_eci")!;
  const all = rowsOf(record, "best_eci").at(-1)!;
  return (
    <p class="prose">
      {t("track_record.skill_line", {
        baseline: modelName(skill.baseline),
        ratio: percent(skill.ratio),
        low: percent(skill.low),
        high: percent(skill.high),
        within_50: percent(all.within_50),
        within_90: percent(all.within_90),
      })}
    </p>
  );
}

/** Where the model was wrong, and what it would have told in the article's month. */
export function Lessons({ record }: { record: TrackRecord }) {
  const eci = (origin: string, country: string, at: string) =>
    toldOf(record, origin, country, "best_eci", at)!;
  const name = (code: string) =>
    pick(record.countries.find((country) => country.code === code)!.name);
  const shares = errorShares(record, "best_eci");
  const china = eci(EARLY, "CN", "2026-03");
  const before = eci(EARLY, "KR", "2025-04").observed!;
  const spring = eci(ARTICLE, "KR", "2025-05").observed!;
  const winter = eci(AUTUMN, "KR", "2025-12");
  const [us, cn, kr] = (["US", "CN", "KR"] as const).map((code) => eci(ARTICLE, code, "2025-10"));
  return (
    <>
      <section aria-labelledby="article" class="prose">
        <h2 id="article">{t("track_record.article")}</h2>
        <p>
          {t("track_record.article_leaders", {
            month: month("2025-10"),
            us_middle: points(us!.middle),
            us_low: points(us!.low),
            us_high: points(us!.high),
            us_observed: number(us!.observed!, 4),
            cn_middle: points(cn!.middle),
            cn_low: points(cn!.low),
            cn_high: points(cn!.high),
            cn_observed: number(cn!.observed!, 4),
          })}
        </p>
        <p>
          {t("track_record.article_korea", {
            ...told(kr!),
            observed: number(kr!.observed!, 4),
            later: number(winter.observed!, 4),
            later_month: month(winter.month),
          })}
        </p>
      </section>
      <section aria-labelledby="wrong" class="prose">
        <h2 id="wrong">{t("track_record.wrong")}</h2>
        <ul class="lessons">
          <Lesson
            head={t("track_record.wrong_silent_head", { first: name("AE"), second: name("GB") })}
          >
            {t("track_record.wrong_silent", {
              share: percent(shares.get("AE")! + shares.get("GB")!),
            })}
          </Lesson>
          <Lesson head={t("track_record.wrong_china_head")}>
            {t("track_record.wrong_china", {
              ...told(china),
              origin: date(EARLY),
              month: month(china.month),
              observed: points(china.observed!),
            })}
          </Lesson>
          <Lesson head={t("track_record.wrong_korea_head")}>
            {t("track_record.wrong_korea", {
              origin: date(ARTICLE),
              first_jump: points(spring - before),
              second_jump: points(winter.observed! - before),
              month: month(winter.month),
            })}
          </Lesson>
          <Lesson head={t("track_record.wrong_france_head")}>
            {t("track_record.wrong_france", {
              month: month(standsSince(record, "FR", "best_eci")!),
            })}
          </Lesson>
          <Lesson head={t("track_record.wrong_pace_head")}>{t("track_record.wrong_pace")}</Lesson>
          <Lesson head={t("track_record.wrong_near_head")}>{t("track_record.wrong_near")}</Lesson>
        </ul>
      </section>
    </>
  );
}

function Lesson({ head, children }: { head: string; children: string }) {
  return (
    <li>
      <strong>{`${head}.`}</strong> {children}
    </li>
  );
}

/** What the scores mean, and what they do not. */
export function Reading({ record }: { record: TrackRecord }) {
  return (
    <section aria-labelledby="reading" class="prose">
      <h2 id="reading">{t("track_record.reading")}</h2>
      <p>{t("track_record.reading_records")}</p>
      <p>{t("track_record.reading_baselines")}</p>
      <p>{t("track_record.reading_model")}</p>
      <p>{t("track_record.reading_interval", { count: record.origins.length })}</p>
    </section>
  );
}

function told({ low, middle, high }: Told) {
  return { low: points(low), middle: points(middle), high: points(high) };
}

function points(value: number): string {
  return String(Math.round(value));
}
