/** Starts the page: library, worker, link, views. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { PALETTES } from "./draw/palette.ts";
import type { Library } from "./library/library.ts";
import { formatLink, parseLink } from "./link/link.ts";
import { type PageContext, say, shellSignals } from "./page/context.ts";
import { Controller } from "./page/controller.ts";
import { kept } from "./page/kept.ts";
import { listenToKeys } from "./page/keyboard.ts";
import { missingNeeds } from "./page/needs.ts";
import { createPageState } from "./page/page-state.ts";
import { readPanelSizes } from "./page/panel-sizes.ts";
import type { PageActions } from "./page/shortcuts.ts";
import { greet } from "./page/welcome.ts";
import { pauseWhileHidden } from "./page/while-hidden.ts";
import { browserFrames } from "./player/browser-frames.ts";
import { Player } from "./player/player.ts";
import { RunModel } from "./run-model.ts";
import { type Language, textOf } from "./text/catalogue.ts";
import { stateText } from "./text/states.ts";
import type { Tour } from "./tours/tour.ts";
import { TourGuide } from "./tours/tour-guide.ts";
import { TOURS } from "./tours/tours.ts";
import { App, loadTabs } from "./views/app.tsx";
import { saveFile } from "./views/save-file.ts";
import { WorkerClient, type WorkerPort } from "./worker/client.ts";
import type { Answer } from "./worker/protocol.ts";

const FIRST_SCENARIO = "watermark";
/** The address follows the moment at most so often. */
const ADDRESS_MS = 500;
const TOAST_MS = 4000;
const LATER_MS = 1000;
/** Of a trace: single records. */
const FINEST_LEVEL = 2;

/** What a page that was saved as one file has in itself. */
interface Inlined {
  readonly library: Library;
  /** Source of the worker. */
  readonly worker: string;
  /** The moment that was shared, as the part behind the `#` of an address. */
  readonly link: string;
}

function inlined(): Inlined | null {
  const text = document.getElementById("tidemark-inlined")?.textContent;
  return text == null ? null : (JSON.parse(text) as Inlined);
}

async function fetchLibrary(): Promise<Library> {
  const answer = await fetch("./library.json");
  if (!answer.ok) throw new Error(`library.json: ${answer.status} ${answer.statusText}`);
  return (await answer.json()) as Library;
}

async function start(root: HTMLElement): Promise<void> {
  const missing = missingNeeds(window);
  if (missing.includes("worker")) return tell(root, textOf(stateText, ownLanguage(), "noWorker"));
  const saved = inlined();
  if (saved !== null && location.hash === "") location.replace(`#${saved.link}`);
  const context = contextOf(saved?.library ?? (await fetchLibrary()), simulationWorker(saved?.worker ?? null));
  const { page, toast } = context;
  page.reducedMotion.value = matchMedia("(prefers-reduced-motion: reduce)").matches;
  page.theme.value = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  page.language.value = ownLanguage();
  context.areSingleKeysOn.value = kept("single-keys") !== "off";
  context.panelSizes.value = readPanelSizes(kept("panel-sizes"));
  const follow = () => openAddress(context);
  follow();
  if (location.hash === "") greet(context);
  if (missing.includes("canvas")) context.controller.notice.value = { kind: "no-canvas" };
  addEventListener("popstate", follow);
  const notify = (text: string) => {
    toast.value = text;
    setTimeout(() => {
      if (toast.peek() === text) toast.value = "";
    }, TOAST_MS);
  };
  const actions = actionsOf(context, notify);
  listenToKeys(context, actions);
  acceptTraces(context);
  effect(() => {
    document.documentElement.lang = page.language.value === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = page.theme.value;
    for (const [ink, colour] of Object.entries(PALETTES[page.theme.value]))
      document.documentElement.style.setProperty(`--${ink}`, colour);
  });
  followMoment(context);
  pauseWhileHidden(document, page, context.player);
  const isTest = new URLSearchParams(location.search).has("test");
  if (isTest) Object.assign(window, { __tidemark: context });
  root.textContent = "";
  render(<App context={context} onCopyLink={actions.copyLink} onPerfetto={() => void savePerfetto(context)} />, root);
  // A canvas is not painted anew by itself when its font has come.
  void document.fonts.ready.then(() => {
    page.grown.value++;
  });
  // The rest follows when the first frame is there.
  setTimeout(loadTabs, LATER_MS);
}

/** In place of the page. */
function tell(root: HTMLElement, sentence: string): void {
  const text = document.createElement("p");
  text.textContent = sentence;
  text.setAttribute("role", "alert");
  (root.querySelector(".skeleton .loading") ?? root).replaceChildren(text);
}

