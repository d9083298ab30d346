import { t } from "../i18n";
import { switchTheme, theme } from "../state/theme";

/** Dark pages instead of light ones, or the other way round. */
export function ThemeSwitch() {
  return (
    <button
      type="button"
      class="theme"
      aria-pressed={theme.value === "dark"}
      aria-label={t("nav.dark")}
      title={t("nav.dark")}
      onClick={switchTheme}
      data-testid="theme"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" />
        <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" />
      </svg>
    </button>
  );
}
