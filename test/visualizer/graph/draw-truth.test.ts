import { describe, expect, it } from "vitest";
import { type ChannelLine, channelLines } from "../../../visualizer/graph/channel-lines.ts";
import { layoutGraph } from "../../../visualizer/graph/layout.ts";
import type { Mode } from "../../../visualizer/graph/level-of-detail.ts";
import { type GraphScene, graphScene } from "../../../visualizer/graph/scene.ts";
import { modelOf } from "../support/model.ts";
import { momentsOf, randomNumbers } from "./support/moments.ts";
import { type Token, tokensOf } from "./support/tokens.ts";
import { type OpenElement, Walk } from "./support/walk.ts";

const SCENARIOS = ["watermark", "checkpoint", "recovery", "second-crash", "word-count"];
const SIZES = [
  { width: 848, height: 560 },
  { width: 390, height: 371 },
];

/** Px from the card of the sender along the whole channel. */
function progress({ x, y }: Token, { out, from, to, in: into }: ChannelLine): number {
  let before = 0;
  let nearest = Number.POSITIVE_INFINITY;
  let best = 0;
  for (const [a, b] of [
    [out, from],
    [from, to],
    [to, into],
  ]) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const share = Math.min(1, Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length ** 2));
    const away = Math.hypot(x - a.x - share * (b.x - a.x), y - a.y - share * (b.y - a.y));
    if (away < nearest - 1e-6) [nearest, best] = [away, before + share * length];
    before += length;
  }
  return best;
}

function stageOf({ sentAt, hasArrived }: OpenElement): "before" | "flying" | "arrived" {
  return hasArrived ? "arrived" : sentAt === null ? "before" : "flying";
}

/** Checks one picture; gives how many elements flew in it. */
function check(scene: GraphScene, walk: Walk, modes: ReadonlyMap<number, Mode> | null): number {
  const { state, size, micros } = scene;
  const lines = channelLines(state, layoutGraph(state, size));
  const tokens = tokensOf(graphScene(modes === null ? scene : { ...scene, modes }));
  const open = new Map([...walk.open.values()].flat().map((one) => [one.seq, one]));
  const drawn = new Map(tokens.map((token) => [token.seq, token]));
  const where = `at ${micros} of ${scene.rate}`;
  for (const token of tokens) {
    const element = open.get(token.seq);
    expect(element, `element ${token.seq} is drawn and not open ${where}`).toBeDefined();
    const line = element === undefined ? undefined : lines.get(element.ch);
    expect(line, `element ${token.seq} is drawn on a channel that is not shown`).toBeDefined();
    if (element === undefined || line === undefined) continue;
    const { out, from, to } = line;
    const flightBegins = Math.hypot(from.x - out.x, from.y - out.y);
    const flightEnds = flightBegins + Math.hypot(to.x - from.x, to.y - from.y);
    const at = progress(token, line);
    const stage = stageOf(element);
    if (stage === "before") expect(at, `not sent ${where}`).toBeLessThanOrEqual(flightBegins);
    if (stage === "arrived") expect(at, `arrived ${where}`).toBeGreaterThanOrEqual(flightEnds);
    if (stage !== "flying" || element.sentAt === null) continue;
    const arrives = walk.arrivalOf(element);
    const share = arrives === undefined ? 0 : (micros - element.sentAt) / (arrives - element.sentAt);
    const away = Math.hypot(token.x - (from.x + share * (to.x - from.x)), token.y - (from.y + share * (to.y - from.y)));
    expect(away, `element ${token.seq} ${where}`).toBeLessThanOrEqual(0.5);
  }
  let flying = 0;
  for (const [ch, line] of lines) {
    const queue = walk.queue(ch);
    const shown = queue.filter(({ seq }) => drawn.has(seq));
    for (const [i, { seq }] of shown.entries()) {
      const ahead = i === 0 ? undefined : drawn.get(shown[i - 1].seq);
      const own = drawn.get(seq);
      if (ahead === undefined || own === undefined) continue;
      // Those of one buffer fly as one.
      expect(progress(own, line), `order on channel ${ch} ${where}`).toBeLessThanOrEqual(progress(ahead, line) + 1e-6);
    }
    const inAir = queue.filter((one) => stageOf(one) === "flying");
    flying += inAir.length;
    for (const { seq, type } of inAir)
      if (type !== "record" || modes?.get(ch) === "tokens")
        expect(drawn.has(seq), `${type} ${seq} flies and is not drawn ${where}`).toBe(true);
    // Few enough to be shown one by one in a queue.
    for (const stage of ["before", "arrived"] as const) {
      const waiting = queue.filter((one) => stageOf(one) === stage);
      if (waiting.length <= 2)
        for (const { seq, type } of waiting)
          expect(drawn.has(seq), `${type} ${seq} waits (${stage}) ${where}`).toBe(true);
    }
  }
  return flying;
}

