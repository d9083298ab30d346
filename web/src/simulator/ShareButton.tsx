import { pick, t } from "../i18n";
import { answer } from "../state/store";
import { Copy } from "../ui/Copy";
import { stateAddress } from "./address";

/** The address of the picture on the screen, in a language. */
export function link(lang?: "en" | "ko"): string {
  return `${location.origin}/${stateAddress(lang ? { lang } : {}) ?? ""}`;
}

/** Hand the picture on: by the system's own list of ways where it has one, else as a copied link. */
export function ShareButton() {
  if (typeof navigator.share !== "function") {
    return <Copy label={t("share.copy_link")} text={link} testid="share-link" />;
  }
  return (
    <button type="button" onClick={() => void share()} data-testid="share-link">
      {t("share.share")}
    </button>
  );
}

async function share(): Promise<void> {
  const headline = answer.value?.headline;
  try {
    await navigator.share({
      title: headline ? pick(headline.question) : t("sim.title"),
      text: headline ? pick(headline.sentence) : "",
      url: link(),
    });
  } catch {
    // Whoever closed the list without choosing meant to.
  }
}
