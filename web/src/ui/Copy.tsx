import { useState } from "preact/hooks";
import { t } from "../i18n";

interface Props {
  text: () => string;
  label: string;
  testid?: string;
}

/** A button that copies a text, and says whether it did. */
export function Copy({ text, label, testid }: Props) {
  const [told, setTold] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setTold(t("chart.copied"));
    } catch {
      setTold(t("chart.copy_failed"));
    }
    setTimeout(() => setTold(""), 4000);
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy} data-testid={testid}>
        {label}
      </button>
      <span role="status" class="small">
        {told}
      </span>
    </span>
  );
}
