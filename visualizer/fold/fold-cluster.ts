/** Topology, machines, attempts, the job, faults. */
import { EXECUTION_STATES, JOB_STATES, type TraceKind } from "../../src/trace/kinds.ts";
import type { Fold } from "./fold-event.ts";

/** "B" of "tm-B#1". */
export function letterOf(id: string): string {
  return /^tm-(\w+)/.exec(id)?.[1] ?? id;
}

export const clusterFolds: Partial<Record<TraceKind, Fold>> = {
  "vertex.def"(state, store, seq) {
    const ext = store.ext(seq);
    const id = String(ext?.id);
    const operators = Array.isArray(ext?.operators) ? (ext.operators as Record<string, unknown>[]) : [];
    const name = String(ext?.name ?? id);
    state.vertices.set(id, {
      edition: state.edition,
      id,
      name: name.replace(/^Source: /, ""),
      parallelism: Number(ext?.parallelism ?? 1),
      maxParallelism: Number(ext?.maxParallelism ?? 1),
      operators: operators.map((one) => ({
        id: String(one.id),
        name: String(one.name),
        stateful: one.stateful === true,
      })),
      isSource: name.startsWith("Source: "),
    });
  },
  "edge.def"(state, store, seq) {
    const ext = store.ext(seq);
    const id = String(ext?.id);
    state.edges.set(id, {
      id,
      from: String(ext?.from),
      to: String(ext?.to),
      ship: String(ext?.ship),
      exclusiveBuffers: typeof ext?.exclusiveBuffers === "number" ? ext.exclusiveBuffers : null,
    });
  },
  "exec.def"(state, store, seq) {
    const ext = store.ext(seq);
    const task = store.task(seq);
    const vertex = String(ext?.vertex);
    const subtask = Number(ext?.subtask);
    state.newest.set(`${vertex}/${subtask}`, task);
    state.tasks.set(task, {
      edition: state.edition,
      task,
      vertex,
      subtask,
      attempt: Number(ext?.attempt ?? 0),
      tm: String(ext?.tm ?? ""),
      slot: Number(ext?.slot ?? 0),
      firstKeyGroup: Number(ext?.kgStart ?? 0),
      lastKeyGroup: Number(ext?.kgEnd ?? 0),
      state: "CREATED",
      stateSeq: seq,
      inputs: [],
      outputs: [],
      watermarkMs: null,
      holder: -1,
      idle: false,
      wait: null,
      recordsIn: 0,
      recordsOut: 0,
      late: 0,
      aligning: null,
      failure: null,
      splits: new Map(),
    });
  },
  "chan.def"(state, store, seq) {
    const ext = store.ext(seq);
    const ch = store.ch(seq);
    const fromTask = Number(ext?.fromTask);
    const toTask = Number(ext?.toTask);
    state.channels.set(ch, {
      edition: state.edition,
      ch,
      edge: String(ext?.edge),
      fromTask,
      toTask,
      gate: Number(ext?.gate ?? 0),
      index: Number(ext?.index ?? 0),
      local: ext?.local === true,
      watermarkMs: null,
      idle: false,
      blockedBy: 0,
      noCreditSince: null,
      credits: null,
    });
    const from = state.own(state.tasks, fromTask);
    if (from !== undefined) from.outputs = [...from.outputs, ch];
    const to = state.own(state.tasks, toTask);
    if (to !== undefined) to.inputs = [...to.inputs, ch];
  },
  "tm.def"(state, store, seq) {
    const ext = store.ext(seq);
    const id = String(ext?.id);
    const tm = store.ch(seq);
    // A process that was started again takes the place of the one that died.
    for (const [number, other] of state.machines)
      if (other.letter === letterOf(id) && number !== tm) state.machines.delete(number);
    state.machines.set(tm, {
      edition: state.edition,
      tm,
      id,
      letter: letterOf(id),
      slots: Number(ext?.slots ?? 0),
      state: "running",
      lostSeq: -1,
      heardAt: store.t(seq),
      unheard: [],
    });
  },
  "tm.lost"(state, store, seq) {
    const id = String(store.ext(seq)?.id);
    for (const number of state.machines.keys()) {
      if (state.machines.get(number)?.id !== id) continue;
      const machine = state.own(state.machines, number);
      if (machine === undefined || machine.state === "lost") continue;
      machine.state = "lost";
      machine.lostSeq = seq;
    }
  },
  "exec.state"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task === undefined) return;
    task.state = EXECUTION_STATES[store.b(seq)] ?? task.state;
    task.stateSeq = seq;
    if (task.state === "FINISHED" || task.state === "CANCELED" || task.state === "FAILED") {
      task.wait = null;
      task.aligning = null;
    }
    const reason = store.ext(seq)?.reason;
    if (task.state === "FAILED" && typeof reason === "string") task.failure ??= reason;
  },
  "fail.task"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    const message = String(store.ext(seq)?.message ?? "");
    if (task !== undefined) task.failure = message;
    state.failure = message;
  },
  "fail.job"(state, store, seq) {
    state.failure = String(store.ext(seq)?.message ?? "");
  },
  "job.state"(state, store, seq) {
    state.jobState = JOB_STATES[store.b(seq)] ?? null;
  },
  "restart.plan"(state) {
    state.restarts++;
  },
  "src.rewind"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task === undefined) return;
    task.splits = new Map([...task.splits, [String(store.ext(seq)?.split), store.x(seq)]]);
  },
  "iv.apply"(state, store, seq) {
    const index = store.a(seq);
    state.faults.set(index, {
      edition: state.edition,
      index,
      spec: String(store.ext(seq)?.spec ?? ""),
      appliedAt: store.t(seq),
      seq,
      endedAt: null,
    });
  },
  "iv.end"(state, store, seq) {
    const fault = state.own(state.faults, store.a(seq));
    if (fault !== undefined) fault.endedAt = store.t(seq);
  },
  "run.end"(state, store, seq) {
    state.ended = store.a(seq);
  },
};
