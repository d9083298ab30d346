import { t } from "../i18n";

export function Embed() {
  return <h1>{t("nav.simulator")}</h1>;
}
