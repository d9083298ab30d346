import { t } from "../i18n";
import { useTitle } from "../ui/title";

export function NotFound() {
  useTitle(t("not_found.title"));
  return (
    <>
      <h1>{t("not_found.title")}</h1>
      <p>{t("not_found.text")}</p>
      <p>
        <a href="/">{t("not_found.back")}</a>
      </p>
    </>
  );
}
