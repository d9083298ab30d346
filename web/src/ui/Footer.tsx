import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { month } from "../i18n/format";
import { loadMeta, meta } from "../state/store";

/** What every page rests on: version, data and licence, and where to read about them. */
export function Footer() {
  useEffect(() => {
    void loadMeta();
  }, []);
  const known = meta.value;
  return (
    <footer class="site-foot">
      <p data-testid="footer">
        {known && `${t("footer.version", { version: known.version, month: month(known.as_of) })} `}
        {t("footer.licence")}
      </p>
      <ul class="no-print">
        <li>
          <a href="/about#version">{t("footer.about")}</a>
        </li>
        <li>
          <a href="/about#cite">{t("footer.cite")}</a>
        </li>
        <li>
          <a href="/evidence">{t("footer.sources")}</a>
        </li>
      </ul>
    </footer>
  );
}
