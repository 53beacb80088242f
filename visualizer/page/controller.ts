/** What the visitor can do with runs: open a scenario, intervene, undo, follow and make links. */
import { batch, effect, signal } from "@preact/signals";
import { linkedScenario, type RunLink, runLinkOf } from "../../sim/link/run-link.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Library } from "../library/library.ts";
import type { Link } from "../link/link.ts";
import { prefixHash } from "../link/prefix-hash.ts";
import type { Player } from "../player/player.ts";
import type { RunModel } from "../run-model.ts";
import type { Moment } from "../tours/tour.ts";
import type { WorkerClient } from "../worker/client.ts";
import { type Branch, Branches, withFault } from "./branches.ts";
import { atMicros, type Finder, opening } from "./moments.ts";
import type { Cursor, PageState } from "./page-state.ts";
import type { Breakage } from "./report.ts";

/** Something the visitor is told, until it is dismissed. */
export type Notice =
  | { readonly kind: "ignored-link"; readonly parts: readonly string[] }
  | { readonly kind: "unknown-scenario"; readonly name: string }
  | { readonly kind: "other-run"; readonly engine: string; readonly micros: number }
  | ({ readonly kind: "broken" } & Breakage)
  | { readonly kind: "silent" }
  | { readonly kind: "no-canvas" }
  | { readonly kind: "coarse-trace"; readonly file: string }
  | { readonly kind: "bad-trace"; readonly file: string; readonly message: string };

/** A moment that is taken as soon as the simulation has come to it. */
interface Awaited {
  readonly branch: Branch;
  readonly find: Finder;
  /** Virtual µs, as far as it is known. */
  readonly micros: number;
  /** Of a link: what it says of the run up to there. */
  readonly made: { readonly hash: string; readonly engine: string } | null;
}

/** The runs of the page. */
export class Controller {
  readonly branch = signal<Branch | null>(null);
  readonly notice = signal<Notice | null>(null);
  /** Branches that were left by undoing, newest last. */
  readonly #undone = signal<readonly Branch[]>([]);
  readonly #branches = signal(new Branches());
  readonly #page: PageState;
  readonly #player: Player;
  readonly #client: WorkerClient;
  readonly #library: Library;
  readonly #awaited = signal<Awaited | null>(null);

  constructor(page: PageState, player: Player, client: WorkerClient, library: Library) {
    this.#page = page;
    this.#player = player;
    this.#client = client;
    this.#library = library;
    effect(() => {
      const { seq } = page.cursor.value;
      if (client.isRunning(page.model.value)) client.ahead(seq);
    });
  }

  get library(): Library {
    return this.#library;
  }

  get branches(): readonly Branch[] {
    return this.#branches.value.all;
  }

  /** The moment that the simulation is still on its way to, virtual µs; null if there is none. */
  get awaiting(): number | null {
    return this.#awaited.value?.micros ?? null;
  }

  /** The events come from a file: there is nothing that could be simulated otherwise. */
  get isFixed(): boolean {
    return this.branch.value !== null && this.branch.value.model.scenario === null;
  }

  get canUndo(): boolean {
    return this.branch.value?.parent != null;
  }

  get canRedo(): boolean {
    return this.#undone.value.length > 0;
  }

