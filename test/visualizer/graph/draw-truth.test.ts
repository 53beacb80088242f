import { describe, expect, it } from "vitest";
import { type ChannelLine, channelLines } from "../../../visualizer/graph/channel-lines.ts";
import { layoutGraph } from "../../../visualizer/graph/layout.ts";
import type { Mode } from "../../../visualizer/graph/level-of-detail.ts";
import { type GraphScene, graphScene } from "../../../visualizer/graph/scene.ts";
import { modelOf } from "../support/model.ts";
import { momentsOf, randomNumbers } from "./support/moments.ts";
import { graphModel } from "./support/slow.ts";
import { type Token, tokensOf } from "./support/tokens.ts";
import { type OpenElement, Walk } from "./support/walk.ts";

const SCENARIOS = ["watermark", "checkpoint", "recovery", "second-crash", "word-count", "slow"];
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

/** What is wrong with one picture, in sentences, and how many elements fly in it. */
function check(
  scene: GraphScene,
  walk: Walk,
  modes: ReadonlyMap<number, Mode> | null,
): { wrong: string[]; flying: number } {
  const { state, size, micros } = scene;
  const lines = channelLines(state, layoutGraph(state, size, "en"));
  const tokens = tokensOf(graphScene(modes === null ? scene : { ...scene, modes }));
  const open = new Map([...walk.open.values()].flat().map((one) => [one.seq, one]));
  const drawn = new Map(tokens.map((token) => [token.seq, token]));
  const wrong: string[] = [];
  for (const token of tokens) {
    const element = open.get(token.seq);
    const line = element === undefined ? undefined : lines.get(element.ch);
    if (element === undefined || line === undefined) {
      wrong.push(`${token.seq} is drawn and not open on a channel that is shown`);
      continue;
    }
    const { out, from, to } = line;
    const flightBegins = Math.hypot(from.x - out.x, from.y - out.y);
    const flightEnds = flightBegins + Math.hypot(to.x - from.x, to.y - from.y);
    const at = progress(token, line);
    const stage = stageOf(element);
    if (stage === "before" && at > flightBegins) wrong.push(`${token.seq} is not sent and stands at ${at}`);
    if (stage === "arrived" && at < flightEnds) wrong.push(`${token.seq} has arrived and stands at ${at}`);
    if (stage !== "flying" || element.sentAt === null) continue;
    const arrives = walk.arrivalOf(element);
    const share = arrives === undefined ? 0 : (micros - element.sentAt) / (arrives - element.sentAt);
    const away = Math.hypot(token.x - (from.x + share * (to.x - from.x)), token.y - (from.y + share * (to.y - from.y)));
    if (!(away <= 0.5)) wrong.push(`${token.seq} flies ${away} px from where it is`);
  }
  let flying = 0;
  for (const [ch, line] of lines) {
    const queue = walk.queue(ch);
    const places = queue.flatMap(({ seq }) => drawn.get(seq) ?? []).map((token) => progress(token, line));
    // Those of one buffer fly as one.
    if (places.some((place, i) => i > 0 && place > places[i - 1] + 1e-6))
      wrong.push(`order on channel ${ch}: ${places}`);
    for (const stage of ["before", "flying", "arrived"] as const) {
      const there = queue.filter((one) => stageOf(one) === stage);
      if (stage === "flying") flying += there.length;
      // A queue shows a few one by one; in the air all are shown, records only where there is time to see them.
      const isShown = (type: string) =>
        stage === "flying" ? type !== "record" || modes?.get(ch) === "tokens" : there.length <= 2;
      for (const { seq, type } of there)
        if (isShown(type) && !drawn.has(seq)) wrong.push(`${type} ${seq} (${stage}) is not drawn`);
    }
  }
  return { wrong, flying };
}

describe("what the graph draws is what the trace tells", () => {
  it.each(SCENARIOS)("at 300 moments of %s, in every mode", { timeout: 60_000 }, (name) => {
    const model = graphModel(name);
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
      const channels = [...scene.state.channels.keys()];
      for (const mode of [null, "tokens", "streaks", "flow"] as const) {
        const found = check(scene, walk, mode === null ? null : new Map(channels.map((ch) => [ch, mode])));
        expect(found.wrong, `${mode} at ${micros} of ${scene.rate}`).toEqual([]);
        flying += found.flying;
      }
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

  it("rests in its order without motion", { timeout: 60_000 }, () => {
    const model = graphModel("slow");
    const walk = new Walk(model.store);
    let several = 0;
    for (const moment of momentsOf(model.store, 300, 5)) {
      // The picture is that of the last event.
      const micros = model.store.t(Math.max(0, model.store.seqAt(moment)));
      walk.to(micros);
      const state = model.folder.seek(model.store.seqAt(micros));
      const scene = { model, state, micros, rate: 1000, size: SIZES[0], selection: null, language: "en" } as const;
      const drawn = new Map(tokensOf(graphScene({ ...scene, reducedMotion: true })).map((token) => [token.seq, token]));
      for (const [ch, line] of channelLines(state, layoutGraph(state, SIZES[0], "en"))) {
        const queue = walk.queue(ch);
        for (const one of queue)
          if (stageOf(one) === "flying" && one.type !== "record")
            expect(drawn.has(one.seq), `${one.type} ${one.seq} at ${micros}`).toBe(true);
        const places = queue.flatMap(({ seq }) => drawn.get(seq) ?? []).map((token) => progress(token, line));
        if (queue.filter((one) => stageOf(one) === "flying" && drawn.has(one.seq)).length > 1) several++;
        expect(places, `channel ${ch} at ${micros}`).toEqual([...places].sort((a, b) => b - a));
      }
    }
    expect(several).toBeGreaterThan(5);
  });

  it("does not change between two events without motion", () => {
    const { store, ...model } = modelOf("checkpoint");
    let moving = 0;
    let flying = 0;
    for (let seq = 0; seq + 1 < store.count; seq++) {
      const [from, to] = [store.t(seq), store.t(seq + 1)];
      if (to - from < 50) continue;
      const state = model.folder.seek(seq);
      const [first, last, moved] = [
        { micros: from, reducedMotion: true },
        { micros: to - 1, reducedMotion: true },
        { micros: to - 1, reducedMotion: false },
      ].map((how) => graphScene({ model, state, rate: 1000, size: SIZES[0], selection: null, language: "en", ...how }));
      expect(last, `after ${seq}`).toEqual(first);
      flying += tokensOf(first).length;
      if (JSON.stringify(moved) !== JSON.stringify(first)) moving++;
    }
    expect([flying > 20, moving > 20]).toEqual([true, true]);
  });
});
