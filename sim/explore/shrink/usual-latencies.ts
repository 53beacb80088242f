/** Latencies become constants, all of them if it can be, else all but the few that the failure needs. */
import { LATENCY_KINDS, machinesOfLink } from "../../latencies.ts";
import { type Scenario, taskManagerName } from "../../scenario.ts";
import { type Reduction, withoutParts } from "./reduction.ts";

/** Leaves less and less to chance: kinds of latency first, then single links in the place of all. */
export const usualLatencies: Reduction = {
  name: "latencies as they usually are",
  *candidates(scenario) {
    const { randomLatencies } = scenario;
    const left = randomLatencies ?? LATENCY_KINDS;
    yield* withLatencies(scenario, fewer(left));
    if (randomLatencies === undefined || !left.includes("link")) return;
    const others = left.filter((name) => name !== "link");
    for (const links of fewer(linksOf(scenario)))
      if (links.length > 0) yield* withLatencies(scenario, [[...others, ...links]]);
  },
};

/** Nothing, one alone, then ever smaller parts less. */
function* fewer(names: readonly string[]): Iterable<readonly string[]> {
  if (names.length === 0) return;
  yield [];
  if (names.length > 1) for (const name of names) yield [name];
  for (const rest of withoutParts(names)) if (rest.length > 1) yield rest;
}

function* withLatencies(scenario: Scenario, lists: Iterable<readonly string[]>): Iterable<Scenario> {
  for (const randomLatencies of lists) yield { ...scenario, randomLatencies };
}

/** Both directions between all machines, but not those of services: a scenario does not name them. */
function linksOf({ cluster }: Scenario): string[] {
  const taskManagers = Array.from({ length: cluster.taskManagers }, (_, i) => `tm-${taskManagerName(i)}`);
  const machines = ["jm", "log", "client", ...taskManagers];
  return machines.flatMap((from) => machines.filter((to) => to !== from).map((to) => `link:${from}>${to}`));
}

/** The latencies without those of links to TaskManagers that a smaller cluster does not have. */
export function latenciesWithin(scenario: Scenario, taskManagers: number): Pick<Scenario, "randomLatencies"> {
  const { randomLatencies, cluster } = scenario;
  if (randomLatencies === undefined) return {};
  const gone = Array.from({ length: cluster.taskManagers }, (_, i) => `tm-${taskManagerName(i)}`).slice(taskManagers);
  const isThere = (name: string) => !(machinesOfLink(name) ?? []).some((machine) => gone.includes(machine));
  return { randomLatencies: randomLatencies.filter(isThere) };
}
