/** A link that shows a run in the page. */
import type { InjectedFault } from "../sim/faults/injector.ts";
import { addressOfRun } from "../sim/link/run-link-text.ts";
import type { ChosenScenario } from "./scenario-of.ts";
import { count } from "./text.ts";
import { readsFiles } from "./ui/library.ts";
import { MOST_RECORDS, nameInPage } from "./ui/served-library.ts";

/** What is to be linked to. */
export interface LinkedRun {
  readonly chosen: Pick<ChosenScenario, "scenario" | "base" | "served">;
  /** Of its input. */
  readonly records: number;
  readonly faults: readonly InjectedFault[];
}

/**
 * What to print for `--open`: the link and where it works, or why there is none.
 *
 * @param baseUrl address of the page on a host of the user's; undefined: on this machine
 */
export function linkLines({ chosen, records, faults }: LinkedRun, baseUrl: string | undefined): string[] {
  const { scenario, base, served } = chosen;
  if (records > MOST_RECORDS || (served === null && readsFiles(scenario)))
    return [
      `There is no link to this run: it reads ${count(records, "record")} and the page takes ${count(MOST_RECORDS, "record")} ` +
        "that are in the scenario; see its trace with: tidemark run … --trace run.jsonl, then tidemark ui --trace run.jsonl",
    ];
  const firstAt = faults.reduce<number | null>(
    (first, { firedAt }) => (firedAt !== null && (first === null || firedAt < first) ? firedAt : first),
    null,
  );
  const known = { ...base, name: nameInPage(base, served ?? "") };
  const address = addressOfRun(known, scenario, {
    ...(baseUrl === undefined ? {} : { address: baseUrl }),
    ...(firstAt === null ? {} : { micros: firstAt }),
  });
  return address === null
    ? [
        "There is no link to this run: its job or its records are not those of its scenario; put them into a scenario " +
          "file and show it with: tidemark ui --scenario FILE",
      ]
    : [address, `(${placeOf(served, baseUrl)})`];
}

/** Where the link works. */
function placeOf(served: string | null, baseUrl: string | undefined): string {
  const command = served === null ? "tidemark ui" : `tidemark ui --scenario ${served}`;
  if (baseUrl === undefined)
    return `works on this machine only, while \`${command}\` runs; --base-url names another place`;
  return served === null
    ? "works wherever that page can be reached"
    : `works where that page has this scenario; \`tidemark share\` puts it into a file of its own`;
}
