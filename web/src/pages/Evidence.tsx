import { t } from "../i18n";
import { useTitle } from "../ui/title";

export function Evidence() {
  useTitle(t("nav.evidence"));
  return <h1>{t("nav.evidence")}</h1>;
}
