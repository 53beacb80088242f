import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHAIN_INTERVAL, TraceDigest } from "../../../sim/trace/digest.ts";
import type { TraceExt } from "../../../src/trace/trace.ts";

const base = [5, 3, 1, 2, 7, 8, 9, 4] as const;

function digestOf(numbers: readonly number[], ext: TraceExt | null = null): string {
  const digest = new TraceDigest();
  const [t, kind, task, ch, a, b, x, cause] = numbers;
  digest.event(t, kind, task, ch, a, b, x, cause, ext);
  return digest.value();
}

describe("the digest", () => {
  test("is 32 hexadecimal digits and the same for the same events", () => {
    expect(digestOf(base, { a: 1 })).toMatch(/^[0-9a-f]{32}$/);
    expect(digestOf(base, { a: 1 })).toBe(digestOf(base, { a: 1 }));
  });

  test("has not changed its definition", () => {
    expect(digestOf(base, { text: "väl", list: [1, 0.5, null, true], deep: { n: -1 } })).toBe(
      "c9d7e57bf0fd5ccecc3ddf581cab44d7",
    );
  });

  test("changes with every column of an event", () => {
    const values = base.map((_, i) => digestOf(base.map((n, j) => (i === j ? n + 1 : n))));
    expect(new Set([...values, digestOf(base)]).size).toBe(base.length + 1);
  });

  test("tells different data apart and takes an undefined field for an absent one", () => {
    const exts: TraceExt[] = [
      {},
      { a: 1 },
      { a: "1" },
      { a: [1] },
      { a: { b: 1 } },
      { b: 1 },
      { a: null },
      { a: 0 },
      { a: -0 },
      { a: 2 ** 32 },
      { a: 0.5 },
      { a: "" },
      { a: true },
      { a: [[], 1] },
      { a: [[1]] },
      { a: 1n },
      { a: Number.NaN },
    ];
    expect(new Set(exts.map((e) => digestOf(base, e))).size).toBe(exts.length);
    expect(digestOf(base, { a: 1, b: undefined })).toBe(digestOf(base, { a: 1 }));
  });

  test("depends on the order of keys", () => {
    expect(digestOf(base, { a: 1, b: 2 })).not.toBe(digestOf(base, { b: 2, a: 1 }));
  });

  test("refuses what is not data", () => {
    expect(() => digestOf(base, { a: () => 1 })).toThrow("which is not data");
  });

  test("does not depend on when its value is asked for", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.boolean(), fc.string()), { maxLength: 60 }), (steps) => {
        const asked = new TraceDigest();
        const silent = new TraceDigest();
        for (const [n, ask, text] of steps) {
          asked.event(n, 1, 2, 3, 4, 5, 6, 7, { text });
          silent.event(n, 1, 2, 3, 4, 5, 6, 7, { text });
          if (ask) asked.value();
        }
        expect(asked.value()).toBe(silent.value());
      }),
    );
  });

  test("chains a value after every 1,024 events, and an extra row changes the next one", () => {
    const plain = new TraceDigest();
    const extra = new TraceDigest();
    for (let i = 0; i < CHAIN_INTERVAL * 3 + 5; i++) {
      if (i === CHAIN_INTERVAL + 1) extra.extra(1, 2, 3, 4, 5);
      plain.event(i, 0, 0, 0, 0, 0, 0, -1, null);
      extra.event(i, 0, 0, 0, 0, 0, 0, -1, null);
    }
    expect(plain.chain.length).toBe(3);
    expect(extra.chain[0]).toBe(plain.chain[0]);
    expect(extra.chain[1]).not.toBe(plain.chain[1]);
    expect(extra.chain[2]).not.toBe(plain.chain[2]);
  });

  test("takes objects that are larger than its buffer", () => {
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    expect(digestOf(base, { list })).not.toBe(digestOf(base, { list: [...list.slice(0, -1), -1] }));
  });
});
