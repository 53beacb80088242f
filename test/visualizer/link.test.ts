import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Link } from "../../visualizer/link/link.ts";
import { formatLink, parseLink } from "../../visualizer/link/link.ts";
import { prefixHash } from "../../visualizer/link/prefix-hash.ts";
import { modelOf } from "./support/model.ts";

const micros = fc.integer({ min: 0, max: 1e12 });
const small = fc.integer({ min: 0, max: 9999 });
const selections = fc.oneof(
  fc.record({ kind: fc.constant("subtask" as const), vertex: fc.stringMatching(/^[0-9a-f]{32}$/), subtask: small }),
  fc.record({ kind: fc.constant("channel" as const), ch: small }),
  fc.record({ kind: fc.constant("event" as const), seq: small }),
  fc.record({ kind: fc.constant("machine" as const), letter: fc.constantFrom("A", "B") }),
  fc.record({ kind: fc.constant("checkpoint" as const), id: small }),
  fc.record({ kind: fc.constant("transaction" as const), txn: fc.constantFrom("paid-0-1@0", "a b&c=d#%") }),
);
const links: fc.Arbitrary<Link> = fc.record(
  {
    scenario: fc.constantFrom("watermark", "word-count"),
    seed: small,
    faults: fc.subarray(["crash:tm=B@12.4s/5s", "cut:A-B,oneway@5s/2s", "slow:tm=C,x=8@cp.trigger#3+2ms/10s"], {
      minLength: 1,
    }),
    withoutOwnFaults: fc.constant(true as const),
    settings: fc.dictionary(fc.constantFrom("parallelism.default", "arg.window", "slots"), fc.constantFrom("1", "23"), {
      minKeys: 1,
    }),
    micros,
    tab: fc.constantFrom("graph", "event-time", "state", "checkpoints"),
    selection: selections,
    language: fc.constantFrom("en", "zh"),
    theme: fc.constantFrom("light", "dark"),
    tour: fc.constant("barrier-wave.3"),
    hash: fc.stringMatching(/^[0-9a-f]{8}$/),
    engine: fc.constant("0.1.0"),
  },
  { requiredKeys: [] },
);

describe("a link", () => {
  it("says what it was made of", () => {
    fc.assert(
      fc.property(links, (link) => {
        expect(parseLink(`#${formatLink(link)}`)).toEqual({ link, ignored: [] });
      }),
    );
  });

  it("never throws, and names what it cannot use", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        parseLink(`#${text}`);
      }),
      { numRuns: 500 },
    );
    const hostile = "#v=1&s=../../etc&seed=-1&i=rm:all@now&at=1e9&sel=task:<b>.0&view=javascript:alert(1)&x=%E0%A4%A";
    expect(parseLink(hostile)).toEqual({ link: {}, ignored: ["s", "seed", "i", "at", "sel", "view", "x"] });
    expect(parseLink(`#s=${"a".repeat(20_000)}`)).toEqual({ link: {}, ignored: ["#"] });
  });

  it("carries a hash that tells runs apart from where they part", () => {
    const plain = modelOf("recovery").store;
    const other = modelOf("recovery", { seed: 2 }).store;
    const more = modelOf("recovery", { faults: [...(modelOf("recovery").scenario?.faults ?? []), "pause:tm=A@4s/1s"] });
    const before = plain.seqAt(3_900_000);
    expect(prefixHash(plain, before)).toMatch(/^[0-9a-f]{8}$/);
    expect(prefixHash(more.store, more.store.seqAt(3_900_000))).toBe(prefixHash(plain, before));
    expect(prefixHash(more.store, more.store.count - 1)).not.toBe(prefixHash(plain, plain.count - 1));
    expect(prefixHash(other, other.seqAt(3_900_000))).not.toBe(prefixHash(plain, before));
  });
});
