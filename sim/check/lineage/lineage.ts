import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { TraceObserver } from "../../trace/recorder.ts";
import { NumberedNames } from "../numbered-names.ts";
import { PreparedTransactions } from "../prepared-transactions.ts";
import { field, keyText, numberField, textField, textOf } from "../values.ts";
import { Ancestry, NOTHING } from "./ancestry.ts";
import { type Channel, channelOf, untaken } from "./channels.ts";
import { Contents } from "./contents.ts";
import { GrowingInts } from "./growing-ints.ts";
import { LINEAGE_HANDLERS } from "./handlers.ts";
import { HeldElements } from "./held-elements.ts";
import { Identities } from "./identities.ts";
import { LeftBehind } from "./left-behind.ts";
import { LogContents, unseenWrites } from "./logs.ts";
import { SilentRoots } from "./silent-roots.ts";
import { SourceRecords } from "./source-records.ts";
import { LineageTopology } from "./topology.ts";
import type { Duplicate, LineageVerdict, Loss } from "./verdict.ts";

/** Place of a log among the places of vertices. */
const LOGS = 512;
/** Place of additions to windows; the vertex does not matter, the window does. */
const ADDITIONS = 1023;
/** The timer service of the operators that have windows. */
const WINDOW_TIMERS = "window-timers";
/** Place of entries into async operators; their order is that of the chain. */
const ENTRIES = 1022;

/**
 * The lineage verdict, folded from a trace of record level: each source record's effect is committed exactly once. Every
 * record-level event belongs to a *root*, the event whose processing it is part of (`src.emit`, `el.take`, `win.fire`,
 * `timer.fire`, `async.enter`); what a root emits has its ancestry, and an identity that is the same when the root happens again.
 */
export class LineageFold implements TraceObserver {
  private readonly ancestry = new Ancestry();
  private readonly names: NumberedNames;
  private readonly contents: Contents;
  private readonly topology = new LineageTopology();
  private readonly identities = new Identities();
  private readonly sources = new SourceRecords();
  private readonly channels = new Map<number, Channel>();
  private readonly logs = new Map<string, LogContents>();
  readonly transactions = new PreparedTransactions();
  /** By index of a record-level event: its root. By index of a root: what is known of it. */
  private readonly rootOf = new GrowingInts(-1);
  private readonly rootNode = new GrowingInts(NOTHING);
  private readonly rootIdentity = new GrowingInts(-1);
  private readonly rootTask = new GrowingInts(-1);
  private readonly emissions = new GrowingInts(0);
  private readonly additions = new GrowingInts(0);
  private readonly entries = new GrowingInts(0);
  private readonly held = new HeldElements();
  private readonly writes = new GrowingInts(0);
  private readonly effects = new GrowingInts(0);
  private readonly absorbs = new GrowingInts(0);
  private readonly lastRoot = new Map<number, number>();
  /** Roots of vertices that write to a log, judged later: so is the write accepted. */
  private readonly silent = new SilentRoots((root) => {
    if (this.effects.get(root) === 0) this.account(this.rootNode.get(root));
  });
  private readonly leftBehind = new LeftBehind((task) => {
    for (const node of this.contents.held(task)) this.account(node);
  });
  private readonly reached = new GrowingInts(0);
  private readonly accounted = new GrowingInts(0);
  private readonly reachedNodes = new GrowingInts(0);
  private readonly accountedNodes = new GrowingInts(0);
  private readonly duplicates: Duplicate[] = [];
  private untraced = 0;

