import { t } from "../i18n";
import { answer } from "../state/store";
import { Copy } from "../ui/Copy";
import { link, ShareButton } from "./ShareButton";

/** A link that opens as the same picture, and the lines that give the same numbers. */
export function Share() {
  return (
    <section class="share no-print" aria-labelledby="share-title" data-testid="share">
      <h2 id="share-title">{t("share.title")}</h2>
      <h3>{t("share.link")}</h3>
      <div class="buttons">
        {"share" in navigator && <ShareButton />}
        <Copy label={t("share.link_en")} text={() => link("en")} testid="copy-link-en" />
        <Copy label={t("share.link_ko")} text={() => link("ko")} testid="copy-link-ko" />
      </div>
      <Link />
      <details>
        <summary data-testid="reproduce">{t("share.reproduce")}</summary>
        {(["shell", "python"] as const).map((kind) => (
          <div key={kind}>
            <h3>{t(`share.${kind}`)}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
            <pre tabIndex={0} data-testid={`reproduce-${kind}`}>
              <Lines kind={kind} />
            </pre>
            <Copy label={t("chart.copy")} text={() => answer.value!.reproduce[kind]} />
          </div>
        ))}
      </details>
    </section>
  );
}

function Link() {
  return (
    <label>
      <span class="small">{t("share.link_label")}</span>
      <input
        type="text"
        readOnly
        value={link()}
        data-testid="link"
        onFocus={(event) => event.currentTarget.select()}
      />
    </label>
  );
}

function Lines({ kind }: { kind: "shell" | "python" }) {
  return <code>{answer.value!.reproduce[kind]}</code>;
}
