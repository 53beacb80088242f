/** The built page, served and opened in Chromium. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../../cli/bin/chromium.js";
import { readPageFiles } from "../../../cli/ui/page-files.ts";
import { type PageServer, servePage } from "../../../cli/ui/server.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FLAGS = ["--no-sandbox", "--js-flags=--expose-gc"];

/** What the page shows, as a test asks for it. */
export interface Shown {
  readonly micros: number;
  readonly seq: number;
  readonly count: number;
  readonly phase: string;
  readonly digest: string;
  readonly fault: string | null;
  readonly branches: number;
  readonly stop: number;
  readonly isUnderWay: boolean;
  readonly tab: string;
  readonly selection: unknown;
}

/** What the page shows of itself when it is opened with `?test=1`; its own types are those of a browser's code. */
interface TestHook {
  readonly __tidemark: {
    readonly page: {
      readonly cursor: { readonly value: { readonly micros: number; readonly seq: number } };
      readonly model: {
        readonly value: {
          readonly store: { readonly count: number };
          readonly end: { readonly digest: string } | null;
        };
      };
      readonly tab: { readonly value: string };
      readonly selection: { readonly value: unknown };
    };
    readonly player: { readonly phase: { readonly value: string } };
    readonly controller: {
      readonly awaiting: number | null;
      readonly branch: { readonly value: { readonly fault: string | null } };
      readonly branches: readonly unknown[];
    };
    readonly guide: { readonly stop: { readonly value: number }; readonly isUnderWay: { readonly value: boolean } };
  };
}

/** A browser with the page's server. */
export class ServedPage {
  readonly #server: PageServer;
  readonly #browser: Browser;

  private constructor(server: PageServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<ServedPage> {
    const { status, stderr } = spawnSync(process.execPath, ["cli/bin/build-ui.js", "--if-needed"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The page could not be built: ${stderr}`);
    const executablePath = findChromium();
    if (executablePath === null) throw new Error("There is no Chromium: apt-get install chromium.");
    const server = await servePage(0, { files: readPageFiles(`${ROOT}/dist/ui`), trace: null });
    return new ServedPage(server, await chromium.launch({ executablePath, args: FLAGS, headless: true }));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }

  /** Of the browser. */
  get version(): string {
    return this.#browser.version();
  }

  get address(): string {
    return `http://127.0.0.1:${this.#server.port}/`;
  }

  /** Opens the page with a link; errors of the page are collected. */
  open(link = "", options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
    return this.#open(`${this.address}?test=1${link}`, options);
  }

  /** Opens a file, without a network. */
  openFile(address: string): Promise<{ page: Page; errors: string[] }> {
    return this.#open(`${address}?test=1`, { offline: true });
  }

  /** An empty page, for a test that puts something in the way of what the page will load. */
  async blank(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    return context.newPage();
  }

  async #open(address: string, options: BrowserContextOptions): Promise<{ page: Page; errors: string[] }> {
    const page = await this.blank(options);
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(address);
    await ready(page);
    return { page, errors };
  }
}

/** Waits until the run that is shown has been simulated to its end, and its moment has been taken. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const tidemark = (globalThis as unknown as TestHook).__tidemark;
    return tidemark !== undefined && tidemark.page.model.value.end !== null && tidemark.controller.awaiting === null;
  });
}

/**
 * Waits until the stop of a tour has come to its moment and says its text. A function and not a text: the page's
 * policy forbids `eval`, which is how a text that does not hold at once would be asked again.
 */
export async function stopTold(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { guide } = (globalThis as unknown as TestHook).__tidemark;
    return guide.stop.value >= 0 && !guide.isUnderWay.value;
  });
  await page.locator(".stop-text:not(:empty)").waitFor();
}

/** What is shown now. */
export function shown(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const { page: state, player, controller, guide } = (globalThis as unknown as TestHook).__tidemark;
    return {
      micros: state.cursor.value.micros,
      seq: state.cursor.value.seq,
      count: state.model.value.store.count,
      phase: player.phase.value,
      digest: state.model.value.end?.digest ?? "",
      fault: controller.branch.value.fault,
      branches: controller.branches.length,
      stop: guide.stop.value,
      isUnderWay: guide.isUnderWay.value,
      tab: state.tab.value,
      selection: state.selection.value,
    };
  });
}

/** The link of the moment that is shown. */
export async function linkOf(page: Page): Promise<string> {
  await page.keyboard.press("y");
  const address = await page.evaluate<string>("navigator.clipboard.readText()");
  return address.slice(address.indexOf("#"));
}
