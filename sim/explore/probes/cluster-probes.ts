import type { TraceEvent } from "../../../src/trace/trace.ts";
import { field, textField } from "../../check/values.ts";
import type { IdOf, Probe, ProbeFold, Reach } from "./probe.ts";

/** Calls, links and machines. */
export const CLUSTER_PROBES = [
  {
    id: "stale-token",
    statement: "A call with the token of an earlier leader or job was refused.",
    outOfReach:
      "Without high availability the leaders' token is always the same (Flink's `DEFAULT_LEADER_ID`), and a JobManager that is restarted does not know its jobs.",
  },
  { id: "call-twice", statement: "A call was received twice." },
  { id: "lost-call", statement: "A call was lost." },
  { id: "lost-answer", statement: "A call was carried out, and its answer was lost." },
  { id: "late-message", statement: "A call or its answer was held up." },
  { id: "call-given-up", statement: "A caller did not wait any longer for an answer." },
  { id: "answer-after-all", statement: "A call was received after its caller had given it up." },
  { id: "pause-beyond-heartbeat", statement: "A machine stood still for so long that others gave it up, and went on." },
  { id: "back-after-loss", statement: "A TaskManager that had been given up came back, the same process." },
  { id: "one-way-cut", statement: "A link was cut in one direction only." },
  { id: "cut-healed", statement: "A cut link healed, and the processes at both ends had lived on." },
  { id: "storage-too-slow", statement: "A checkpoint expired while the storage was slow." },
] as const satisfies readonly Probe[];

/** Folds calls, interventions and what the cluster makes of them. */
export class ClusterProbes implements ProbeFold<IdOf<typeof CLUSTER_PROBES>> {
  /** Calls that were received or given up, by sender and number. */
  readonly #received = new Set<string>();
  readonly #givenUp = new Set<string>();
  readonly #lost = new Set<string>();
  /** Machines that stand still, by number of the fault; and until when, µs. */
  readonly #paused = new Map<string, number>();
  /** Cut links, by number of the fault: their ends. */
  readonly #cuts = new Map<number, readonly string[]>();
  readonly #slowStorage = new Set<number>();

  on(event: TraceEvent, reach: Reach<IdOf<typeof CLUSTER_PROBES>>): void {
    switch (event.kind) {
      case "rpc.reject":
        if (field(event, "reason") === "fenced") reach("stale-token");
        return;
      case "rpc.accept":
        this.#accept(event, reach);
        return;
      case "rpc.answer":
        if (event.b === 1) return;
        reach("call-given-up");
        this.#givenUp.add(callOf(event));
        return;
      case "net.fault":
        if (event.a === 0) reach(event.b === 1 ? "lost-answer" : "lost-call");
        else if (event.a === 2) reach("late-message");
        return;
      case "tm.lost":
        this.#lose(event, reach);
        return;
      case "tm.register":
        if (this.#lost.has(textField(event, "id"))) reach("back-after-loss");
        return;
      case "iv.apply":
        this.#begin(event, textField(event, "spec"), reach);
        return;
      case "iv.end":
        if (this.#cuts.delete(event.a)) reach("cut-healed");
        this.#slowStorage.delete(event.a);
        return;
      case "cp.fail":
        if (field(event, "reason") === "CHECKPOINT_EXPIRED" && this.#slowStorage.size > 0) reach("storage-too-slow");
        return;
    }
  }

  #accept(event: TraceEvent, reach: Reach<IdOf<typeof CLUSTER_PROBES>>): void {
    if (event.a === 0) return;
    const call = callOf(event);
    if (this.#received.has(call)) reach("call-twice");
    if (this.#givenUp.has(call)) reach("answer-after-all");
    this.#received.add(call);
  }

  #lose(event: TraceEvent, reach: Reach<IdOf<typeof CLUSTER_PROBES>>): void {
    const id = textField(event, "id");
    this.#lost.add(id);
    const node = id.replace(/#\d+$/, "");
    if (field(event, "reason") === "timeout" && (this.#paused.get(node) ?? -1) >= event.t)
      reach("pause-beyond-heartbeat");
  }

  #begin(event: TraceEvent, spec: string, reach: Reach<IdOf<typeof CLUSTER_PROBES>>): void {
    const [, what, options] = /^([a-z-]+):?([^@]*)/.exec(spec) ?? [];
    switch (what) {
      case "pause":
        this.#paused.set(nodeOf(options), event.t + pauseMicros(spec));
        return;
      case "crash":
        for (const [fault, ends] of this.#cuts) if (ends.includes(nodeOf(options))) this.#cuts.delete(fault);
        return;
      case "cut":
        if (options.includes("oneway")) reach("one-way-cut");
        this.#cuts.set(event.a, options.split(",")[0].split("-").map(nodeOf));
        return;
      case "slow-storage":
        this.#slowStorage.add(event.a);
        return;
    }
  }
}

function callOf(event: TraceEvent): string {
  return `${textField(event, "from")} ${event.a}`;
}

/** "tm-B" of "tm=B,silent" and of "B"; "jm" and "log" as they are. */
function nodeOf(target: string): string {
  const [name] = target.split(",");
  if (name === "jm" || name === "log") return name;
  return `tm-${name.replace(/^tm=/, "")}`;
}

/** "pause:tm=A@3s/2.5s"; without a length it is one second. */
function pauseMicros(spec: string): number {
  const [, value, unit] = /\/([\d.]+)(us|ms|s|min)$/.exec(spec) ?? [null, "1", "s"];
  return Number(value) * { us: 1, ms: 1e3, s: 1e6, min: 6e7 }[unit as "us" | "ms" | "s" | "min"];
}
