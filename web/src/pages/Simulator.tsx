import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Meta } from "../api/types";
import { t } from "../i18n";
import { Levers } from "../levers/Levers";
import { AnswerView } from "../simulator/Answer";
import { AnswerBar, SheetHead } from "../simulator/AnswerBar";
import { enter, followState, stateAddress } from "../simulator/address";
import { Changes } from "../simulator/Changes";
import { Charts } from "../simulator/Charts";
import { PolicyInWords, SourcesAndLink } from "../simulator/Handout";
import { Live } from "../simulator/Live";
import { Notices } from "../simulator/Notices";
import { Question } from "../simulator/Question";
import { RankingView } from "../simulator/Ranking";
import { Share } from "../simulator/Share";
import { closeSheet, sheet } from "../simulator/sheet";
import { DisplaySwitch, Toolbar } from "../simulator/Toolbar";
import { stepAhead } from "../state/ahead";
import { answer, begun, history, hurry, loadMeta, meta, refusal } from "../state/store";
import { useTitle } from "../ui/title";
import "../simulator/simulator.css";

/** The simulator: the answer, its charts, and the levers that move it. */
export function Simulator() {
  useTitle(t("sim.title"));
  const { url } = useLocation();
  useEffect(() => {
    void loadMeta();
    addEventListener("online", hurry);
    const stop = stepAhead();
    return () => {
      stop();
      removeEventListener("online", hurry);
    };
  }, []);
  const known = meta.value;
  useEffect(() => {
    if (!known) return;
    // A bare address keeps what is on the screen, with the steps that led there; so does its own.
    const kept = location.search === "" || location.search === stateAddress();
    if (history.value === null || !kept) enter(location.search, known);
    return followState();
  }, [known, url]);

  return (
    <>
      <Notices />
      {known && begun.value ? <Content meta={known} /> : <p role="status">{t("sim.waiting")}</p>}
    </>
  );
}

// Each part reads what it shows by itself, so that an answer does not draw the levers anew, nor a
// lever the charts.
function Content({ meta: known }: { meta: Meta }) {
  return (
    <div class="simulator">
      <div class="results">
        <Question meta={known} />
        <Results meta={known} />
        <DisplaySwitch />
      </div>
      <Side meta={known} />
      <div class="rest">
        <PolicyInWords meta={known} />
        <Changes meta={known} />
        <SourcesAndLink meta={known} />
        <RankingView meta={known} />
        <Sharing />
      </div>
      <Spoken meta={known} />
    </div>
  );
}

function Side({ meta: known }: { meta: Meta }) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && sheet.value) closeSheet();
    };
    addEventListener("keydown", pressed);
    return () => {
      removeEventListener("keydown", pressed);
      sheet.value = false;
    };
  }, []);
  return (
    <div class={sheet.value ? "side sheet" : "side"} data-testid="side">
      <SheetHead />
      <Toolbar meta={known} />
      <Levers meta={known} />
    </div>
  );
}

function Results({ meta: known }: { meta: Meta }) {
  const found = answer.value;
  if (!found) return refusal.value ? null : <p role="status">{t("sim.waiting")}</p>;
  return (
    <>
      <AnswerView answer={found} meta={known} />
      <Charts meta={known} answer={found} />
    </>
  );
}

function Sharing() {
  return answer.value && <Share />;
}

function Spoken({ meta: known }: { meta: Meta }) {
  const found = answer.value;
  return (
    found && (
      <>
        <AnswerBar answer={found} />
        <Live answer={found} meta={known} />
      </>
    )
  );
}
