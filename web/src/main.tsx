import { render } from "preact";
import { App } from "./app";
import { firstLocale, setLocale } from "./i18n";
import { recallTheme } from "./state/theme";
import "./styles/tokens.css";
import "./styles/base.css";

recallTheme();
await setLocale(firstLocale(location.search));
render(<App />, document.getElementById("app")!);