describe("what the graph draws is what the trace tells", () => {
  it.each(SCENARIOS)("at 300 moments of %s, in every mode", (name) => {
    const model = modelOf(name);
    const walk = new Walk(model.store);
    const random = randomNumbers(7);
    let flying = 0;
    for (const micros of momentsOf(model.store, 300)) {
      walk.to(micros);
      const scene: GraphScene = {
        model,
        state: model.folder.seek(model.store.seqAt(micros)),
        micros,
        rate: 10 ** (2 + 5 * random()),
        size: SIZES[Math.floor(random() * SIZES.length)],
        selection: null,
        reducedMotion: false,
        language: "en",
      };
      check(scene, walk, null);
      const channels = [...scene.state.channels.keys()];
      for (const mode of ["tokens", "streaks", "flow"] as const)
        flying += check(scene, walk, new Map(channels.map((ch) => [ch, mode])));
    }
    expect(flying, "the moments are of interest").toBeGreaterThan(100);
  });

  it("leaves streaks only of what has crossed, and only for a short while", () => {
    const model = modelOf("word-count");
    const rate = 1_000_000;
    let streaks = 0;
    for (const micros of momentsOf(model.store, 300, 3)) {
      const state = model.folder.seek(model.store.seqAt(micros));
      const size = SIZES[0];
      const scene = {
        model,
        state,
        micros,
        rate,
        size,
        selection: null,
        reducedMotion: false,
        language: "en",
      } as const;
      for (const { of } of graphScene(scene)) {
        if (of?.startsWith("streak:") !== true) continue;
        streaks++;
        const seq = Number(of.slice("streak:".length));
        const element = model.elements.channel(model.store.ch(seq)).elements.find((one) => one.seq === seq);
        expect(element?.sentAt).toBeLessThanOrEqual(micros);
        expect(element?.takenAt).toBeGreaterThanOrEqual(element?.arrivedAt ?? Number.NaN);
        expect(micros - Math.min(micros, element?.arrivedAt ?? Number.NaN)).toBeLessThan(0.5 * rate);
      }
    }
    expect(streaks).toBeGreaterThan(100);
  });

  it("does not change between two events without motion", () => {
    const model = modelOf("checkpoint");
    const flight = [...model.elements.channels.values()]
      .flatMap(({ elements }) => elements)
      .find(({ type, sentAt, arrivedAt }) => type === "barrier" && arrivedAt - sentAt > 100);
    const from = flight?.sentAt ?? 0;
    const pictures = [1, 20, 40].map((later) => {
      const micros = from + later;
      const seq = model.store.seqAt(from);
      return JSON.stringify(
        graphScene({
          model,
          state: model.folder.seek(seq),
          micros,
          rate: 1000,
          size: SIZES[0],
          selection: null,
          reducedMotion: true,
          language: "en",
        }),
      );
    });
    expect(new Set(pictures).size).toBe(1);
    expect(pictures[0]).toContain(`"element:${flight?.seq}"`);
  });
});
