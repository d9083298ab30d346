import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Meta } from "../api/types";
import { t } from "../i18n";
import { Levers } from "../levers/Levers";
import { AnswerView } from "../simulator/Answer";
import { AnswerBar } from "../simulator/AnswerBar";
import { enter, followState, stateAddress } from "../simulator/address";
import { Changes } from "../simulator/Changes";
import { Charts } from "../simulator/Charts";
import { Live } from "../simulator/Live";
import { Notices } from "../simulator/Notices";
import { Question } from "../simulator/Question";
import { RankingView } from "../simulator/Ranking";
import { Share } from "../simulator/Share";
import { DisplaySwitch, Toolbar } from "../simulator/Toolbar";
import { answer, history, hurry, loadMeta, meta, refusal, scenario } from "../state/store";
import { useTitle } from "../ui/title";
import "../simulator/simulator.css";

/** The simulator: the answer, its charts, and the levers that move it. */
export function Simulator() {
  useTitle(t("sim.title"));
  const { url } = useLocation();
  useEffect(() => {
    void loadMeta();
    addEventListener("online", hurry);
    return () => removeEventListener("online", hurry);
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
      {known && scenario.value ? <Content meta={known} /> : <p role="status">{t("sim.waiting")}</p>}
    </>
  );
}

function Content({ meta: known }: { meta: Meta }) {
  const now = scenario.value!;
  const found = answer.value;
  return (
    <div class="simulator">
      <div class="results">
        <Question meta={known} scenario={now} />
        {found ? (
          <>
            <AnswerView answer={found} meta={known} />
            <Charts meta={known} answer={found} />
            <DisplaySwitch />
          </>
        ) : (
          !refusal.value && <p role="status">{t("sim.waiting")}</p>
        )}
      </div>
      <div class="side">
        <Toolbar meta={known} scenario={now} />
        <Levers meta={known} scenario={now} />
      </div>
      <div class="rest">
        <Changes meta={known} scenario={now} />
        <RankingView meta={known} scenario={now} />
        {found && <Share answer={found} />}
      </div>
      {found && <AnswerBar answer={found} />}
      {found && <Live answer={found} meta={known} />}
    </div>
  );
}
