import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { linkedScenario, type RunLink, runLinkOf } from "../../../sim/link/run-link.ts";
import { addressOfRun, formatRunLink, RUN_LINK_READERS } from "../../../sim/link/run-link-text.ts";
import { readScenario } from "../../../sim/scenario-file.ts";

const { recovery, watermark } = SCENARIOS;
const readers = new Map(RUN_LINK_READERS);

function read(parts: readonly string[]): RunLink {
  return Object.assign(
    {},
    ...parts.map((part) => {
      const at = part.indexOf("=");
      return readers.get(part.slice(0, at))?.(decodeURIComponent(part.slice(at + 1)));
    }),
  );
}

const changes = fc.record(
  {
    seed: fc.nat(),
    faults: fc.subarray([
      "pause:tm=A@2s/1s",
      "crash:tm=B@txn.pre(cp=2,task=a%3B%2Cb -> 潮,subtask=2)#2+3ms/2s",
      ...(recovery.faults ?? []),
    ]),
    limitMs: fc.integer({ min: 1, max: 1e9 }),
    untilMs: fc.integer({ min: 1, max: 1e9 }),
    randomLatencies: fc.subarray(["link", "boot", "disorder", "link:jm>tm-A"]),
    configuration: fc.dictionary(
      fc.constantFrom("parallelism.default", "execution.checkpointing.interval", "restart-strategy.type"),
      fc.oneof(fc.nat(), fc.boolean(), fc.constantFrom("1 s", "a,b:c&d%e=f #g", "潮")),
    ),
    cluster: fc.record({ taskManagers: fc.integer({ min: 1, max: 9 }), slots: fc.integer({ min: 1, max: 9 }) }),
    programs: fc
      .dictionary(fc.constantFrom("window", "keys"), fc.constantFrom("5", "a:b,c", "潮"))
      .map((args) => [{ module: recovery.programs[0].module, args }]),
  },
  { requiredKeys: [] },
);

describe("the run of a link", () => {
  it("is the one that the link was made of", () => {
    fc.assert(
      fc.property(changes, (changed) => {
        const scenario = { ...recovery, ...changed };
        const link = runLinkOf(recovery, scenario);
        expect(link).not.toBe(null);
        const again = linkedScenario(recovery, read(formatRunLink(link ?? {})));
        const faults = [...(again.faults ?? []), ...(link?.faults ?? [])];
        expect({ ...again, faults, programs: [{ args: {}, ...again.programs[0] }] }).toEqual({
          ...scenario,
          faults: scenario.faults ?? [],
          programs: [{ args: {}, ...scenario.programs[0] }],
          // A setting that is taken away and one that was never there are the same.
          configuration: { ...scenario.configuration },
        });
      }),
    );
  });

  it("can leave nothing to chance, and everything again", () => {
    const steady = { ...recovery, randomLatencies: [] };
    expect(linkedScenario(recovery, runLinkOf(recovery, steady) ?? {})).toEqual(steady);
    expect(linkedScenario(steady, runLinkOf(steady, recovery) ?? {})).toEqual(recovery);
  });

  it("is the scenario itself where nothing is said", () => {
    expect(linkedScenario(recovery, {})).toEqual(recovery);
    expect(runLinkOf(watermark, watermark)).toEqual({ scenario: "watermark" });
  });

  it("cannot have other records, another job or other machines", () => {
    expect(runLinkOf(recovery, { ...recovery, inputs: { orders: { records: [1] } } })).toBe(null);
    expect(runLinkOf(recovery, { ...recovery, programs: [{ module: "word-count" }] })).toBe(null);
    expect(runLinkOf(recovery, { ...recovery, cluster: { ...recovery.cluster, slowness: { A: 3 } } })).toBe(null);
    expect(addressOfRun(recovery, { ...recovery, confluent: !recovery.confluent })).toBe(null);
  });

  it("takes no setting on trust", () => {
    const settings = readers.get("p");
    for (const hostile of [
      "taskManagers:0",
      "randomLatencies:network",
      "slots:-1",
      "slots:1e9",
      "__proto__:1",
      "a b:1",
      "x",
      "a:%E0%A4%A",
      "",
    ])
      expect(settings?.(hostile), hostile).toBe(null);
    const odd = linkedScenario(recovery, { settings: { taskManagers: "999999999", "no.such.key": "1" } });
    expect(readScenario(odd)).toMatchObject({ ok: false });
  });

  it("is named by an address of the page", () => {
    expect(addressOfRun(watermark, { ...watermark, seed: 5 }, { micros: 1500.4 })).toBe(
      "http://127.0.0.1:7117/#v=1&s=watermark&seed=5&at=1500",
    );
  });
});
