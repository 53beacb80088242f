import { describe, expect, test } from "vitest";
import { smallerCluster } from "../../sim/explore/shrink/smaller-cluster.ts";
import { usualLatencies } from "../../sim/explore/shrink/usual-latencies.ts";
import { entropyOf, LATENCY_KINDS } from "../../sim/latencies.ts";
import { chanceSentence } from "../../sim/narrate/script.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { simulate } from "../../sim/simulation.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

function firstDraws(randomLatencies: readonly string[] | undefined, purpose: string, entity: string): number[] {
  const draws = entropyOf(bucketScenario({ ...(randomLatencies === undefined ? {} : { randomLatencies }) })).draws(
    purpose,
    entity,
  );
  return Array.from({ length: 5 }, () => draws.below(101));
}

describe("latencies that are not left to chance", () => {
  test("are the middle of their range, and move no draw of any other stream", () => {
    const middle = [50, 50, 50, 50, 50];
    expect(firstDraws([], "link", "jm>log")).toEqual(middle);
    expect(firstDraws(["boot"], "link", "jm>log")).toEqual(middle);
    expect(firstDraws(["link:log>jm"], "link", "jm>log")).toEqual(middle);
    for (const left of [["link"], ["boot", "link:jm>log"]])
      expect(firstDraws(left, "link", "jm>log")).toEqual(firstDraws(undefined, "link", "jm>log"));
    for (const other of ["partitioner", "user-random"])
      expect(firstDraws([], other, "x")).toEqual(firstDraws(undefined, other, "x"));
  });

  test("leave a run as it was if there are none of them, and make it the same for every seed if all are", () => {
    const digest = (differences: Partial<Scenario>) => simulate(bucketScenario(differences), bucketHost).digest;
    expect(digest({ randomLatencies: LATENCY_KINDS })).toBe(digest({}));
    const times = (differences: Partial<Scenario>) =>
      simulate(bucketScenario(differences), bucketHost).trace.map(({ t, kind }) => `${kind}@${t}`);
    const steady = times({ randomLatencies: [], seed: 1 });
    expect(times({ randomLatencies: [], seed: 2 })).toEqual(steady);
    expect(times({ randomLatencies: ["link"], seed: 2 })).not.toEqual(times({ randomLatencies: ["link"], seed: 1 }));
    expect(simulate(bucketScenario({ randomLatencies: [] }), bucketHost).status).toBe("FINISHED");
  });

  test("cannot be those of a machine that there is not", () => {
    const scenario = bucketScenario({ randomLatencies: ["link:tm-A>tm-D"] });
    expect(() => simulate(scenario, bucketHost)).toThrow(
      'The latency "link:tm-A>tm-D" names the machine "tm-D", but there are log, jm, tm-A, tm-B, tm-C, client.',
    );
  });

  test("are said in words", () => {
    expect(chanceSentence(bucketScenario())).toBe(null);
    expect(chanceSentence(bucketScenario({ randomLatencies: [] }))).toBe(
      "Every message takes its usual time, and so does every wait: nothing is left to chance.",
    );
    expect(chanceSentence(bucketScenario({ randomLatencies: ["boot", "link:tm-A>log", "link:client>jm"] }))).toBe(
      "Left to chance: the moment at which TaskManagers start; the time that messages travel from TaskManager A to the log; the time that messages travel from the client to the JobManager. Every other time is the usual one.",
    );
  });
});

describe("shrinking what is left to chance", () => {
  const base = bucketScenario({ cluster: { taskManagers: 2, slots: 3 } });
  const context = { examination: { scenario: base, run: null, findings: [] }, base, property: null };
  const tried = (randomLatencies?: readonly string[]) =>
    [
      ...usualLatencies.candidates({ ...base, ...(randomLatencies === undefined ? {} : { randomLatencies }) }, context),
    ].map((candidate) => candidate.randomLatencies?.join(" "));

  test("tries nothing, then each kind alone, then all but some", () => {
    expect(tried().slice(0, 7)).toEqual([
      "",
      "link",
      "boot",
      "checkpoint-delay",
      "restart-jitter",
      "disorder",
      "checkpoint-delay restart-jitter disorder",
    ]);
    expect(tried()).toContain("link boot checkpoint-delay restart-jitter");
  });

  test("then single links in the place of all", () => {
    const singles = tried(["boot", "link"]).filter((names) => names?.match(/^boot link:\S+$/));
    expect(singles).toHaveLength(5 * 4);
    expect(singles).toContain("boot link:tm-B>log");
    expect(tried(["link:tm-B>log"])).toEqual([""]);
    expect(tried([])).toEqual([]);
  });

  test("forgets links to machines that a smaller cluster does not have", () => {
    const scenario = { ...base, randomLatencies: ["boot", "link:tm-B>log", "link:tm-A>log"] };
    const [smaller] = smallerCluster.candidates(scenario, context);
    expect(smaller).toMatchObject({ cluster: { taskManagers: 1 }, randomLatencies: ["boot", "link:tm-A>log"] });
  });
});