/** What the browser asks for, of what the page speaks. */
function ownLanguage(): Language {
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

function contextOf(library: Library, worker: WorkerPort): PageContext {
  const page = createPageState(new RunModel(null));
  const player = new Player(page, browserFrames);
  let controller: Controller | null = null;
  const client = new WorkerClient(worker, {
    grew: (model) => controller?.onGrew(model),
    failed: (model, message, stack) => controller?.onFailed(model, message, stack),
    silent: (isSilent) => controller?.onSilent(isSilent),
  });
  controller = new Controller(page, player, client, library);
  const guide = new TourGuide(page, player, controller);
  return { page, player, controller, guide, ...shellSignals() };
}

/** @param source of a page without a server; null: it lies beside the page */
function simulationWorker(source: string | null): WorkerPort {
  const create = () =>
    source === null
      ? new Worker(new URL("./worker/simulation-worker.ts", import.meta.url), { type: "module" })
      : new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  let worker = create();
  let listen = () => {};
  return {
    post: (command) => worker.postMessage(command),
    listen(onAnswer, onError) {
      listen = () => {
        worker.onmessage = ({ data }: MessageEvent<Answer>) => onAnswer(data);
        worker.onerror = ({ message }) => onError(message);
      };
      listen();
    },
    restart() {
      worker.terminate();
      worker = create();
      listen();
    },
    seconds(action) {
      const timer = setTimeout(action, 1000);
      return () => clearTimeout(timer);
    },
  };
}

/** Opens what the address says; without a link the first scenario, paused at its beginning. */
function openAddress(context: PageContext): void {
  const { controller, guide, page } = context;
  const { link, ignored } = parseLink(location.hash);
  const [id, stop] = link.tour?.split(".") ?? [];
  const tour = TOURS.find((one) => one.id === id);
  if (tour !== undefined) {
    if (link.language !== undefined) page.language.value = link.language;
    if (link.theme !== undefined) page.theme.value = link.theme;
    guide.start(tour, Number(stop) - 1);
  } else controller.openLink(link, firstScenario(controller));
  if (link.trace === true) void openServedTrace(controller);
  if (link.ownTour === true) void openServedTour(context);
  if (ignored.length > 0) controller.notice.value = { kind: "ignored-link", parts: ignored };
}

/** The one that a newcomer sees first; a page that was saved may hold another only. */
function firstScenario({ library: { scenarios } }: Controller): string {
  return (scenarios.find(({ name }) => name === FIRST_SCENARIO) ?? scenarios[0]).name;
}

function actionsOf(context: PageContext, notify: (text: string) => void): PageActions {
  const { page, controller, player, panel } = context;
  const isLocal = ["localhost", "127.0.0.1", "[::1]", ""].includes(location.hostname);
  const goTo = (seq: number) => {
    page.selection.value = { kind: "event", seq };
    player.seekSeq(seq);
  };
  return {
    copyLink() {
      const address = `${location.origin}${location.pathname}#${formatLink(controller.link())}`;
      void navigator.clipboard.writeText(address).then(() => notify(say(page, isLocal ? "copiedLocal" : "copied")));
    },
    showPanel(one) {
      panel.value = one;
      document.querySelector<HTMLElement>(`.panel-${one}`)?.focus();
    },
    goToCause() {
      const { store } = page.model.value;
      const at = page.selection.value?.kind === "event" ? page.selection.value.seq : page.cursor.value.seq;
      const cause = at < 0 ? -1 : store.cause(at);
      if (cause >= 0) goTo(cause);
    },
    goToEffect() {
      const { store } = page.model.value;
      const at = page.selection.value?.kind === "event" ? page.selection.value.seq : page.cursor.value.seq;
      for (let seq = Math.max(0, at + 1); seq < store.count; seq++)
        if (store.cause(seq) === at) {
          goTo(seq);
          return;
        }
    },
  };
}

/** The address follows the moment while the run stands still, so that it can be kept; other runs are steps of "back". */
function followMoment({ page, controller, isGreeting }: PageContext): void {
  let shown: unknown = null;
  let timer = 0;
  effect(() => {
    const branch = controller.branch.value;
    void page.cursor.value;
    void page.tab.value;
    void page.selection.value;
    // Events of a file have no address, and whoever has done nothing yet is a newcomer after "reload" too.
    if (isGreeting.value || page.playing.value || branch === null || controller.isFixed) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const address = `#${formatLink(controller.link())}`;
      if (shown !== null && shown !== branch) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
      shown = branch;
    }, ADDRESS_MS);
  });
}

/** A trace file can be dropped anywhere. */
function acceptTraces({ controller }: PageContext): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    void file.text().then((text) => openTrace(controller, file.name, text));
  });
}

async function openTrace(controller: Controller, name: string, text: string): Promise<void> {
  try {
    const { modelOfTrace } = await import("./page/open-trace.ts");
    const { model, level } = modelOfTrace(text);
    controller.openTrace(model);
    if (level < FINEST_LEVEL) controller.notice.value = { kind: "coarse-trace", file: name };
  } catch (thrown) {
    controller.notice.value = { kind: "bad-trace", file: name, message: messageOf(thrown) };
  }
}

/** The trace that `tidemark ui --trace` serves. */
async function openServedTrace(controller: Controller): Promise<void> {
  const answer = await fetch("./trace.jsonl");
  await openTrace(controller, "trace.jsonl", answer.ok ? await answer.text() : "");
}

/** The tour that `tidemark ui --tour` serves; the server has read it and holds it to be one. */
async function openServedTour({ guide, controller }: PageContext): Promise<void> {
  const answer = await fetch("./tour.json");
  if (answer.ok) guide.start((await answer.json()) as Tour);
  else controller.notice.value = { kind: "bad-trace", file: "tour.json", message: answer.statusText };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

async function savePerfetto({ page, controller }: PageContext): Promise<void> {
  const { exportPerfetto } = await import("./perfetto/export.ts");
  const { store } = page.model.value;
  const events = Array.from({ length: store.count }, (_, seq) => store.event(seq));
  const name = controller.branch.value?.scenario.name ?? "run";
  saveFile(`${name}.perfetto.json`, [...exportPerfetto(events)], "application/json");
}

const root = document.getElementById("page");
if (root !== null)
  start(root).catch((thrown: unknown) => {
    tell(root, textOf(stateText, ownLanguage(), "notLoaded", messageOf(thrown)));
    console.error(thrown);
  });
