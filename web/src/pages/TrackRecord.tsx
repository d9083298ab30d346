import { t } from "../i18n";
import { useTitle } from "../ui/title";

export function TrackRecord() {
  useTitle(t("nav.track_record"));
  return <h1>{t("nav.track_record")}</h1>;
}
