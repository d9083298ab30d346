import { pick, t } from "../i18n";
import { TODAY } from "../state/scenario";
import {
  condition,
  history,
  metaError,
  problems,
  refusal,
  setScene,
  undoStep,
} from "../state/store";

/** What went wrong and what to do: links that do not fit, a lost server, a refused state. */
export function Notices() {
  return (
    <>
      <LinkNotice />
      <ServerNotice />
      <RefusalNotice />
    </>
  );
}

/** Problems of a link that are listed one by one. */
const LISTED = 10;

function LinkNotice() {
  if (problems.value.length === 0) return null;
  const unlisted = problems.value.length - LISTED;
  return (
    <div class="notice" role="alert" data-testid="link-notice">
      <p>
        <b>{t("link.title")}</b>
      </p>
      <ul>
        {problems.value.slice(0, LISTED).map(({ key, part, found }) => (
          <li key={key + part + found}>{t(key, { part, found })}</li>
        ))}
        {unlisted > 0 && <li>{t("link.more", { count: unlisted })}</li>}
      </ul>
      <button
        type="button"
        onClick={() => {
          problems.value = [];
        }}
      >
        {t("link.dismiss")}
      </button>
    </div>
  );
}

function ServerNotice() {
  const state = condition.value;
  if (metaError.value !== null) {
    return (
      <p class="notice kept-in-sight" role="alert" data-testid="server-notice">
        {t("trouble.start")}
      </p>
    );
  }
  if (state !== "lost" && state !== "busy") return null;
  return (
    <p class="notice kept-in-sight" role="alert" data-testid="server-notice">
      {t(`trouble.${state}`)}
    </p>
  );
}

function RefusalNotice() {
  const error = refusal.value;
  if (!error) return null;
  const steps = history.value;
  return (
    <div class="notice kept-in-sight" role="alert" data-testid="refusal-notice">
      <p>
        {t("trouble.refused")} {pick(error.problem.message)}
      </p>
      <div class="buttons">
        {steps && steps.past.length > 0 && (
          <button type="button" onClick={undoStep}>
            {t("trouble.undo")}
          </button>
        )}
        <button type="button" onClick={() => setScene(TODAY)}>
          {t("trouble.reset")}
        </button>
      </div>
    </div>
  );
}
