import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../cli/bin/chromium.js";
import { ServedPage } from "./support/served-page.ts";

const TIMEOUT_MS = 120_000;
const FOLDER = fileURLToPath(new URL("baseline/", import.meta.url));
/** Set to draw the pictures anew after a change that was wanted. */
const isRedrawn = process.env.TIDEMARK_REDRAW !== undefined;
/** Share of pixels that may differ; another Chromium than the one that drew the pictures draws letters in its own way. */
const TOLERANCE = 0.002;
const OTHER_CHROMIUM_TOLERANCE = 0.03;
const VERSION_FILE = `${FOLDER}chromium.txt`;
/** Fixed moments: a link each. */
const MOMENTS = {
  "watermark-waits": "#s=watermark&at=4100000&view=graph",
  "watermark-fires": "#s=watermark&at=5200000&view=event-time",
  "barriers-align": "#s=checkpoint&at=2000000&view=graph",
  "checkpoint-done": "#s=checkpoint&at=2312000&view=checkpoints&sel=cp:1",
  "machine-dies": "#s=recovery&at=3112300&view=graph&sel=tm:B",
  "state-restored": "#s=recovery&at=5613600&view=state",
  "transactions-wait": "#s=two-phase-commit&at=1911500&view=checkpoints",
} as const;
const chromium = findChromium();
let served: ServedPage;
let tolerance = TOLERANCE;

// In CI a browser that is missing is a failure, not a skip.
describe.skipIf(chromium === null && !process.env.CI)("the look of the page", () => {
  beforeAll(async () => {
    served = await ServedPage.start();
    mkdirSync(FOLDER, { recursive: true });
    if (isRedrawn || !existsSync(VERSION_FILE)) writeFileSync(VERSION_FILE, `${served.version}\n`);
    const isSame = readFileSync(VERSION_FILE, "utf8").trim() === served.version;
    tolerance = isSame ? TOLERANCE : OTHER_CHROMIUM_TOLERANCE;
  }, TIMEOUT_MS);
  afterAll(() => served?.stop());

  const cases = (["light", "dark"] as const).flatMap((theme) =>
    Object.entries(MOMENTS).map(([name, link]) => [`${name}-${theme}`, `${link}&th=${theme}&lang=en`] as const),
  );
  test.each(cases)("is what it was: %s", { timeout: TIMEOUT_MS }, async (name, link) => {
    const { page } = await served.open(link, { reducedMotion: "reduce" });
    await page.evaluate<unknown>("document.fonts.ready.then(() => true)");
    await page.waitForTimeout(300);
    const picture = await page.screenshot();
    await page.context().close();
    const file = `${FOLDER}${name}.png`;
    if (isRedrawn || !existsSync(file)) {
      writeFileSync(file, picture);
      expect(process.env.CI, `${name} has no picture to be held to`).toBe(undefined);
      return;
    }
    const [now, then] = [PNG.sync.read(picture), PNG.sync.read(readFileSync(file))];
    expect([now.width, now.height]).toEqual([then.width, then.height]);
    const differing = pixelmatch(now.data, then.data, undefined, now.width, now.height, { threshold: 0.1 });
    if (differing / (now.width * now.height) > tolerance) writeFileSync(`${FOLDER}${name}.now.png`, picture);
    expect(differing / (now.width * now.height), `${name}: see ${name}.now.png beside it`).toBeLessThanOrEqual(
      tolerance,
    );
  });
});
