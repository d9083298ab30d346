import type { ComponentChildren } from "preact";
import type { CitedFact, Fact, Use } from "../../api/types";
import { locale, pick, t } from "../../i18n";
import { number } from "../../i18n/format";
import { Resource } from "../../ui/Resource";
import { useTitle } from "../../ui/title";
import { date } from "../dates";
import { amount, spreadText } from "./amount";
import { Sources } from "./Sources";

/** All that is known of a fact. */
export function FactCard({ id }: { id: string }) {
  return (
    <div class="evidence card">
      <p>
        <a href="/evidence">{t("evidence.back_facts")}</a>
      </p>
      <Resource<Fact> path={`/api/evidence/${encodeURIComponent(id)}`} heading={id}>
        {(fact) => <Told fact={fact} />}
      </Resource>
    </div>
  );
}

function Told({ fact }: { fact: Fact }) {
  useTitle(pick(fact.label));
  const { age_years: age } = fact;
  return (
    <>
      <h1>{pick(fact.label)}</h1>
      <p class="small">
        {[pick(fact.place), t(`evidence.kinds.${fact.kind}`)].join(" · ")} <code>{fact.id}</code>
      </p>
      <p class="value">{amount(fact.value, fact.unit)}</p>
      {fact.spread && <p>{spreadText(fact.spread, fact.unit)}</p>}
      <p lang="en" class="prose">
        {fact.note}
      </p>
      <dl class="properties">
        <Property name={t("evidence.date")}>{date(fact.date)}</Property>
        {fact.told && <Property name={t("evidence.told")}>{date(fact.told)}</Property>}
        <Property name={t("evidence.age")}>
          {age > 0
            ? t("evidence.years", { count: age, number: number(age, 2) })
            : t("evidence.ahead")}
          {fact.doubts.some(({ rule }) => rule === "stale") && (
            <span class="tag warn">{t("evidence.stale")}</span>
          )}
        </Property>
        <Property name={t("evidence.confidence")}>
          {t(`evidence.confidences.${fact.confidence}`)}
        </Property>
        {fact.derived && (
          <Property name={t("evidence.derived")}>
            <span lang="en">{fact.derived}</span>
          </Property>
        )}
      </dl>
      {locale.value === "ko" && <p class="small">{t("evidence.in_english")}</p>}
      <h2>{t("evidence.sources")}</h2>
      <Sources sources={fact.sources} />
      {fact.conflicts.length > 0 && (
        <>
          <h2>{t("evidence.conflicts")}</h2>
          <p class="prose">{t("evidence.conflicts_lead")}</p>
          <SideBySide fact={fact} others={fact.conflicts} />
        </>
      )}
      {fact.same.length > 0 && (
        <>
          <h2>{t("evidence.same")}</h2>
          <p class="prose">{t("evidence.same_lead")}</p>
          <SideBySide fact={fact} others={fact.same} />
        </>
      )}
      <h2>{t("evidence.uses")}</h2>
      {fact.uses.length === 0 ? (
        <p>{t(fact.context ? "evidence.context" : "evidence.uses_none")}</p>
      ) : (
        <ul class="briefs">
          {fact.uses.map((use) => (
            <li key={[use.kind, use.name, use.place?.en, use.second?.name].join()}>
              <UseLink use={use} />
            </li>
          ))}
        </ul>
      )}
      {fact.claims.length > 0 && (
        <>
          <h2>{t("evidence.used_in_claims")}</h2>
          <ul class="briefs">
            {fact.claims.map((claim) => (
              <li key={claim.id}>
                <a href={`/evidence?tab=claims#${claim.id}`}>{pick(claim.label)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Property({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A fact beside those that tell the same, each with its sources. */
function SideBySide({ fact, others }: { fact: CitedFact; others: CitedFact[] }) {
  return (
    <ul class="sides">
      {[fact, ...others].map((each) => (
        <li key={each.id}>
          <p class="value">{amount(each.value, each.unit)}</p>
          {each.spread && <p class="small">{spreadText(each.spread, each.unit)}</p>}
          <p>
            {each === fact ? (
              <strong>{t("evidence.this_fact")}</strong>
            ) : (
              <a href={`/evidence/${each.id}`}>{pick(each.label)}</a>
            )}
            <span class="small">
              {` ${date(each.date)}, ${t(`evidence.confidences.${each.confidence}`)}`}
            </span>
          </p>
          {each !== fact && (
            <p lang="en" class="small">
              {each.note}
            </p>
          )}
          <Sources sources={each.sources} />
        </li>
      ))}
    </ul>
  );
}

function UseLink({ use }: { use: Use }) {
  const said =
    use.kind === "correlation"
      ? t("evidence.use_correlation", { label: pick(use.second!.label) })
      : t(`evidence.use_${use.kind}`);
  const place = use.place ? `${pick(use.place)}, ` : "";
  const href = use.kind === "policy" ? `/?p=${use.name}` : `/evidence?parameter=${use.name}`;
  return (
    <>
      <a href={href}>{pick(use.label)}</a> <span class="small">{`(${place}${said})`}</span>
    </>
  );
}
