import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../cli/bin/chromium.js";
import { TOURS } from "../../visualizer/tours/tours.ts";
import { modelOf } from "../visualizer/support/model.ts";
import { linkOf, ready, ServedPage, shown, stopTold } from "./support/served-page.ts";

const TIMEOUT_MS = 120_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const COMMAND = fileURLToPath(new URL("../../cli/bin/tidemark.js", import.meta.url));
const TABS = ["graph", "event-time", "state", "checkpoints"] as const;
const chromium = findChromium();
let served: ServedPage;

// In CI a browser that is missing is a failure, not a skip.
describe.skipIf(chromium === null && !process.env.CI)("the page", () => {
  beforeAll(async () => {
    served = await ServedPage.start();
  }, TIMEOUT_MS);
  afterAll(() => served?.stop());

  test("opens paused on a teaching scenario, and runs what Node runs", { timeout: TIMEOUT_MS }, async () => {
    const { page, errors } = await served.open();
    const now = await shown(page);
    const here = modelOf("watermark");
    expect(now).toMatchObject({ phase: "paused", digest: here.end?.digest, count: here.store.count });
    expect(here.store.kind(now.seq)).toBe("src.emit");
    await page.keyboard.press("Space");
    await page.waitForTimeout(600);
    await page.keyboard.press("Space");
    const later = await shown(page);
    expect(later.phase).toBe("paused");
    expect(later.micros).toBeGreaterThan(0);
    await page.keyboard.press(",");
    expect((await shown(page)).seq).toBe(later.seq - 1);
    await page.keyboard.press("Home");
    expect((await shown(page)).seq).toBe(-1);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("greets a newcomer once, with Play and three ways to begin", { timeout: TIMEOUT_MS }, async () => {
    const { page, errors } = await served.open();
    const greeting = page.getByRole("region", { name: "Welcome" });
    const again = async () => {
      await page.goto("about:blank");
      await page.goto(`${served.address}?test=1`);
      await ready(page);
      await greeting.waitFor();
    };
    // It has no address yet: a newcomer who reloads is one still.
    await page.waitForTimeout(700);
    expect(new URL(page.url()).hash).toBe("");
    await greeting.getByRole("button", { name: "Play" }).click();
    await greeting.waitFor({ state: "detached" });
    expect((await shown(page)).phase).toBe("playing");
    await again();
    await page.keyboard.press("Escape");
    await greeting.waitFor({ state: "detached" });
    await again();
    await greeting.getByRole("button", { name: "Take the 3-minute tour" }).click();
    await stopTold(page);
    expect(await shown(page)).toMatchObject({ stop: 0, isUnderWay: false });
    await again();
    await greeting.getByRole("button", { name: "Explore a scenario" }).click();
    expect(await page.evaluate<string>("document.activeElement.localName")).toBe("select");
    await again();
    await greeting.getByRole("button", { name: "Break something" }).click();
    await page.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { activeElement: { className: string } } };
      return document.activeElement.className.includes("panel-break");
    });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await ready(page);
    expect((await shown(page)).fault).toMatch(/^crash:tm=B@/);
    expect(await greeting.count()).toBe(0);
    const linked = await served.open("#s=watermark");
    expect(await linked.page.locator(".welcome").count()).toBe(0);
    expect(errors).toEqual([]);
    await linked.page.context().close();
    await page.context().close();
  });

  test("is what its link says, in another page too", { timeout: TIMEOUT_MS }, async () => {
    for (const link of [
      "#s=watermark&at=1500300&view=graph",
      "#s=recovery&at=4000000&view=state&sel=tm:B&lang=zh&th=dark",
      "#s=recovery&i=pause:tm=A@2s/1s&at=5612661&view=checkpoints&sel=cp:1",
      "#s=word-count&seed=5&at=3000000&view=event-time&f=1000000-4000000",
      "#s=recovery&p=parallelism.default:1,taskManagers:3&own=0&i=pause:tm=A@1s/1s&at=3000000&view=graph",
    ]) {
      const { page } = await served.open(link);
      const first = await shown(page);
      const copied = await linkOf(page);
      const again = await served.open(copied);
      expect(await shown(again.page), copied).toEqual(first);
      expect(await again.page.locator(".notice").count(), copied).toBe(0);
      expect(await linkOf(again.page)).toBe(copied);
      await page.context().close();
      await again.page.context().close();
    }
  });

  test("runs a link's settings as Node does, and says in a sentence what cannot be run", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { page } = await served.open("#s=recovery&p=parallelism.default:1,taskManagers:3&own=0&at=1000000");
    const { configuration, cluster } = modelOf("recovery").scenario ?? {};
    const here = modelOf("recovery", {
      faults: [],
      configuration: { ...configuration, "parallelism.default": 1 },
      cluster: { slots: 1, ...cluster, taskManagers: 3 },
    });
    expect((await shown(page)).digest).toBe(here.end?.digest);
    await page.goto(`${served.address}?test=1#s=recovery&p=taskManagers:99999&at=0`);
    await page.reload();
    await page.waitForSelector(".notice");
    expect(await page.locator(".notice").textContent()).toContain("taskManagers");
    await page.context().close();
  });

  test("says what it cannot use of a link, and when the run is another", { timeout: TIMEOUT_MS }, async () => {
    const hostile = await served.open("#s=watermark&x=1&i=<script>alert(1)</script>&at=99999999999&view=graph");
    expect(await hostile.page.locator(".notice").textContent()).toContain("x, i");
    const other = await served.open("#s=watermark&at=3000000&h=00000000&e=0.0.1");
    expect(await other.page.locator(".notice").textContent()).toContain("0.0.1");
    const unknown = await served.open("#s=nothing-like-it");
    expect(await unknown.page.locator(".notice").textContent()).toContain("nothing-like-it");
    for (const { page, errors } of [hostile, other, unknown]) {
      expect(errors).toEqual([]);
      await page.context().close();
    }
  });

  test("takes every intervention from the keyboard, and takes it back", { timeout: TIMEOUT_MS }, async () => {
    const { page, errors } = await served.open("#s=recovery&at=2500000");
    const before = await shown(page);
    const count = await page.locator(".break-it li button").count();
    expect(count).toBe(8);
    const digests = new Set<string>([before.digest]);
    for (let i = 0; i < count; i++) {
      await page.keyboard.press("b");
      await page.locator(".break-it li button").nth(i).focus();
      await page.keyboard.press("Enter");
      await ready(page);
      const changed = await shown(page);
      expect(changed.fault, `intervention ${i}`).not.toBe(null);
      expect(changed.micros).toBe(before.micros);
      digests.add(changed.digest);
      await page.keyboard.press("Control+z");
      await ready(page);
      expect(await shown(page)).toMatchObject({ digest: before.digest, seq: before.seq, fault: null });
    }
    expect(digests.size).toBe(count + 1);
    await page.keyboard.press("End");
    const reasons = await page.locator(".break-it li button[aria-disabled=true] small").allTextContents();
    expect(reasons.length).toBe(count);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test.each(TOURS.map(({ id }) => id))("leads through %s to its end and back", { timeout: TIMEOUT_MS }, async (id) => {
    const tour = TOURS.find((one) => one.id === id);
    const { page, errors } = await served.open(`#tour=${id}.1`, { reducedMotion: "reduce" });
    const seqs: number[] = [];
    for (let stop = 0; stop < (tour?.stops.length ?? 0); stop++) {
      if (stop > 0) await page.keyboard.press(stop % 2 === 0 ? "t" : "PageDown");
      await stopTold(page);
      const now = await shown(page);
      expect(now).toMatchObject({ stop, isUnderWay: false, tab: tour?.stops[stop].tab });
      expect(await page.locator(".stop-text").textContent()).toBe(tour?.stops[stop].text.en);
      seqs.push(now.seq);
    }
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);
    await page.keyboard.press("Shift+T");
    expect((await shown(page)).seq).toBe(seqs[seqs.length - 2]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("is walked through with the keyboard alone, without a network, in forced colours", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { page, errors } = await served.open("", { forcedColors: "active", reducedMotion: "reduce" });
    // What is loaded later has come.
    await page.waitForTimeout(1500);
    await page.context().setOffline(true);
    const isOnTour = () =>
      page.evaluate<boolean>(
        `document.activeElement?.closest(".tour") !== null && document.activeElement !== document.body`,
      );
    for (let i = 0; i < 40 && !(await isOnTour()); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const stops = TOURS[0].stops;
    for (let stop = 0; stop < stops.length; stop++) {
      if (stop > 0) await page.keyboard.press("t");
      await stopTold(page);
      expect(await shown(page)).toMatchObject({ stop, tab: stops[stop].tab });
    }
    for (const [i, tab] of TABS.entries()) {
      await page.keyboard.press(String(i + 1));
      expect((await shown(page)).tab).toBe(tab);
      // The graph speaks through the labels of its buttons.
      const told = async () => {
        const words = (await page.locator("#tab-panel").textContent()) ?? "";
        return words.length + 20 * (await page.locator("#tab-panel [aria-label]").count());
      };
      await expect.poll(told, { timeout: 30_000, message: tab }).toBeGreaterThan(40);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("plays to a stop of a tour, and shows large text to a room", { timeout: TIMEOUT_MS }, async () => {
    const { page } = await served.open("#tour=slowest-input.1", { viewport: { width: 1280, height: 720 } });
    await stopTold(page);
    const next = (times: number) =>
      page.evaluate((times) => {
        const { guide } = Reflect.get(globalThis, "__tidemark") as {
          readonly guide: { next(): void; readonly isUnderWay: { readonly value: boolean } };
        };
        for (let i = 0; i < times; i++) guide.next();
        return guide.isUnderWay.value;
      }, times);
    // Asked once it plays there, asked again on the way it jumps.
    expect(await next(1)).toBe(true);
    expect((await shown(page)).stop).toBe(1);
    await stopTold(page);
    expect(await next(2)).toBe(false);
    expect((await shown(page)).stop).toBe(2);
    await page.getByRole("button", { name: "Presentation" }).click();
    const size = await page
      .locator(".stop-text")
      .evaluate((text) => Number.parseFloat(Reflect.get(globalThis, "getComputedStyle")(text).fontSize));
    expect(size).toBeGreaterThanOrEqual(20);
    await page.context().close();
  });

  test("has no serious finding of axe in any tab, in both themes and languages", { timeout: TIMEOUT_MS }, async () => {
    for (const [theme, language] of [
      ["light", "en"],
      ["dark", "zh"],
    ])
      for (const tab of TABS) {
        const { page } = await served.open(`#s=recovery&at=5612700&view=${tab}&th=${theme}&lang=${language}`);
        await page.evaluate(AXE);
        const findings = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await axe.run();
          return violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
        });
        expect(findings, `${tab} ${theme} ${language}`).toEqual([]);
        await page.context().close();
      }
  });

  test("fits wide, small and narrow screens", { timeout: TIMEOUT_MS }, async () => {
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
      [320, 640],
    ])
      for (const tab of TABS) {
        const { page } = await served.open(`#s=recovery&at=5612700&view=${tab}`, { viewport: { width, height } });
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect(overflow, `${tab} at ${width}`).toBeLessThanOrEqual(0);
        const transport = await page.locator(".transport .big").boundingBox();
        expect(transport, `${tab} at ${width}`).not.toBe(null);
        expect((transport?.y ?? 0) + (transport?.height ?? 0)).toBeLessThanOrEqual(height);
        await page.context().close();
      }
  });

  test("shows what happened in an area, cause and effect, and a part of event time", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { page, errors } = await served.open("#s=recovery&at=3112300&view=event-time&sel=cp:1&lang=en");
    const plot = await page.locator(".space-time-plot").boundingBox();
    const surface = await page.locator(".plane-surface").boundingBox();
    const drag = async (box: typeof plot, from: number, to: number): Promise<void> => {
      const [x, y] = [box?.x ?? 0, (box?.y ?? 0) + (box?.height ?? 0) / 2];
      await page.mouse.move(x + from, y);
      await page.mouse.down();
      await page.mouse.move(x + to, y + 20, { steps: 3 });
      await page.mouse.up();
    };
    const area = page.locator(".space-time-area");
    await drag(plot, 200, 500);
    expect(await area.textContent()).toMatch(/long.*Events:.*busy/s);
    await page.keyboard.press("Escape");
    expect(await area.count()).toBe(0);
    await page.keyboard.press("Shift+ArrowRight");
    expect(await area.count()).toBe(1);
    await page.keyboard.press("x");
    expect(await area.count()).toBe(0);
    const causal = page.getByRole("button", { name: "Cause and effect instead of time (X)" });
    expect(await causal.getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("z");
    expect(await page.locator(".stage").isVisible()).toBe(false);
    expect((await page.locator(".space-time-plot").boundingBox())?.height).toBeGreaterThan(2 * (plot?.height ?? 0));
    await page.evaluate(AXE);
    const findings = await page.evaluate(async () => {
      const { violations } = await Reflect.get(globalThis, "axe").run(".space-time");
      return violations.map(({ id }: { id: string }) => id);
    });
    expect(findings).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.locator(".stage").isVisible()).toBe(true);
    const lanes = await page.locator(".space-time-lane").count();
    await page.locator(".space-time-lane .fold").first().click();
    expect(await page.locator(".space-time-lane").count()).toBe(lanes - 1);
    await drag(surface, 150, 300);
    await page.getByRole("button", { name: "Show all of it" }).click();
    expect(await page.locator(".plane-range").count()).toBe(0);
    await page.keyboard.press("?");
    expect(await page.locator("dialog.help").textContent()).toContain("In the space-time diagram");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("leads by arrows to a channel of the graph, and says what is in it", { timeout: TIMEOUT_MS }, async () => {
    const { page } = await served.open("#s=recovery&at=1911400&view=graph");
    await page.locator(".graph-overlay button").first().focus();
    await page.keyboard.press("ArrowRight");
    const hint = page.locator(".graph-hint");
    expect(await hint.textContent()).toMatch(/^Channel from gate 1 to sum → paid \d: \d+ wait to be sent/);
    const focused = page.locator(".graph-overlay button:focus");
    expect(await focused.getAttribute("aria-describedby")).toBe(await hint.getAttribute("id"));
    await page.keyboard.press("Enter");
    expect((await shown(page)).selection).toMatchObject({ kind: "channel" });
    expect(await focused.getAttribute("aria-pressed")).toBe("true");
    await page.locator('[data-key^="transaction"]').first().hover();
    expect(await hint.textContent()).toMatch(/^Transaction open with records/);
    await page.keyboard.press("Escape");
    expect(await hint.count()).toBe(0);
    await page.context().close();
  });

  test("moves nothing between events where motion is not wanted", { timeout: TIMEOUT_MS }, async () => {
    const { page } = await served.open("#s=watermark&at=1500100", { reducedMotion: "reduce" });
    await page.keyboard.press("Space");
    const seen: { micros: number; seq: number }[] = [];
    for (let i = 0; i < 20; i++) {
      const { micros, seq } = await shown(page);
      seen.push({ micros, seq });
      await page.waitForTimeout(80);
    }
    const moments = new Set(seen.map(({ micros }) => micros));
    expect(moments.size).toBeGreaterThan(1);
    // A step at the most twice a second.
    expect(moments.size).toBeLessThanOrEqual(5);
    await page.context().close();
  });

  test("keeps its memory and its one worker over twenty scenarios", { timeout: TIMEOUT_MS }, async () => {
    const { page } = await served.open();
    const names = ["watermark", "checkpoint", "recovery", "word-count"];
    const round = async (n: number) => {
      for (let i = 0; i < n; i++) {
        await page
          .locator(".top-bar select")
          .first()
          .selectOption(names[i % names.length]);
        await ready(page);
        await page.locator(".break-it li button").nth(7).click();
        await ready(page);
      }
      return page.evaluate(() => {
        const { gc, performance } = globalThis as unknown as {
          gc(): void;
          performance: { memory: { usedJSHeapSize: number } };
        };
        gc();
        gc();
        return performance.memory.usedJSHeapSize;
      });
    };
    const before = await round(4);
    const after = await round(20);
    expect((after - before) / 1e6).toBeLessThan(5);
    expect(page.workers().length).toBe(1);
    await page.context().close();
  });

  test("opens as one file without a server and without a network", { timeout: TIMEOUT_MS }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidemark share 潮-"));
    const file = join(folder, "moment.html");
    const link = "http://127.0.0.1:1/#s=recovery&i=pause:tm=A@2s/1s&at=3112300&view=checkpoints";
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, "share", link, "--out", file], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    const { page, errors } = await served.openFile(pathToFileURL(file).href);
    expect(await shown(page)).toMatchObject({ micros: 3_112_300, tab: "checkpoints", fault: "pause:tm=A@2s/1s" });
    const more = ["pause:tm=A@2s/1s"];
    const here = modelOf("recovery", { faults: [...(modelOf("recovery").scenario?.faults ?? []), ...more] });
    expect((await shown(page)).digest).toBe(here.end?.digest);
    expect(await page.locator(".notice").count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
    rmSync(folder, { recursive: true });
  });

  test("keeps the sizes of its panels, and single keys off, for the next visit", { timeout: TIMEOUT_MS }, async () => {
    const { page, errors } = await served.open("#s=watermark&at=1500300");
    const sizeOf = async (of: string) => {
      const { width = 0, height = 0 } = (await page.locator(of).boundingBox()) ?? {};
      return of === ".panel-diagram" ? height : width;
    };
    const border = (of: string) => page.getByRole("separator", { name: of });
    await border("Inspector").focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
    expect(await sizeOf(".panel-inspector")).toBe(344 + 48);
    const { x = 0, y = 0, width = 0 } = (await border("Space-time").boundingBox()) ?? {};
    await page.mouse.move(x + width / 2, y + 4);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y - 96, { steps: 3 });
    await page.mouse.up();
    expect(await sizeOf(".panel-diagram")).toBeCloseTo(312, -1);
    await border("Tours").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    expect(await sizeOf(".rail")).toBe(248);
    await page.keyboard.press("?");
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog.help").count()).toBe(0);
    await page.reload();
    await ready(page);
    expect(await sizeOf(".panel-inspector")).toBe(344 + 48);
    const before = await shown(page);
    await page.keyboard.press(".");
    expect((await shown(page)).seq).toBe(before.seq);
    await page.keyboard.press("Home");
    expect((await shown(page)).seq).toBe(-1);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("goes to a moment that is typed, steps by the chosen unit, and tells what happened there", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { page, errors } = await served.open("#s=recovery&at=0");
    const { store } = modelOf("recovery");
    await page.getByRole("button", { name: "Go there" }).click();
    expect(store.kind((await shown(page)).seq)).toBe("src.emit");
    expect(await page.getByRole("button", { name: "Go there" }).count()).toBe(0);
    const field = page.getByRole("textbox", { name: "Virtual time" });
    await field.fill("2500 ms");
    await field.press("Enter");
    expect(await shown(page)).toMatchObject({ micros: 2_500_000, seq: store.seqAt(2_500_000) });
    expect(await field.inputValue()).toBe("2.500");
    await field.fill("soon");
    await field.press("Enter");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.press("Escape");
    expect(await field.inputValue()).toBe("2.500");
    await page.getByRole("combobox", { name: "Step" }).selectOption("checkpoint");
    await page.getByRole("button", { name: "Previous: end of checkpoint" }).click();
    expect(store.kind((await shown(page)).seq)).toBe("cp.complete");
    await page.locator(".narration", { hasText: "Checkpoint 1 is complete" }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("stays usable when the worker breaks, and when nobody looks", { timeout: TIMEOUT_MS }, async () => {
    const { page } = await served.open("#s=watermark&at=2000000");
    const scenario = page.evaluate(() => {
      const { controller } = (
        globalThis as unknown as { __tidemark: { controller: { intervene(fault: string): void } } }
      ).__tidemark;
      controller.intervene("no-such-fault@1s");
    });
    await scenario;
    await page.waitForSelector(".notice");
    expect(await page.locator(".notice").textContent()).toContain("no-such-fault");
    await page.locator(".notice button").last().click();
    await page.keyboard.press("Control+z");
    await ready(page);
    expect((await shown(page)).count).toBe(modelOf("watermark").store.count);
    await page.context().close();
  });
});
