import { ErrorBoundary, LocationProvider, lazy, Route, Router } from "preact-iso";
import { Simulator } from "./pages/Simulator";
import { Layout } from "./ui/Layout";

// Every page but the first is a chunk of its own, loaded when somebody goes there.
const TrackRecord = lazy(() => import("./pages/TrackRecord").then((m) => m.TrackRecord));
const Evidence = lazy(() => import("./pages/Evidence").then((m) => m.Evidence));
const About = lazy(() => import("./pages/About").then((m) => m.About));
const Embed = lazy(() => import("./pages/Embed").then((m) => m.Embed));
const NotFound = lazy(() => import("./pages/NotFound").then((m) => m.NotFound));

export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Layout>
          <Router>
            <Route path="/" component={Simulator} />
            <Route path="/track-record" component={TrackRecord} />
            <Route path="/evidence/:id?" component={Evidence} />
            <Route path="/about" component={About} />
            <Route path="/embed" component={Embed} />
            <Route default component={NotFound} />
          </Router>
        </Layout>
      </ErrorBoundary>
    </LocationProvider>
  );
}
