import "./texts";
import { useEffect } from "preact/hooks";
import type { Block, ModelDescription } from "../api/types";
import { locale, pick, t } from "../i18n";
import { number } from "../i18n/format";
import { Resource } from "../ui/Resource";
import { useTitle } from "../ui/title";
import { date } from "./dates";
import "./about/about.css";

/** Characters of a hash that tell it from others. */
const SHORT = 8;

/** The equations with their words, the weaknesses, and how to cite. */
export function About() {
  useTitle(t("about.title"));
  return (
    <div class="about">
      <h1>{t("about.title")}</h1>
      <p class="prose">{t("about.lead")}</p>
      <Resource<ModelDescription> path="/api/model">
        {(model) => <Sections model={model} />}
      </Resource>
    </div>
  );
}

function Sections({ model }: { model: ModelDescription }) {
  const titles = model.sections.map(({ id, title }) => ({ id, title: pick(title) }));
  // The equations arrive after the page, so the address' own anchor is sought again.
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <div class="columns">
      <nav aria-label={t("about.contents")}>
        <ul>
          {[
            ...titles,
            { id: "version", title: t("about.version_title") },
            { id: "cite", title: t("about.cite_title") },
          ].map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="prose">
        {model.sections.map((section) => (
          <section key={section.id} aria-labelledby={section.id}>
            <h2 id={section.id}>{pick(section.title)}</h2>
            {section.blocks.map((block, i) => (
              <Part key={block.equations[0] ?? i} block={block} model={model} />
            ))}
          </section>
        ))}
        <Version model={model} />
      </div>
    </div>
  );
}

/** One or a few equations with their words, which are HTML made from our own documentation. */
function Part({ block, model }: { block: Block; model: ModelDescription }) {
  const [first, ...others] = block.equations;
  return (
    <div class={first ? "part" : undefined} id={first}>
      {others.map((name) => (
        <span key={name} id={name} />
      ))}
      <div dangerouslySetInnerHTML={{ __html: block.html[locale.value] }} />
      {first && block.rows.length > 0 && (
        <p class="small enters">
          {`${t("about.enters")}: `}
          {block.rows.map((name, i) => (
            <>
              {i > 0 && ", "}
              <a href={`/evidence?parameter=${name}`}>{pick(model.rows[name]!)}</a>
            </>
          ))}
        </p>
      )}
    </div>
  );
}

function Version({ model }: { model: ModelDescription }) {
  const { version, posterior, cite } = model;
  const hash = posterior.sha256.slice(0, SHORT);
  return (
    <>
      <section aria-labelledby="version">
        <h2 id="version">{t("about.version_title")}</h2>
        <dl class="about-version">
          <dt>{t("about.version")}</dt>
          <dd>{version}</dd>
          <dt>{t("about.posterior")}</dt>
          <dd>
            {t("about.posterior_value", {
              hash: posterior.sha256,
              members: number(posterior.members, 6),
            })}
          </dd>
          <dt>{t("about.data_cutoff")}</dt>
          <dd>{date(posterior.data_cutoff)}</dd>
          <dt>{t("about.made_by")}</dt>
          <dd>
            <code>{posterior.command}</code>
          </dd>
          <dt>{t("about.licence")}</dt>
          <dd>{cite.licence}</dd>
        </dl>
      </section>
      <section aria-labelledby="cite">
        <h2 id="cite">{t("about.cite_title")}</h2>
        <blockquote>
          {t("about.cite", {
            authors: cite.authors.join(", "),
            title: /[.?!]$/.test(cite.title) ? cite.title : `${cite.title}.`,
            version,
            hash,
          })}
        </blockquote>
        <p>{t("about.cite_note")}</p>
      </section>
    </>
  );
}
