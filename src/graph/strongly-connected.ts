/** Gives each node of a directed graph the number of its strongly connected component (Tarjan's algorithm, iterative). */
export function stronglyConnectedComponents(successors: readonly (readonly number[])[]): Int32Array {
  const size = successors.length;
  const component = new Int32Array(size).fill(-1);
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const stack: number[] = [];
  let next = 0;
  let components = 0;

  for (let start = 0; start < size; start++) {
    if (index[start] >= 0) continue;
    const path: { node: number; edge: number }[] = [{ node: start, edge: 0 }];
    index[start] = low[start] = next++;
    stack.push(start);
    while (path.length > 0) {
      const frame = path[path.length - 1];
      const { node } = frame;
      if (frame.edge < successors[node].length) {
        const target = successors[node][frame.edge++];
        if (index[target] < 0) {
          index[target] = low[target] = next++;
          stack.push(target);
          path.push({ node: target, edge: 0 });
        } else if (component[target] < 0) {
          low[node] = Math.min(low[node], index[target]);
        }
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const parent = path[path.length - 1].node;
        low[parent] = Math.min(low[parent], low[node]);
      }
      if (low[node] !== index[node]) continue;
      for (let member = -1; member !== node; ) {
        member = stack.pop()!;
        component[member] = components;
      }
      components++;
    }
  }
  return component;
}
