import { describe, expect, test } from "vitest";
import { pageSizes } from "../../cli/ui/page-size.ts";

/** Text that gzip cannot make shorter than about three quarters of it. */
function noise(characters: number): string {
  let state = 7;
  return Array.from({ length: characters }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String.fromCharCode(32 + (state >>> 26));
  }).join("");
}

const script = (code: string) => ({ fileName: "a.js", code });

describe("the size of the page", () => {
  test("is told part by part and may stay below its limits", () => {
    const { lines, problems } = pageSizes({ initial: [script(noise(1e4))], worker: [script("self.a = 1")] });
    expect(lines[0]).toMatch(/^initial script {1}\d+\.\d KB after gzip, at most 120 KB$/);
    expect(lines[1]).toMatch(/^worker {9}\d+\.\d KB after gzip, at most 150 KB$/);
    expect(problems).toEqual([]);
  });

  test("is a problem above them, whether in one script or in several", () => {
    const part = script(noise(1e5));
    const { problems } = pageSizes({ initial: [part, part], worker: [script(noise(3e5))] });
    expect(problems).toEqual([
      expect.stringMatching(
        /^The initial script has 1\d\d\.\d KB after gzip, more than the 120 KB that it may have\.$/,
      ),
      expect.stringMatching(/^The worker has 2\d\d\.\d KB after gzip, more than the 150 KB that it may have\.$/),
    ]);
  });

  test("is a problem, too, when a part is not there", () => {
    expect(pageSizes({ initial: [script("a")], worker: [] }).problems).toEqual(["The page has no worker."]);
  });
});
