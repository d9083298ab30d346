import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../i18n";

/** Head of a printed page: whose it is, when it was printed, and where it is found. */
export function PrintHead() {
  const [printed, setPrinted] = useState(() => new Date());
  useEffect(() => {
    const now = () => setPrinted(new Date());
    addEventListener("beforeprint", now);
    return () => removeEventListener("beforeprint", now);
  }, []);
  const date = new Intl.DateTimeFormat(locale.value === "ko" ? "ko-KR" : "en-GB", {
    dateStyle: "long",
  }).format(printed);
  return (
    <div class="print-only print-head" data-testid="print-head">
      <b>Slipstream</b>
      <span>{t("print.date", { date })}</span>
      <span>{location.host + location.pathname}</span>
    </div>
  );
}
