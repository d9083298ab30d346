import { useEffect } from "preact/hooks";
import type { Claim, ClaimList } from "../../api/types";
import { locale, pick, t } from "../../i18n";
import { Resource } from "../../ui/Resource";
import { date } from "../dates";
import { useQuery } from "../query";
import { Briefs } from "./Briefs";
import { EffectOf } from "./EffectOf";
import { Sources } from "./Sources";

/** The claims of the article, each with its verdict and why. */
export function Claims() {
  return <Resource<ClaimList> path="/api/claims">{(list) => <Found list={list} />}</Resource>;
}

function Found({ list }: { list: ClaimList }) {
  const names = list.verdicts.map(({ name }) => name);
  const [verdict, setVerdict] = useQuery("verdict", "", ["", ...names]);
  const found = list.claims.filter((claim) => !verdict || claim.verdict === verdict);
  const { article } = list;
  // The claims arrive after the page, so the address' own anchor is sought again.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  return (
    <>
      <p class="prose">{t("evidence.claims_lead")}</p>
      <p>
        {t("evidence.article")}: <a href={article.url}>{article.title}</a>
        <span class="small">{` ${article.publisher}, ${date(article.date)}`}</span>
      </p>
      <fieldset class="verdicts">
        <legend>{t("evidence.verdict")}</legend>
        <button type="button" aria-pressed={verdict === ""} onClick={() => setVerdict("")}>
          {`${t("evidence.any")} ${list.claims.length}`}
        </button>
        {list.verdicts
          .filter(({ count }) => count > 0)
          .map(({ name, label, count }) => (
            <button
              type="button"
              key={name}
              aria-pressed={verdict === name}
              onClick={() => setVerdict(name)}
            >
              {`${pick(label)} ${count}`}
            </button>
          ))}
      </fieldset>
      {found.map((claim) => (
        <ClaimCard
          key={claim.id}
          claim={claim}
          verdict={pick(list.verdicts.find(({ name }) => name === claim.verdict)!.label)}
        />
      ))}
    </>
  );
}

function ClaimCard({ claim, verdict }: { claim: Claim; verdict: string }) {
  const note = claim.note[locale.value];
  return (
    <article class="claim prose" id={claim.id}>
      <h2>{pick(claim.label)}</h2>
      <blockquote lang="en">{t("evidence.quote", { quote: claim.quote })}</blockquote>
      <p>
        <span class={`tag verdict ${claim.verdict}`}>{verdict}</span>{" "}
        <span class="small">{t("evidence.reached", { date: date(claim.reached) })}</span>
      </p>
      <p>{pick(claim.reason)}</p>
      {note && <p>{note}</p>}
      <p>
        {t("evidence.would_change")}: {pick(claim.would_change)}
      </p>
      {claim.effect && (
        <>
          <h3>{t("evidence.effect")}</h3>
          <dl class="properties">
            <div>
              <dt>{t("evidence.as_stated")}</dt>
              <dd>{pick(claim.effect.stated)}</dd>
            </div>
            <div>
              <dt>{t(`evidence.as_${claim.effect.against}`)}</dt>
              <dd>{pick(claim.effect.other)}</dd>
            </div>
          </dl>
          <EffectOf claim={claim} />
        </>
      )}
      {claim.facts.length > 0 && (
        <>
          <h3>{t("evidence.claim_facts")}</h3>
          <Briefs facts={claim.facts} />
        </>
      )}
      {claim.sources.length > 0 && (
        <>
          <h3>{t("evidence.sources")}</h3>
          <Sources sources={claim.sources} />
        </>
      )}
    </article>
  );
}
