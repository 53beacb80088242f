import { describe, expect, it } from "vitest";
import { linkLines } from "../../cli/run-link.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { parseLink } from "../../visualizer/link/link.ts";

const { recovery, watermark } = SCENARIOS;

describe("the link to a run", () => {
  it("names scenario, seed and what was added to its faults, and works on this machine", () => {
    const faults = [...(recovery.faults ?? []), "pause:tm=A@2s/1s"];
    const [address, where] = linkLines({ ...recovery, seed: 7, faults }, [], undefined);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:7117\/#/);
    expect(where).toContain("this machine only");
    const { link, ignored } = parseLink(address.slice(address.indexOf("#")));
    expect(ignored).toEqual([]);
    expect(link).toMatchObject({ scenario: "recovery", seed: 7, faults: ["pause:tm=A@2s/1s"] });
  });

  it("leads elsewhere if it is told where", () => {
    const [address, where] = linkLines(watermark, [], "https://example.org/tide/");
    expect(address).toMatch(/^https:\/\/example\.org\/tide\/#/);
    expect(where).not.toContain("this machine");
  });

  it("is none for what a link cannot say", () => {
    const changed = [
      { ...recovery, faults: [] },
      { ...recovery, name: "my-own" },
      { ...watermark, configuration: { ...watermark.configuration, "parallelism.default": 1 } },
    ];
    for (const scenario of changed)
      expect(linkLines(scenario, [], undefined)).toEqual([expect.stringContaining("tidemark ui --scenario FILE")]);
  });
});
