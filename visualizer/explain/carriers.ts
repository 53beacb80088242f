/** Steps that only carry a cause on: calls, buffers, credit, work and waiting. */
import { EXECUTION_STATES, TRACE_KINDS } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";

const CARRIERS = /^(rpc|buf|credit|proc|wait|slot|pool)\.|^el\.(arrive|emit)$|^cp\.((un)?block|a?sync)$|^exec\.state$/;
/** By position in `TRACE_KINDS`: whole traces are asked about. */
const IS_CARRIER = TRACE_KINDS.map((kind) => CARRIERS.test(kind));
const EXEC_STATE = TRACE_KINDS.indexOf("exec.state");
const EL_EMIT = TRACE_KINDS.indexOf("el.emit");
const RECORD = 0;
const RUNNING = EXECUTION_STATES.indexOf("RUNNING");
const FAILED = EXECUTION_STATES.indexOf("FAILED");

/** Does event `seq` only pass on what another one began? */
export function isCarrier(store: TraceStore, seq: number): boolean {
  const code = store.kindCode(seq);
  // An attempt's way to RUNNING is routine; that it runs, or has failed, is not.
  if (code === EXEC_STATE) return store.b(seq) !== RUNNING && store.b(seq) !== FAILED;
  // A watermark, a status: somebody decided to send it.
  if (code === EL_EMIT) return store.b(seq) === RECORD;
  return IS_CARRIER[code];
}
