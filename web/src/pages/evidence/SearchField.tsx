import { t } from "../../i18n";

interface Props {
  value: string;
  hint: string;
  onChange: (value: string) => void;
}

/** The words that a list is searched for. */
export function SearchField({ value, hint, onChange }: Props) {
  return (
    <label class="wide">
      {t("evidence.search")}
      <input
        type="search"
        value={value}
        placeholder={hint}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
