import { describe, expect, it } from "vitest";
import { MOST_TOKENS, type Mode, modeOf, modesOf, trafficOf } from "../../../visualizer/graph/level-of-detail.ts";
import { LEAST_STAY_MS, ModeMemory } from "../../../visualizer/graph/mode-memory.ts";
import { ChannelElements } from "../../../visualizer/trace/element-index.ts";

const traffic = (flightMs: number | null, arrivals = 0, flying = 0) => ({ flightMs, arrivals, flying });

describe("how a channel's traffic is drawn", () => {
  it("follows from how long a flight lasts for the viewer", () => {
    expect(modeOf(traffic(120))).toBe("tokens");
    expect(modeOf(traffic(119))).toBe("streaks");
    expect(modeOf(traffic(16, 1000))).toBe("streaks");
    expect(modeOf(traffic(15, 1000))).toBe("flow");
    expect(modeOf(traffic(0, 3))).toBe("streaks");
    expect(modeOf(traffic(null))).toBe("tokens");
  });

  it("is kept in doubt", () => {
    expect(modeOf(traffic(100), "tokens")).toBe("tokens");
    expect(modeOf(traffic(95), "tokens")).toBe("streaks");
    expect(modeOf(traffic(100), "streaks")).toBe("streaks");
    expect(modeOf(traffic(0, 23), "streaks")).toBe("streaks");
    expect(modeOf(traffic(0, 23), null)).toBe("flow");
    expect(modeOf(traffic(0, 18), "flow")).toBe("flow");
  });

  it("gives up single tokens on the busiest channels first when there are too many", () => {
    const modes = modesOf(
      new Map([
        [1, traffic(500, 0, MOST_TOKENS - 100)],
        [2, traffic(500, 0, 99)],
        [3, traffic(500, 0, 50)],
      ]),
    );
    expect([...modes.values()]).toEqual(["flow", "tokens", "tokens"]);
  });

  it("is judged by the newest flights and by what arrived in a second of the viewer's time", () => {
    const channel = new ChannelElements(0);
    for (let i = 0; i < 20; i++) {
      const sentAt = i * 1000;
      // The first twelve flew for long, the last eight did not.
      const arrivedAt = sentAt + (i < 12 ? 900 : 300);
      channel.elements.push({
        ch: 0,
        type: "record",
        seq: i,
        x: 0,
        n: i + 1,
        emittedAt: sentAt,
        sentAt,
        arrivedAt,
        takenAt: arrivedAt,
      });
    }
    expect(trafficOf(channel, 19_500, 10_000)).toEqual({ flightMs: 30, arrivals: 11, flying: 0 });
    expect(trafficOf(channel, 5_100, 1000)).toEqual({ flightMs: 900, arrivals: 1, flying: 1 });
    expect(trafficOf(undefined, 0, 1)).toEqual({ flightMs: null, arrivals: 0, flying: 0 });
  });

  it("stays for a while after each change", () => {
    const memory = new ModeMemory();
    const settle = (mode: Mode, wallMs: number) => memory.settle(new Map([[1, mode]]), wallMs).get(1);
    expect(settle("tokens", 0)).toBe("tokens");
    expect(settle("flow", LEAST_STAY_MS - 1)).toBe("tokens");
    expect(settle("flow", LEAST_STAY_MS)).toBe("flow");
    expect(settle("tokens", LEAST_STAY_MS + 10)).toBe("flow");
    expect(settle("tokens", 2 * LEAST_STAY_MS)).toBe("tokens");
  });
});