  /** @param names may be shared with checkers of the same trace */
  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
    this.contents = new Contents(this.ancestry, names);
  }

  on(event: TraceEvent): void {
    if ((event.id & 3) === 2) {
      const handler = LINEAGE_HANDLERS[event.kind];
      const index = Math.floor(event.id / 4);
      const root = (event.cause & 3) === 2 && event.cause >= 0 ? this.rootOf.get(Math.floor(event.cause / 4)) : -1;
      this.rootOf.set(index, root);
      handler?.(this, event, index, root);
      return;
    }
    this.topology.follow(event);
    this.transactions.on(event);
    this.contents.follow(event);
    if (event.kind === "cp.sync") this.closeLast(event.task);
    this.silent.follow(event);
    this.leftBehind.follow(event);
    this.held.follow(event, this.topology.place(event.task));
  }

  /** The verdict so far; losses are judged when the job has finished. */
  verdict(): LineageVerdict {
    const losses = this.topology.finished ? this.findLosses() : [];
    return {
      applied: true,
      held: this.duplicates.length === 0 && losses.length === 0,
      finished: this.topology.finished,
      sources: this.sources.all.length,
      committed: Object.fromEntries([...this.logs.values()].map((log) => [log.name, log.visible])),
      duplicates: this.duplicates,
      losses,
      replayed: this.sources.replayed,
      untraced: this.untraced,
    };
  }

  /** @internal A source record. */
  sourceEmit(event: TraceEvent, index: number): void {
    const number = this.sources.read(event, this.topology.place(event.task));
    this.openRoot(index, event.task, this.ancestry.leaf(number), this.identities.of("source", number), 1);
  }

  /** @internal A record enters a channel. */
  emit(event: TraceEvent, root: number): void {
    if (event.b !== 0) return;
    const channel = channelOf(this.channels, event.ch);
    const at = event.a - 1;
    channel.nodes[at] = root < 0 ? NOTHING : this.rootNode.get(root);
    channel.identities[at] = this.result(root, this.topology.place(event.task), this.emissions);
    channel.events[at] = event.id;
    channel.senders[at] = event.task;
  }

  /** @internal A record leaves a channel. */
  take(event: TraceEvent, index: number): void {
    if (event.b !== 0) return;
    const channel = this.channels.get(event.ch);
    const at = event.a - 1;
    if (channel !== undefined) channel.taken = Math.max(channel.taken, event.a);
    this.openRoot(index, event.task, channel?.nodes[at] ?? NOTHING, channel?.identities[at] ?? -1, 1);
  }

  /** @internal A record enters an async operator: what comes of it does so later, between others. */
  enter(event: TraceEvent, index: number, root: number): void {
    const { node, identity } =
      event.a === 1
        ? this.held.restoredAt(event)
        : { node: root < 0 ? NOTHING : this.rootNode.get(root), identity: this.result(root, ENTRIES, this.entries) };
    this.makeRoot(index, event.task, node, identity, 1);
  }

  /** @internal A record that an async operator has not answered is part of a snapshot. */
  hold(event: TraceEvent, root: number): void {
    if (root >= 0) this.held.hold(event, { node: this.rootNode.get(root), identity: this.rootIdentity.get(root) });
  }

  /** @internal The results of a record have left an async operator. */
  leave(event: TraceEvent, root: number): void {
    if (root >= 0) this.closeRoot(root, event.task);
  }

  /** @internal A timer starts work of its own. */
  timer(event: TraceEvent, index: number): void {
    const service = textField(event, "service");
    // What a window gives is known by the window, whichever timer has fired it.
    const n = service === WINDOW_TIMERS ? 1 : this.contents.firing(event);
    const timer = this.names.timer(event);
    const identity = n === 1 ? this.identities.of("timer", timer) : this.identities.name(`timer ${timer} ${n}`);
    this.openRoot(index, event.task, NOTHING, identity, 0);
  }

  /** @internal A window gives its result. */
  fire(event: TraceEvent, index: number): void {
    const node = this.contents.window(event);
    this.openRoot(index, event.task, node, this.firing(event), 1);
    if (this.ancestry.repeated(node) !== NOTHING) {
      const message = `A record is in the window [${numberField(event, "start", 0)}, ${numberField(event, "end", 0)}) of key ${keyText(event)} twice.`;
      this.duplicates.push({ atMicros: event.t, log: "", message, witnesses: [event.id] });
    }
  }

  /** On time a window fires once, whatever is in it; early and late, each time for other records. */
  private firing(event: TraceEvent): number {
    const window = this.names.window(event);
    const pane = field(event, "pane") ?? event.b;
    if (event.b === 0 && pane === 0) return this.identities.of("window", window);
    const records = event.b === 0 ? 0 : this.contents.recordsOf(event);
    return this.identities.name(`win ${window} ${textOf(pane)} ${event.b} ${records}`);
  }

  /** @internal A record goes into a window. */
  add(event: TraceEvent, root: number): void {
    if (root < 0) return;
    this.contents.add(event, this.rootNode.get(root), this.result(root, ADDITIONS, this.additions));
  }

  /** @internal Keyed state is touched: what wrote it is an ancestor of what follows. */
  state(event: TraceEvent, root: number): void {
    if (root < 0) return;
    const before = this.contents.read(event);
    const own = this.rootNode.get(root);
    const node = this.ancestry.both(own, before);
    this.rootNode.set(root, node);
    if (event.kind === "st.write") {
      this.contents.write(event, node);
      this.effects.set(root, 1);
    } else if (event.kind === "st.del") {
      this.contents.clear(event);
      this.absorbs.set(root, 1);
    }
  }

  /** @internal A window is purged or merged. */
  reshape(event: TraceEvent): void {
    if (event.kind === "win.purge") this.contents.purge(event);
    else this.contents.merge(event);
  }

  /** @internal A record ends here by intent. */
  settle(root: number): void {
    if (root < 0) return;
    this.effects.set(root, 1);
    this.account(this.rootNode.get(root));
  }

  /** @internal A log has accepted a record. */
  pending(event: TraceEvent, root: number): LogContents {
    const name = textField(event, "log");
    let log = this.logs.get(name);
    if (log === undefined) {
      log = new LogContents(name, LOGS + this.logs.size);
      this.logs.set(name, log);
    }
    if (event.kind === "out.pending" || log.writes[event.a] === undefined) {
      log.nodes.set(event.a, root < 0 ? NOTHING : this.rootNode.get(root));
      log.identities.set(event.a, this.result(root, log.place, this.writes));
      log.tasks.set(event.a, root < 0 ? -1 : this.rootTask.get(root));
      log.writes[event.a] = event.id;
    }
    return log;
  }

  /** @internal A record of a log can be seen. */
  visible(event: TraceEvent, root: number): void {
    const log = this.pending(event, root);
    log.visible++;
    const identity = log.identities.get(event.a);
    if (identity < 0) {
      this.untraced++;
      return;
    }
    const node = log.nodes.get(event.a);
    const before = log.show(identity, { event: event.id, node }, this.ancestry);
    if (before !== undefined) {
      const message = `The same result is visible twice in ${log.name}, the second time at offset ${event.a}.`;
      this.duplicates.push({ atMicros: event.t, log: log.name, message, witnesses: [before.event, event.id] });
    }
    this.ancestry.visit(node, this.reachedNodes, (source) => this.reached.set(source, 1));
  }

  private result(root: number, place: number, counter: GrowingInts): number {
    if (root < 0) return -1;
    this.effects.set(root, 1);
    const n = counter.get(root);
    counter.set(root, n + 1);
    const identity = this.rootIdentity.get(root);
    return identity < 0 ? -1 : this.identities.derive(identity, place, n);
  }

  /** @param absorbs 1: what it takes is its own, and if it leaves nothing behind, that is by intent */
  private makeRoot(index: number, task: number, node: number, identity: number, absorbs: 0 | 1): void {
    this.rootOf.set(index, index);
    this.rootNode.set(index, node);
    this.rootIdentity.set(index, identity);
    this.rootTask.set(index, task);
    this.absorbs.set(index, absorbs);
  }

  /** What a task does next has this root; what it did before is over. */
  private openRoot(index: number, task: number, node: number, identity: number, absorbs: 0 | 1): void {
    this.closeLast(task);
    this.makeRoot(index, task, node, identity, absorbs);
    this.lastRoot.set(task, index);
  }

  /** A snapshot comes after the whole work on a record. */
  private closeLast(task: number): void {
    const last = this.lastRoot.get(task);
    if (last !== undefined) this.closeRoot(last, task);
    this.lastRoot.delete(task);
  }

  /**
   * The task has gone on: a record, or the contents of a window, that left nothing behind was absorbed. So was state that a
   * timer has deleted; what it has only read is still there.
   */
  private closeRoot(root: number, task: number): void {
    if (this.effects.get(root) === 1 || this.absorbs.get(root) === 0) return;
    if (!this.topology.isTerminal(task)) this.account(this.rootNode.get(root));
    else if (!this.topology.isPureSink(task)) this.silent.add(task, root);
  }

  private account(node: number): void {
    this.ancestry.visit(node, this.accountedNodes, (source) => this.accounted.set(source, 1));
  }

  private findLosses(): Loss[] {
    const survivors = this.topology.survivors();
    for (const [task, root] of this.lastRoot) if (this.topology.finishedTasks.has(task)) this.closeRoot(root, task);
    this.silent.finish(survivors);
    for (const task of survivors) for (const node of this.contents.held(task)) this.account(node);
    const lost = new Map<number, { message: string; witness: EventId | null }>();
    const seenUntaken = new GrowingInts(0);
    const isLive = (task: number) => survivors.has(task);
    for (const { number, at, channel } of untaken(this.channels, (task) => this.topology.receiver(task), isLive)) {
      const message = `What was made from it was never taken from channel ${number}.`;
      const loss = { message, witness: channel.events[at] };
      this.ancestry.visit(channel.nodes[at], seenUntaken, (source) => lost.set(source, loss));
    }
    this.findInvisible(survivors, lost);
    // Something visible of unknown origin may have been made from any of them.
    for (let source = 0; this.untraced === 0 && source < this.sources.all.length; source++) {
      if (this.reached.get(source) === 0 && this.accounted.get(source) === 0 && !lost.has(source)) {
        lost.set(source, { message: "No visible record was made from it.", witness: null });
      }
    }
    return [...lost].map(([source, { message, witness }]) => {
      const { split, offset, event } = this.sources.all[source];
      return { split, offset, message, witnesses: witness === null ? [event] : [event, witness] };
    });
  }

  private findInvisible(survivors: Set<number>, lost: Map<number, { message: string; witness: EventId | null }>): void {
    const seen = new GrowingInts(0);
    for (const { node, message, witness } of unseenWrites(this.logs, survivors, this.transactions.timedOut))
      this.ancestry.visit(node, seen, (source) => lost.set(source, { message, witness }));
  }
}

/** The lineage verdict over a stored trace of record level. */
export function lineageVerdict(events: Iterable<TraceEvent>): LineageVerdict {
  const fold = new LineageFold();
  for (const event of events) fold.on(event);
  return fold.verdict();
}
