/** Failures: what struck, how it was noticed, the pause, the checkpoint that is restored, what is read again and why that is harmless. */
import { JOB_STATES } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { causeSentence } from "./cause.ts";
import { faultEnd, faultSentence } from "./faults.ts";
import type { Moment } from "./moment.ts";
import { machineName } from "./names.ts";
import { countOf, duration, listOf } from "./quantities.ts";
import type { RunIndex } from "./run-index.ts";

/** Tells failures from their events, in order. */
export class RecoveryChapter {
  readonly #run: RunIndex;
  readonly #sent = new Map<string, number>();
  readonly #resend = new Map<string, number>();
  readonly #lost = new Set<string>();
  readonly #doubled: boolean;
  #failing = false;
  #explained = false;

  constructor(run: RunIndex) {
    this.#run = run;
    this.#doubled = showsTwice(run);
  }

  tell(event: TraceEvent): Moment | null {
    const text = this.#sentence(event);
    if (text === null) return null;
    const strong = event.kind === "iv.apply" || event.kind === "restart.plan" || event.kind === "topo.epoch";
    return {
      t: event.t,
      order: this.#run.order(event),
      text,
      strong,
      fold: strong || event.kind === "job.state" ? undefined : event.kind,
    };
  }

  #sentence(event: TraceEvent): string | null {
    switch (event.kind) {
      case "iv.apply":
        return faultSentence(String(event.ext?.spec));
      case "iv.end":
        return faultEnd(String(event.ext?.spec));
      case "src.emit":
        this.#sent.set(String(event.ext?.split), Math.max(this.#sent.get(String(event.ext?.split)) ?? 0, event.b + 1));
        return null;
      case "tm.lost":
        return this.#lostMachine(event);
      case "restart.plan":
        return this.#planned(event);
      case "topo.epoch":
        return this.#restarted(event);
      case "src.rewind":
        return this.#rewound(event);
      case "rpc.reject":
        return event.ext?.token === event.ext?.expected
          ? null
          : `A call ${event.ext?.method} from before the restart is refused: its sender believes in what is past.`;
      case "fail.task":
        return event.ext?.operator == null
          ? null
          : `${this.#run.names.task(event.task)} fails: ${event.ext.exception}: ${event.ext.message}`;
      case "job.state":
        return this.#ended(event);
      default:
        return null;
    }
  }

  #lostMachine(event: TraceEvent): string | null {
    const id = String(event.ext?.id);
    if (this.#lost.has(id)) return null;
    this.#lost.add(id);
    const who = event.ext?.by === "resourcemanager" ? "The ResourceManager" : "The JobManager";
    const since = event.x > 0 ? `, silent for ${duration(event.x)}` : "";
    return `${who} strikes ${machineName(id)} off its list${since}: nothing will be started there.`;
  }

  #planned(event: TraceEvent): string {
    const cause = inSentence(String(event.ext?.cause ?? ""));
    const tasks = (event.ext?.tasks as readonly number[] | undefined) ?? [];
    const pause = duration(event.x);
    if (this.#failing) return `The restart fails: ${cause} Another pause of ${pause}.`;
    this.#failing = true;
    return `The JobManager notices: ${cause} It stops all ${countOf(tasks.length, "subtask")}, since what they hold no longer fits together, and waits ${pause} before it starts them again.`;
  }

  #restarted(event: TraceEvent): string | null {
    if (event.a === 0) return null;
    const checkpoint = Number(event.ext?.restoredCheckpoint);
    const order = this.#run.order(event);
    const places = new Set<string>();
    for (const next of this.#run.events.slice(order + 1)) {
      if (next.kind === "topo.epoch") break;
      if (next.kind === "exec.def") places.add(machineName(String(next.ext?.tm)));
    }
    const where = places.size === 0 ? "" : ` on ${listOf([...places].sort())}`;
    this.#failing = true;
    if (checkpoint === 0) return `Restart${where} from the beginning: no checkpoint was complete.`;
    return `Restart${where}. Every subtask gets its state of checkpoint ${checkpoint}, the newest complete one.`;
  }

  #rewound(event: TraceEvent): string | null {
    const split = String(event.ext?.split);
    const from = this.#sent.get(split) ?? 0;
    const name = this.#run.names.task(event.task);
    if (event.x < 0 || from <= event.x) return `${name} goes on after ${countOf(event.x, "record")}.`;
    this.#resend.set(split, from - event.x);
    const back = `${name} goes back from ${countOf(from, "record")} to ${countOf(event.x, "record")} and will send ${countOf(from - event.x, "record")} again`;
    if (this.#explained) return `${back}.`;
    this.#explained = true;
    if (this.#doubled) return `${back}. Some of their first results are visible already: they will be there twice.`;
    return `${back}. That doubles nothing: what they changed is not in the restored state, and what they gave was not committed.`;
  }

  #ended(event: TraceEvent): string | null {
    const state = JOB_STATES[event.b];
    if (state === "RUNNING") this.#failing = false;
    if (state === "FINISHED") {
      const lost = this.#run.lost.reduce((sum, { prepared }) => sum + prepared.records, 0);
      if (lost > 0)
        return `All input is read and the job has finished, but ${countOf(lost, "record")} ${lost === 1 ? "is" : "are"} lost.`;
      return "All input is read and all output committed: the job has finished.";
    }
    if (state === "FAILED") return `The job has failed: ${inSentence(String(event.ext?.reason ?? "nobody said why"))}`;
    return null;
  }
}

/** The cause as the second half of a sentence. */
function inSentence(text: string): string {
  const sentence = causeSentence(text);
  const begin = /^TaskManager/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
  return `${begin}.`;
}

/** Is a line visible that came of a record which a source sent a second time, from its first sending? */
function showsTwice(run: RunIndex): boolean {
  const first = new Map<string, number>();
  const repeated = new Set<number>();
  const pending = new Map<string, TraceEvent>();
  for (const event of run.events) {
    const at = `${event.ext?.split} ${event.b}`;
    if (event.kind === "src.emit") {
      const before = first.get(at);
      if (before !== undefined) repeated.add(before);
      first.set(at, event.id);
    } else if (event.kind === "out.pending") pending.set(`${event.ext?.log} ${event.a}`, event);
  }
  return run.events.some((event) => {
    if (event.kind !== "out.visible") return false;
    const written = pending.get(`${event.ext?.log} ${event.a}`) ?? event;
    return repeated.has(run.origin(written, "src.emit")?.id ?? -1);
  });
}