  /**
   * Opens a scenario of the library, paused at the first frame that shows something.
   * @param wanted a moment that is better than the first frame
   */
  openScenario(name: string, changes: RunLink = {}, wanted: Moment | null = null): void {
    const found = this.#library.scenarios.find((one) => one.name === name);
    if (found === undefined) {
      this.notice.value = { kind: "unknown-scenario", name: name.slice(0, 80) };
      return;
    }
    const scenario = linkedScenario(found.scenario, changes);
    const branches = new Branches();
    const root = branches.root(scenario, this.#start(scenario));
    batch(() => {
      this.#branches.value = branches;
      this.#undone.value = [];
      this.#page.selection.value = null;
      this.#page.focus.value = null;
      this.#showBeginning(root, wanted);
    });
  }

  /** Opens the scenario that is shown anew, as it was opened but for its seed. */
  changeSeed(seed: number): void {
    const root = this.#root;
    const original = this.#library.scenarios.find(({ name }) => name === root?.scenario.name);
    if (original === undefined || root === null) return;
    this.openScenario(original.name, { ...runLinkOf(original.scenario, root.scenario), seed });
  }

  /** Opens what a link says: its scenario and interventions, and its moment once the simulation has come to it. */
  openLink(link: Link, fallback: string): void {
    const { tab, selection, focus, language, theme } = link;
    batch(() => {
      const { scenario } = link;
      const isKnown = scenario !== undefined && this.#library.scenarios.some(({ name }) => name === scenario);
      this.openScenario(isKnown ? scenario : fallback, isKnown ? link : {});
      if (scenario !== undefined && !isKnown) this.notice.value = { kind: "unknown-scenario", name: scenario };
      if (tab !== undefined) this.#page.tab.value = tab;
      if (language !== undefined) this.#page.language.value = language;
      if (theme !== undefined) this.#page.theme.value = theme;
      for (const fault of link.faults ?? []) this.#fork(fault, link.micros ?? 0);
      const branch = this.branch.value;
      const made = link.hash === undefined ? null : { hash: link.hash, engine: link.engine ?? "" };
      if (branch !== null && link.micros !== undefined)
        this.#await({ branch, find: atMicros(link.micros, link.seq ?? null), micros: link.micros, made });
      else if (branch?.parent != null) this.#showBeginning(branch, null);
      if (selection !== undefined) this.#page.selection.value = selection;
      if (focus !== undefined) this.#page.focus.value = focus;
    });
  }

  /** Adds a fault in its text form to the run that is shown: a new branch, shown at the same moment. */
  intervene(fault: string): void {
    const { micros, seq } = this.#page.cursor.value;
    this.#player.pause();
    this.#undone.value = [];
    const branch = this.#fork(fault, micros);
    if (branch !== null) this.#await({ branch, find: atMicros(micros, seq), micros, made: null });
  }

  /** Adds a fault and goes back to the beginning. */
  addFault(fault: string): void {
    const branch = this.#fork(fault, 0);
    if (branch !== null) this.#showBeginning(branch, null);
  }

  /** To the branch that this one was made of, at the same moment. */
  undo(): void {
    const branch = this.branch.value;
    if (branch?.parent == null) return;
    this.#undone.value = [...this.#undone.value, branch];
    this.go(branch.parent);
  }

  redo(): void {
    const branch = this.#undone.value.at(-1);
    if (branch === undefined) return;
    this.#undone.value = this.#undone.value.slice(0, -1);
    this.go(branch);
  }

  /** Shows another branch, at the same moment. A run that was left before its end is simulated anew. */
  go(branch: Branch): void {
    const { micros, seq } = this.#page.cursor.value;
    this.#player.pause();
    if (branch.model.end === null && !this.#client.isRunning(branch.model)) branch.model = this.#start(branch.scenario);
    this.#await({ branch, find: atMicros(micros, branch === this.branch.value ? seq : null), micros, made: null });
  }

  /** Opens events of a file; they cannot be forked. */
  openTrace(model: RunModel): void {
    const branches = new Branches();
    const scenario = model.scenario ?? this.#library.scenarios[0].scenario;
    const root = branches.root(scenario, model);
    batch(() => {
      this.#branches.value = branches;
      this.#undone.value = [];
      this.#page.selection.value = null;
      this.#page.focus.value = null;
      this.#showBeginning(root, null);
    });
  }

  /** The moment that is shown, as a link. */
  link(): Link {
    const { model, cursor, tab, selection, focus, language, theme } = this.#page;
    const branch = this.branch.value;
    const { micros, seq } = cursor.value;
    const faults: string[] = [];
    for (let at = branch; at != null; at = at.parent) if (at.fault !== null) faults.unshift(at.fault);
    const root = this.#root;
    const original = this.#library.scenarios.find(({ name }) => name === root?.scenario.name);
    const run = original === undefined || root === null ? null : runLinkOf(original.scenario, root.scenario);
    return {
      ...run,
      ...(original === undefined ? {} : { scenario: original.name }),
      ...(faults.length === 0 ? {} : { faults }),
      micros: Math.round(micros),
      ...(seq < 0 ? {} : { seq }),
      tab: tab.value,
      ...(selection.value === null ? {} : { selection: selection.value }),
      ...(focus.value === null ? {} : { focus: focus.value }),
      language: language.value,
      theme: theme.value,
      hash: prefixHash(model.value.store, seq),
      engine: this.#library.engine,
    };
  }

  /** A model grew or ended. */
  onGrew(model: RunModel): void {
    if (this.#awaited.value?.branch.model === model) this.#arrive();
    if (this.#page.model.value === model) this.#player.onTraceChanged();
  }

  onFailed(model: RunModel, message: string, stack: string | null): void {
    this.notice.value = { kind: "broken", message, stack, events: model.store.count };
    this.onGrew(model);
    if (model.store.count === 0) this.#player.fail();
  }

  /** The worker does not answer, or does again. */
  onSilent(isSilent: boolean): void {
    if (isSilent) this.notice.value = { kind: "silent" };
    else if (this.notice.value?.kind === "silent") this.notice.value = null;
  }

  /** Gives up the run whose simulation does not answer. */
  abandon(): void {
    this.#client.abandon();
    if (this.#page.model.value.store.count === 0) this.#player.fail();
  }

  /** The branch that was opened, of which the shown one was made. */
  get #root(): Branch | null {
    let root = this.branch.value;
    while (root?.parent != null) root = root.parent;
    return root;
  }

  #fork(fault: string, micros: number): Branch | null {
    const parent = this.branch.value;
    if (parent === null) return null;
    try {
      const model = this.#start(withFault(parent.scenario, fault));
      const branch = this.#branches.value.fork(parent, fault, micros, model);
      this.branch.value = branch;
      return branch;
    } catch (thrown) {
      this.notice.value = {
        kind: "broken",
        message: thrown instanceof Error ? thrown.message : String(thrown),
        stack: null,
        events: null,
      };
      return null;
    }
  }

  #start(scenario: Scenario): RunModel {
    const modules = new Set(scenario.programs.map(({ module }) => module));
    const jobs = this.#library.jobs.filter(({ module }) => modules.has(module));
    return this.#client.start(scenario, jobs);
  }

  /** Before the first event, and at the first frame that shows something as soon as there is one. */
  #showBeginning(branch: Branch, wanted: Moment | null): void {
    this.#show(branch, { micros: 0, seq: -1 });
    const find = opening(wanted);
    // Who has gone elsewhere in the meantime stays there.
    this.#await({
      branch,
      find: (model) => (this.#page.cursor.value.seq < 0 ? find(model) : this.#page.cursor.value),
      micros: 0,
      made: null,
    });
  }

  #await(awaited: Awaited): void {
    this.#awaited.value = awaited;
    this.branch.value = awaited.branch;
    this.#arrive();
  }

  #arrive(): void {
    const awaited = this.#awaited.value;
    const found = awaited?.find(awaited.branch.model) ?? null;
    if (awaited === null || found === null) return;
    const { branch, micros, made } = awaited;
    batch(() => {
      this.#awaited.value = null;
      this.#show(branch, found);
      if (made !== null && prefixHash(branch.model.store, found.seq) !== made.hash)
        this.notice.value = { kind: "other-run", engine: made.engine, micros };
    });
  }

  #show(branch: Branch, cursor: Cursor): void {
    batch(() => {
      this.branch.value = branch;
      this.#page.model.value = branch.model;
      this.#page.cursor.value = cursor;
    });
    this.#player.onTraceChanged();
    this.#player.seekTo(cursor.micros, cursor.seq);
  }
}
