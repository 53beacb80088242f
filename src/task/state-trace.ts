/** What the trace learns of state that leaves a task and comes back: checksums, key groups, elements of lists. */
import { writtenKeyGroups } from "../state/heap-keyed-snapshot.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import type { TraceExt } from "../trace/trace.ts";
import { fingerprint } from "../types/checksum.ts";

/** The payload of `state.cut`, `state.store` and `state.load`. @param keyed null: the operator is not keyed */
export function stateTold(op: string, keyed: Uint8Array | null, operator: OperatorStateSnapshot | null): TraceExt {
  return {
    op,
    digest: keyed === null ? null : fingerprint(keyed),
    groups: keyed === null ? null : writtenKeyGroups(keyed),
    lists: (operator?.lists ?? []).map(({ name, mode, elements }) => [
      name,
      mode,
      elements.map((element) => fingerprint(element)),
    ]),
  };
}
