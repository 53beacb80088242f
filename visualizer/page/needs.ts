/** What a browser must have, and how the page goes on without it. */

/** worker: nothing can be simulated; canvas: pictures are missing, what is written remains. */
export type Need = "worker" | "canvas";

/** What of a browser is looked at. */
export interface Surroundings {
  readonly Worker?: unknown;
  readonly document: { createElement(name: "canvas"): { getContext?(kind: "2d"): unknown } };
}

/** What is missing, worst first. */
export function missingNeeds({ Worker: worker, document }: Surroundings): Need[] {
  const missing: Need[] = [];
  if (typeof worker !== "function") missing.push("worker");
  if (document.createElement("canvas").getContext?.("2d") == null) missing.push("canvas");
  return missing;
}
