import { readKeyedSnapshot } from "../state/heap-keyed-snapshot.ts";
import { identityOf } from "../state/key-identity.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";

/** How many keys hold a value, in whatever state; those with nothing but timers do not count. */
export function keysWithState(backend: KeyedStateBackend): number {
  const keys = new Set<unknown>();
  const { maxParallelism, firstKeyGroup, lastKeyGroup } = backend;
  readKeyedSnapshot(backend.snapshot().serialize(), maxParallelism, firstKeyGroup, lastKeyGroup, {
    keySchema: () => {},
    declaredState: () => {},
    entry: (_state, _keyGroup, key) => {
      keys.add(identityOf(key));
    },
    timer: () => {},
  });
  return keys.size;
}
