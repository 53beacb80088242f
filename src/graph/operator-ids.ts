/** Operator ids: from the uid, or from the place in the graph. `StreamGraphHasherV2`. */
import { isChainable } from "./chaining.ts";
import { GraphError } from "./graph-error.ts";
import { murmur3x64_128 } from "./murmur3-128.ts";
import type { StreamGraph, StreamNode } from "./stream-graph.ts";
import { toHex, utf8Bytes } from "./utf8.ts";

/** The id that `uid(text)` gives: 32 hex digits. */
export function operatorIdOfUid(uid: string): string {
  return toHex(murmur3x64_128(utf8Bytes(uid)));
}

/**
 * Ids of all nodes, by node id; 32 hex digits. Nodes without uid are hashed breadth first from the sources, each once all
 * its inputs are: over how many nodes came before, how many of its outputs are chainable, and the ids of its inputs.
 */
export function operatorIds(graph: StreamGraph): ReadonlyMap<number, string> {
  const hashes = new Map<number, number[]>();
  const visited = new Set<StreamNode>(graph.sources);
  const queue: StreamNode[] = [...graph.sources];
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i];
    const hash = node.uid !== null ? userHash(node.uid, node.id, hashes) : placeHash(node, graph, hashes);
    if (hash === null) {
      // Another input reaches it later.
      visited.delete(node);
      continue;
    }
    hashes.set(node.id, hash);
    for (const { target } of node.outEdges) {
      if (visited.has(target)) continue;
      visited.add(target);
      queue.push(target);
    }
  }
  const ids = new Map<number, string>();
  for (const [node, hash] of hashes) ids.set(node, toHex(hash));
  return ids;
}

function userHash(uid: string, node: number, hashes: ReadonlyMap<number, number[]>): number[] {
  const hash = murmur3x64_128(utf8Bytes(uid));
  for (const other of hashes.values()) {
    if (other.every((byte, i) => byte === hash[i])) {
      throw new GraphError(
        `Hash collision on user-specified ID "${uid}". Most likely cause is a non-unique ID. Please check that all IDs specified via \`uid(String)\` are unique.`,
        node,
      );
    }
  }
  return hash;
}

/** null while an input has no hash. */
function placeHash(node: StreamNode, graph: StreamGraph, hashes: ReadonlyMap<number, number[]>): number[] | null {
  for (const edge of node.inEdges) if (!hashes.has(edge.source.id)) return null;
  let numbers = 1;
  for (const edge of node.outEdges) if (isChainable(edge, graph.chaining)) numbers++;
  // Each number as four bytes, the lowest first.
  const input: number[] = [];
  for (let i = 0; i < numbers; i++)
    for (let shift = 0; shift < 32; shift += 8) input.push((hashes.size >>> shift) & 255);
  const hash = murmur3x64_128(input);
  for (const edge of node.inEdges) {
    const other = hashes.get(edge.source.id)!;
    for (let j = 0; j < hash.length; j++) hash[j] = ((hash[j] * 37) ^ other[j]) & 255;
  }
  return hash;
}
