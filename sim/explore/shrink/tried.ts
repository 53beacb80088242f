/** Which scenarios were tried: reductions meet the same one again and again, and it fails or does not as before. */
import type { Scenario } from "../../scenario.ts";

/** Remembers scenarios by what decides their runs. */
export class Tried {
  readonly #known = new Set<string>();

  /** Remembers the scenario; tells whether it is new. */
  add(scenario: Scenario): boolean {
    const text = canonicalText(scenario);
    if (this.#known.has(text)) return false;
    this.#known.add(text);
    return true;
  }
}

/** The order in which settings stand decides nothing. */
function canonicalText({ configuration = {}, name: _name, purpose: _purpose, ...rest }: Scenario): string {
  const settings = Object.entries(configuration).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([settings, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
