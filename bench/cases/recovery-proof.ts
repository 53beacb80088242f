/** Reads in a run's trace that a crash was noticed by the runtime itself and recovered from by a checkpoint. */
import type { Run } from "../../sim/simulation.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";

/** Throws one sentence that names the first thing that did not happen. */
export function assertRecovery(run: Run): void {
  const need: (holds: boolean, what: string) => asserts holds = (holds, what) => {
    if (!holds) throw new Error(`The run is no recovery from a crash: ${what}.`);
  };
  const { trace } = run;
  const first = (kind: TraceEvent["kind"], from: number): number =>
    trace.findIndex((event, i) => i >= from && event.kind === kind);
  need(run.status === "FINISHED", `it ended ${run.status}`);
  need(run.restarts === 1, `it restarted ${run.restarts} times`);
  need(trace.filter(({ kind }) => kind === "tm.register").length >= 2, "two TaskManagers did not register");
  need(
    trace.some(({ kind }) => kind === "slot.offer"),
    "no slot was offered",
  );
  need(
    trace.some(({ kind }) => kind === "rpc.accept"),
    "nothing went by RPC",
  );
  const crash = first("iv.apply", 0);
  need(crash >= 0, "nothing crashed");
  const completed = trace.filter(({ kind }, i) => i < crash && kind === "cp.complete").map(({ ch }) => ch);
  need(completed.length > 0, "no checkpoint was complete before the crash");
  const lost = first("tm.lost", crash);
  need(lost >= 0, "nobody noticed the loss");
  need(!(trace[lost].cause < 0) && trace[lost].t > trace[crash].t, "the loss was noticed without a cause");
  const newest = completed[completed.length - 1];
  const restored = trace.filter(({ kind }, i) => i > lost && kind === "restore.end");
  need(restored.length > 0, "no task was restored");
  for (const { ch } of restored) need(ch >= newest, `a task was restored from checkpoint ${ch}, not from ${newest}`);
  const rewinds = trace.filter(({ kind }, i) => i > lost && kind === "src.rewind");
  need(
    rewinds.some(({ x }) => x > 0),
    "the restored position is the beginning of the input",
  );
}
