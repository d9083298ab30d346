import { LOCALES, type Locale, locale, rememberLocale, setLocale, t } from "../i18n";

const NAMES: Record<Locale, string> = { en: "English", ko: "한국어" };

/** Switch the language; the address and every number follow, nothing is asked of the server. */
export function LanguageSwitch() {
  const choose = (next: Locale) => {
    rememberLocale(next);
    void setLocale(next);
  };
  return (
    <fieldset class="language">
      <legend class="hidden-text">{t("nav.language")}</legend>
      {LOCALES.map((code) => (
        <button
          type="button"
          key={code}
          lang={code}
          aria-pressed={locale.value === code}
          onClick={() => choose(code)}
        >
          {NAMES[code]}
        </button>
      ))}
    </fieldset>
  );
}
