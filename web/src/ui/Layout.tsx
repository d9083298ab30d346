import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { t } from "../i18n";
import { Footer } from "./Footer";
import { LanguageSwitch } from "./LanguageSwitch";
import { PrintHead } from "./PrintHead";
import { ThemeSwitch } from "./ThemeSwitch";
import "./layout.css";

const PAGES = [
  { path: "/", key: "nav.simulator" },
  { path: "/track-record", key: "nav.track_record" },
  { path: "/evidence", key: "nav.evidence" },
  { path: "/about", key: "nav.about" },
] as const;

/** The frame of every page: skip link, name, pages, language, theme, content, footer. */
export function Layout({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  if (path === "/embed") return <main id="content">{children}</main>;
  return (
    <>
      <a class="skip" href="#content">
        {t("nav.skip")}
      </a>
      <header class="site no-print">
        <a class="brand" href="/">
          Slipstream
        </a>
        <nav aria-label={t("nav.label")}>
          <ul>
            {PAGES.map((page) => (
              <li key={page.path}>
                <a href={page.path} aria-current={here(page.path, path) ? "page" : undefined}>
                  {t(page.key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <PrintHead />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function here(page: string, path: string): boolean {
  return page === "/" ? path === "/" : path === page || path.startsWith(`${page}/`);
}
