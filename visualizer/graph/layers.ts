/** In which layer each vertex of a job stands, and in which order inside it. */
import type { EdgeView } from "../fold/view-state.ts";

/** How often the order is improved, forth and back. */
const SWEEPS = 2;

/**
 * Layers by the longest path from a source: every edge goes to a later layer. Inside a layer a vertex stands where its
 * neighbours stand on average.
 * @param vertices ids in their order of definition, which decides what the edges leave open
 */
export function layersOf(vertices: readonly string[], edges: readonly EdgeView[]): string[][] {
  const known = new Set(vertices);
  const inner = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const depths = longestPaths(vertices, inner);
  const layers: string[][] = [];
  for (const id of vertices) {
    const depth = depths.get(id) ?? 0;
    while (layers.length <= depth) layers.push([]);
    layers[depth].push(id);
  }
  for (let n = 0; n < SWEEPS; n++) {
    for (let i = 1; i < layers.length; i++) sortByNeighbours(layers, i, inner, ({ from, to }) => [to, from]);
    for (let i = layers.length - 2; i >= 0; i--) sortByNeighbours(layers, i, inner, ({ from, to }) => [from, to]);
  }
  return layers;
}

function longestPaths(vertices: readonly string[], edges: readonly EdgeView[]): Map<string, number> {
  const depths = new Map<string, number>(vertices.map((id) => [id, 0]));
  // A job graph has no cycles: after as many rounds as there are vertices nothing changes any more.
  for (let round = 0, changed = true; changed && round < vertices.length; round++) {
    changed = false;
    for (const { from, to } of edges) {
      const depth = (depths.get(from) ?? 0) + 1;
      if (depth <= (depths.get(to) ?? 0)) continue;
      depths.set(to, depth);
      changed = true;
    }
  }
  return depths;
}

/** @param ends gives of an edge the vertex in the layer and its neighbour */
function sortByNeighbours(
  layers: string[][],
  layer: number,
  edges: readonly EdgeView[],
  ends: (edge: EdgeView) => readonly [string, string],
): void {
  const places = new Map<string, number>();
  for (const ids of layers) for (const [i, id] of ids.entries()) places.set(id, (i + 0.5) / ids.length);
  const centres = new Map<string, number>();
  for (const id of layers[layer]) {
    const near = edges.map(ends).filter(([own]) => own === id);
    const sum = near.reduce((total, [, other]) => total + (places.get(other) ?? 0), 0);
    centres.set(id, near.length === 0 ? (places.get(id) ?? 0) : sum / near.length);
  }
  layers[layer].sort((a, b) => (centres.get(a) ?? 0) - (centres.get(b) ?? 0));
}
