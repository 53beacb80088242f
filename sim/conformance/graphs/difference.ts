/** Outcome of a conformance case: null when it holds, else where and how it differs; or "left out" with the reason. */
export type CaseOutcome =
  | { readonly kind: "pass" }
  | { readonly kind: "difference"; readonly text: string }
  | { readonly kind: "left-out"; readonly reason: string };

export const PASS: CaseOutcome = { kind: "pass" };

/** The first place at which two plain values differ, or null. Fields that `expected` does not have are not looked at. */
export function firstDifference(expected: unknown, actual: unknown, path = ""): string | null {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return `${path}: ${expected.length} elements expected, got ${actual.length}`;
    for (let i = 0; i < expected.length; i++) {
      const difference = firstDifference(expected[i], actual[i], `${path}[${i}]`);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (isRecord(expected) && isRecord(actual)) {
    for (const [key, value] of Object.entries(expected)) {
      const difference = firstDifference(value, actual[key], path === "" ? key : `${path}.${key}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  return Object.is(expected, actual)
    ? null
    : `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}

/** Compares and says so. */
export function compare(expected: unknown, actual: unknown): CaseOutcome {
  const text = firstDifference(expected, actual);
  return text === null ? PASS : { kind: "difference", text };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
