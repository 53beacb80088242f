/** The page: bars, rails, stage, diagram. */
import { type PageContext, type Panel, say } from "../page/context.ts";
import type { PageState, Tab } from "../page/page-state.ts";
import { viewportOf } from "../space-time/viewport.ts";
import { BreakIt } from "./break-it.tsx";
import { EndOfRun } from "./end-of-run.tsx";
import { GraphTab } from "./graph-tab.tsx";
import { Help } from "./help.tsx";
import { Inspector } from "./inspector.tsx";
import { lazyPart } from "./lazy.tsx";
import { MiniMap } from "./mini-map.tsx";
import { NothingYet } from "./nothing-yet.tsx";
import { Notices } from "./notices.tsx";
import { Splitter } from "./splitter.tsx";
import { TopBar } from "./top-bar.tsx";
import { TourCard } from "./tour-card.tsx";
import { Transport } from "./transport.tsx";
import { Welcome } from "./welcome.tsx";

const TABS: readonly { readonly tab: Tab; readonly name: "graph" | "eventTime" | "state" | "checkpoints" }[] = [
  { tab: "graph", name: "graph" },
  { tab: "event-time", name: "eventTime" },
  { tab: "state", name: "state" },
  { tab: "checkpoints", name: "checkpoints" },
];
const PANELS: readonly { readonly panel: Panel; readonly name: "diagram" | "inspector" | "breakIt" | "tours" }[] = [
  { panel: "diagram", name: "diagram" },
  { panel: "inspector", name: "inspector" },
  { panel: "break", name: "breakIt" },
  { panel: "tours", name: "tours" },
];

type TabProps = { readonly page: PageState };
const eventTime = lazyPart<TabProps>(() => import("./event-time-tab.tsx").then(({ EventTimeTab }) => EventTimeTab));
const state = lazyPart<TabProps>(() => import("./state-tab.tsx").then(({ StateTab }) => StateTab));
const checkpoints = lazyPart<TabProps>(() =>
  import("./checkpoints-tab.tsx").then(({ CheckpointsTab }) => CheckpointsTab),
);

/** On every screen, but beside what is looked at first. */
const diagram = lazyPart<TabProps>(() => import("./space-time.tsx").then(({ SpaceTime }) => SpaceTime));

/** Loads what is not shown yet, so that it is there without a network. */
export function loadTabs(): void {
  for (const part of [eventTime, state, checkpoints]) part.load();
}

/** Everything below `<body>`. */
export function App({
  context,
  onCopyLink,
  onPerfetto,
}: {
  readonly context: PageContext;
  readonly onCopyLink: () => void;
  readonly onPerfetto: () => void;
}) {
  const { page, guide, panel, panelSizes } = context;
  const size = guide.isPresenting.value ? "presenting" : viewportOf(page).isLarge.value ? "large-diagram" : "";
  const classes = ["app", `shows-${panel.value}`, size];
  return (
    <div
      class={classes.join(" ")}
      lang={page.language.value}
      data-theme={page.theme.value}
      style={Object.fromEntries(Object.entries(panelSizes.value).map(([name, px]) => [`--${name}`, `${px}px`]))}
    >
      <TopBar context={context} onCopyLink={onCopyLink} onPerfetto={onPerfetto} />
      <Notices context={context} />
      <div class="rail">
        <div class="panel panel-tours" tabIndex={-1}>
          <TourCard context={context} />
        </div>
        <div class="panel panel-break" tabIndex={-1}>
          <BreakIt context={context} />
        </div>
      </div>
      <Splitter context={context} panel="rail" />
      <main class="stage" aria-label={say(page, "stage")}>
        <Tabs page={page} />
        <div class="tab-panel" role="tabpanel" aria-labelledby={`tab-${page.tab.value}`} id="tab-panel">
          <TabContent page={page} />
        </div>
        <NothingYet context={context} />
        <EndOfRun context={context} onExport={onPerfetto} />
        <Welcome context={context} />
      </main>
      <Splitter context={context} panel="inspector" />
      <aside class="panel panel-inspector" aria-label={say(page, "inspector")} tabIndex={-1}>
        <Inspector page={page} />
      </aside>
      <nav class="panel-switch" aria-label={say(page, "stage")}>
        {PANELS.map(({ panel: one, name }) => (
          <button
            key={one}
            type="button"
            aria-pressed={panel.value === one}
            onClick={() => {
              panel.value = one;
            }}
          >
            {say(page, name)}
          </button>
        ))}
      </nav>
      <Splitter context={context} panel="diagram" />
      <section class="panel panel-diagram" aria-label={say(page, "diagram")} tabIndex={-1}>
        <diagram.View page={page} />
      </section>
      <MiniMap page={page} />
      <Transport context={context} />
      <Help context={context} />
    </div>
  );
}

function Tabs({ page }: { readonly page: PageState }) {
  return (
    <div class="tabs" role="tablist">
      {TABS.map(({ tab, name }, i) => (
        <button
          key={tab}
          type="button"
          role="tab"
          class="stage-tab"
          id={`tab-${tab}`}
          aria-controls="tab-panel"
          aria-selected={page.tab.value === tab}
          tabIndex={page.tab.value === tab ? 0 : -1}
          onClick={() => {
            page.tab.value = tab;
          }}
          onKeyDown={(event) => {
            const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            if (step === 0) return;
            event.preventDefault();
            const next = TABS[(i + step + TABS.length) % TABS.length];
            page.tab.value = next.tab;
            document.getElementById(`tab-${next.tab}`)?.focus();
          }}
        >
          {say(page, name)}
        </button>
      ))}
    </div>
  );
}

function TabContent({ page }: { readonly page: PageState }) {
  switch (page.tab.value) {
    case "graph":
      return <GraphTab page={page} />;
    case "event-time":
      return <eventTime.View page={page} />;
    case "state":
      return <state.View page={page} />;
    case "checkpoints":
      return <checkpoints.View page={page} />;
  }
}
