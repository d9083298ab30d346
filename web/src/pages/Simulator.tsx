import { t } from "../i18n";
import { useTitle } from "../ui/title";

export function Simulator() {
  useTitle(t("nav.simulator"));
  return <h1>{t("nav.simulator")}</h1>;
}
