import { t } from "../../i18n";
import { Briefs } from "./Briefs";
import type { Grounded } from "./kinds";

/** What a number rests on: facts, or a word that it is an assumption. */
export function Ground({ rests }: { rests: Grounded }) {
  const { facts, assumption, why } = rests;
  return (
    <div class="ground">
      {assumption && (
        <p>
          <span class="tag warn">{t("evidence.assumption")}</span>{" "}
          <span lang="en">{assumption}</span>
        </p>
      )}
      {why && (
        <p>
          {t("evidence.why")}: <span lang="en">{why}</span>
        </p>
      )}
      {facts.length > 0 && (
        <>
          <p>{t("evidence.claim_facts")}:</p>
          <Briefs facts={facts} />
        </>
      )}
    </div>
  );
}
