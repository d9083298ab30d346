import { t } from "../i18n";
import { useTitle } from "../ui/title";

export function About() {
  useTitle(t("nav.about"));
  return <h1>{t("nav.about")}</h1>;
}
