/** A link that shows a run in the page. */
import type { InjectedFault } from "../sim/faults/injector.ts";
import type { Scenario } from "../sim/scenario.ts";
import { formatLink } from "../visualizer/link/link.ts";
import { packageVersion } from "./root.ts";
import { pageScenarios } from "./ui/library.ts";

/** Where `tidemark ui` serves the page when nothing else is asked for. */
const HERE = "http://127.0.0.1:7117/";

/**
 * What to print for `--open`: the link and where it works, or how else the run is shown.
 *
 * @param baseUrl address of the page on a host of the user's; undefined: on this machine
 */
export function linkLines(scenario: Scenario, faults: readonly InjectedFault[], baseUrl: string | undefined): string[] {
  const added = addedFaults(scenario);
  if (added === null)
    return ["The page knows only built-in scenarios by name; show this one with: tidemark ui --scenario FILE"];
  const firstAt = faults.reduce<number | null>(
    (first, { firedAt }) => (firedAt !== null && (first === null || firedAt < first) ? firedAt : first),
    null,
  );
  const link = formatLink({
    ...(scenario.name === undefined ? {} : { scenario: scenario.name }),
    seed: scenario.seed,
    ...(added.length === 0 ? {} : { faults: added }),
    ...(firstAt === null ? {} : { micros: firstAt }),
    engine: packageVersion(),
  });
  const where =
    baseUrl === undefined
      ? "works on this machine only, while `tidemark ui` runs; --base-url names another place"
      : "works wherever that page can be reached";
  return [`${baseUrl ?? HERE}#${link}`, `(${where})`];
}

/** The faults beside those that the scenario has in the page; null if the page has no such scenario. */
function addedFaults(scenario: Scenario): readonly string[] | null {
  const known = pageScenarios().find(([name]) => name === scenario.name)?.[1];
  if (known === undefined || withoutVariables(known) !== withoutVariables(scenario)) return null;
  const [before, now] = [known.faults ?? [], scenario.faults ?? []];
  return before.every((fault, i) => fault === now[i]) ? now.slice(before.length) : null;
}

/** What a link cannot say, as a text to be compared. */
function withoutVariables({ seed: _seed, faults: _faults, ...rest }: Scenario): string {
  const [program] = rest.programs;
  return JSON.stringify({ ...rest, programs: [{ module: program.module, args: program.args ?? {} }] });
}
