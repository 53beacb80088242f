/** What the page does when its worker breaks or falls silent, when nobody looks, and when it is magnified. */
import { readFileSync } from "node:fs";
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../cli/bin/chromium.js";
import type { Library } from "../../visualizer/library/library.ts";
import { ready, ServedPage, shown } from "./support/served-page.ts";

const TIMEOUT_MS = 120_000;
const chromium = findChromium();
let served: ServedPage;

/** An empty page that will load something else than what is served. */
async function intercepted(pattern: string, handle: (route: Route) => Promise<void>): Promise<Page> {
  const page = await served.blank();
  await page.context().route(pattern, handle);
  return page;
}

/** Hides the document or shows it, as far as it can tell. */
function setHidden(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    const { document, Event } = globalThis as unknown as {
      document: { dispatchEvent(event: unknown): boolean };
      Event: new (type: string) => unknown;
    };
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

// In CI a browser that is missing is a failure, not a skip.
describe.skipIf(chromium === null && !process.env.CI)("the page in trouble", () => {
  beforeAll(async () => {
    served = await ServedPage.start();
  }, TIMEOUT_MS);
  afterAll(() => served?.stop());

  test("draws nothing while nobody looks, and goes on from the same moment", { timeout: TIMEOUT_MS }, async () => {
    const { page, errors } = await served.open("#s=recovery&at=1000000");
    await page.evaluate(() => {
      const scope = globalThis as unknown as { requestAnimationFrame(next: () => void): number; frames: number };
      const original = scope.requestAnimationFrame.bind(scope);
      scope.frames = 0;
      scope.requestAnimationFrame = (next) => {
        scope.frames++;
        return original(next);
      };
    });
    const frames = () => page.evaluate<number>("frames");
    await page.keyboard.press("Space");
    await page.waitForTimeout(300);
    await setHidden(page, true);
    const left = await shown(page);
    await page.waitForTimeout(100);
    const before = await frames();
    await page.waitForTimeout(500);
    expect((await frames()) - before).toBe(0);
    expect(await shown(page)).toEqual({ ...left, phase: "paused" });
    await setHidden(page, false);
    const back = await shown(page);
    expect(back.phase).toBe("playing");
    // Not the half second that was missed: a frame or two at the pace of this moment.
    expect(back.seq - left.seq).toBeLessThan(40);
    await page.waitForTimeout(300);
    expect((await shown(page)).micros).toBeGreaterThan(left.micros);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("shows what came before its worker threw, and what can be done", { timeout: TIMEOUT_MS }, async () => {
    const page = await intercepted("**/simulation-worker*.js", async (route) => {
      const code = await (await route.fetch()).text();
      // The first batch arrives; with what comes next the worker breaks.
      const breaking = `let sent = 0; const send = self.postMessage.bind(self);
        self.postMessage = (message, transfer) => {
          if (++sent === 2) throw new Error("out of buffers");
          send(message, transfer);
        };`;
      await route.fulfill({ contentType: "text/javascript", body: `${breaking}\n${code}` });
    });
    await page.goto(`${served.address}?test=1#s=recovery`);
    await page.waitForSelector(".notice");
    const told = (await page.locator(".notice").textContent()) ?? "";
    const { count } = await shown(page);
    for (const part of ["out of buffers", count.toLocaleString("en"), "seed 1", "interventions: "])
      expect(told).toContain(part);
    expect(count).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Step to the event before" }).click();
    expect((await shown(page)).seq).toBe(count - 1);
    expect(await page.locator(".stage-note").textContent()).toContain("broke off");
    await page.getByRole("button", { name: "Copy report" }).click();
    await page.locator(".toast:not(:empty)").waitFor();
    const report = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(report).toContain(`after event ${count}`);
    await page.getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press(".");
    expect((await shown(page)).seq).toBe(0);
    await page.context().close();
  });

  test("says where the call stands for which a job was refused", { timeout: TIMEOUT_MS }, async () => {
    const page = await intercepted("**/library.json", async (route) => {
      const library = (await (await route.fetch()).json()) as Library;
      const scenarios = library.scenarios.map(({ scenario, ...rest }) => ({
        ...rest,
        scenario: { ...scenario, configuration: { ...scenario.configuration, "pipeline.max-parallelism": 1 } },
      }));
      await route.fulfill({ json: { ...library, scenarios } });
    });
    await page.goto(`${served.address}?test=1#s=watermark`);
    await ready(page);
    await page.keyboard.press("End");
    const told = (await page.locator(".stage-note").textContent()) ?? "";
    expect(told).toContain("is higher than the max parallelism (1)");
    // The built-in jobs of the page are built files.
    const [, line, call] = /The call stands at tide-gauges\.js:(\d+): (\w+)\./.exec(told) ?? [];
    const source = readFileSync(new URL("../../dist/exercises/jobs/tide-gauges.js", import.meta.url), "utf8").split(
      "\n",
    );
    expect(source[Number(line) - 1]).toContain(`.${call}(`);
    await page.context().close();
  });

  test("can be left and stopped when a job never returns", { timeout: TIMEOUT_MS }, async () => {
    const page = await intercepted("**/library.json", async (route) => {
      const library = (await (await route.fetch()).json()) as { jobs: { module: string; code: string }[] };
      for (const job of library.jobs) if (job.module === "tide-gauges") job.code = "for (;;);";
      await route.fulfill({ json: library });
    });
    // Its seconds are short, so that the test is.
    await page.addInitScript(() => {
      const original = globalThis.setTimeout;
      Reflect.set(globalThis, "setTimeout", (action: () => void, ms: number) =>
        original(action, ms === 1000 ? 200 : ms),
      );
    });
    await page.goto(`${served.address}?test=1#s=watermark`);
    await page.waitForSelector(".notice", { timeout: 30_000 });
    expect(await page.locator(".notice").textContent()).toContain("has not answered");
    await page.getByRole("button", { name: "Stop it" }).click();
    await page.waitForSelector(".notice", { state: "detached" });
    expect((await shown(page)).phase).toBe("failed");
    await page.locator(".top-bar select").first().selectOption("recovery");
    await ready(page);
    expect((await shown(page)).phase).toBe("paused");
    // The browser takes a moment to end one that does not return.
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(1);
    await page.context().close();
  });

  test("is magnified twice without scrolling sideways and without anything on top of a control", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const viewport = { width: 720, height: 450 };
    const { page } = await served.open("#s=recovery&at=5612700", { viewport, deviceScaleFactor: 2 });
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    for (const panel of ["Space-time diagram", "Inspector", "Break it", "Tours"]) {
      await page.getByRole("navigation").getByRole("button", { name: panel }).click();
      expect(await coveredControls(page), panel).toEqual([]);
    }
    await page.context().close();
  });
});

/** Controls that something else lies on, of those whose middle is not scrolled out of sight. */
function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
    }
    interface Element {
      readonly outerHTML: string;
      readonly parentElement: Element | null;
      getBoundingClientRect(): Box;
      contains(other: Element | null): boolean;
    }
    const { document } = globalThis as unknown as {
      document: {
        querySelectorAll(of: string): Iterable<Element>;
        elementFromPoint(x: number, y: number): Element | null;
      };
    };
    const isInside = (element: Element, x: number, y: number): boolean => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        const { left, top, width, height } = at.getBoundingClientRect();
        if (x < left || y < top || x > left + width || y > top + height) return false;
      }
      return true;
    };
    const covered: string[] = [];
    const seen: string[] = [];
    // A channel takes pointers as a line of the canvas: its button is there for the keyboard.
    for (const control of document.querySelectorAll("button:not(.graph-channel), select, input, [role=slider]")) {
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (width === 0 || !isInside(control, x, y)) continue;
      seen.push(control.outerHTML);
      const found = document.elementFromPoint(x, y);
      if (found === null || !(control.contains(found) || found.contains(control)))
        covered.push(`${control.outerHTML.slice(0, 120)} under ${found?.outerHTML.slice(0, 120)}`);
    }
    return seen.length < 10 ? ["no controls were seen"] : covered;
  });
}
