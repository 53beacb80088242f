/** Steps that only carry a cause on: calls, buffers, credit, work and waiting. */
import type { TraceStore } from "../trace/trace-store.ts";

const CARRIERS = /^(rpc|buf|credit|proc|wait|slot|pool)\.|^el\.(arrive|emit)$|^cp\.((un)?block|a?sync)$/;
const RECORD = 0;
const RUNNING = 4;
const FAILED = 8;

/** Does event `seq` only pass on what another one began? */
export function isCarrier(store: TraceStore, seq: number): boolean {
  const kind = store.kind(seq);
  // An attempt's way to RUNNING is routine; that it runs, or has failed, is not.
  if (kind === "exec.state") return store.b(seq) !== RUNNING && store.b(seq) !== FAILED;
  // A watermark, a status: somebody decided to send it.
  if (kind === "el.emit") return store.b(seq) === RECORD;
  return CARRIERS.test(kind);
}
