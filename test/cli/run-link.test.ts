import { describe, expect, it } from "vitest";
import { linkLines } from "../../cli/run-link.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { parseLink } from "../../visualizer/link/link.ts";

const { recovery, watermark } = SCENARIOS;

/** A run of a built-in scenario, changed. */
function linesOf(base: Scenario, scenario: Scenario, baseUrl?: string): string[] {
  return linkLines({ chosen: { base, scenario, served: null }, records: 10, faults: [] }, baseUrl);
}

function linkOf(address: string): ReturnType<typeof parseLink> {
  return parseLink(address.slice(address.indexOf("#")));
}

describe("the link to a run", () => {
  it("names scenario, seed and what was added to its faults, and works on this machine", () => {
    const faults = [...(recovery.faults ?? []), "pause:tm=A@2s/1s"];
    const [address, where] = linesOf(recovery, { ...recovery, seed: 7, faults });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:7117\/#/);
    expect(where).toContain("this machine only, while `tidemark ui` runs");
    const { link, ignored } = linkOf(address);
    expect(ignored).toEqual([]);
    expect(link).toMatchObject({ scenario: "recovery", seed: 7, faults: ["pause:tm=A@2s/1s"] });
  });

  it("says what else is otherwise", () => {
    const configuration = { ...recovery.configuration, "parallelism.default": 1 };
    const [address] = linesOf(recovery, { ...recovery, configuration, faults: [] });
    expect(linkOf(address)).toMatchObject({
      link: { settings: { "parallelism.default": "1" }, withoutOwnFaults: true },
      ignored: [],
    });
  });

  it("leads elsewhere if it is told where", () => {
    const [address, where] = linesOf(watermark, watermark, "https://example.org/tide/");
    expect(address).toMatch(/^https:\/\/example\.org\/tide\/#/);
    expect(where).not.toContain("this machine");
  });

  it("says which command serves a scenario of the user's own", () => {
    const { name: _name, ...own } = recovery;
    const chosen = { base: own, scenario: own, served: "runs/own case.scenario.json" };
    const [address, where] = linkLines({ chosen, records: 10, faults: [] }, undefined);
    expect(where).toContain("tidemark ui --scenario runs/own case.scenario.json");
    expect(linkOf(address)).toMatchObject({ link: { scenario: "own case" }, ignored: [] });
  });

  it("is none for records of files and for another job, and says what to do instead", () => {
    const { scenario } = JOBS["hourly-tips"];
    const files = linkLines({ chosen: { base: scenario, scenario, served: null }, records: 100_000, faults: [] }, "");
    expect(files).toEqual([expect.stringContaining("tidemark ui --trace run.jsonl")]);
    expect(linesOf(recovery, { ...recovery, programs: [{ module: "word-count" }] })).toEqual([
      expect.stringContaining("tidemark ui --scenario FILE"),
    ]);
  });
});
