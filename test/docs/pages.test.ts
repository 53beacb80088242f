import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allCheckers } from "../../sim/check/all-checkers.ts";
import { livenessMonitors } from "../../sim/check/liveness/liveness-monitors.ts";
import { STATEMENTS } from "../../sim/check/statements.ts";
import { FAULT_CATALOGUE } from "../../sim/faults/catalogue.ts";
import { formatFault, parseFault } from "../../sim/faults/fault-text.ts";
import * as tidemark from "../../src/index.ts";
import { API_SURFACE } from "./api-surface.ts";
import { EXAMPLES, OPERATORS, SOURCES_AND_SINKS } from "./examples.ts";
import { anchor, operatorsPage, sourcesAndSinksPage } from "./operators-page.ts";
import { PAGES } from "./pages.ts";

/** What the names of such classes end in. */
const NAMED_BY_KIND = /(Windows|Trigger|Evictor|Source|Sink|SourceFunction|SinkFunction|StateDescriptor|Config)$/;

const PAGES_OF_OPERATORS = operatorsPage() + sourcesAndSinksPage();

function isMentioned(name: string): boolean {
  return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(PAGES_OF_OPERATORS);
}

describe("the pages of operators, sources and sinks", () => {
  test.each(Object.entries(API_SURFACE))("say something of each name of the %s", (_topic, names) => {
    expect(names.filter((name) => !isMentioned(name))).toEqual([]);
  });

  test("say something of each window, trigger, evictor, source, sink and kind of state that a job can import", () => {
    const importable = Object.keys(tidemark).filter((name) => NAMED_BY_KIND.test(name));
    expect(importable.length).toBeGreaterThan(0);
    expect(importable.filter((name) => !isMentioned(name))).toEqual([]);
  });

  test("have one example of each name, whose anchor is its own", () => {
    for (const topics of [OPERATORS, SOURCES_AND_SINKS]) {
      const names = topics.flatMap(({ title, chapters }) => [
        title,
        ...chapters.flatMap(({ examples }) => examples.map(({ name }) => name)),
      ]);
      expect(new Set(names.map(anchor)).size).toBe(names.length);
    }
  });

  test("say of each source what comes again, and of each sink what it guarantees", () => {
    const [sources, sinks] = SOURCES_AND_SINKS.map(({ chapters }) => chapters.flatMap(({ examples }) => examples));
    expect(sources.filter(({ replay }) => replay === undefined)).toEqual([]);
    expect(sinks.filter(({ guarantee }) => guarantee === undefined)).toEqual([]);
  });
});

describe("the reference pages", () => {
  for (const [path, page] of Object.entries(PAGES))
    test(`${path} is what the code says (npm run docs makes it anew)`, () => {
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(page());
    });

  test.each(EXAMPLES.map((example) => [example.name, example] as const))(
    "the example of %s gives what the page says",
    (_name, { run, gives }) => expect(run()).toEqual(gives),
  );

  test("every built-in property has its sentence, and there is none beside", () => {
    const ids = [...allCheckers({ reference: new Map() }), ...livenessMonitors()].map(({ id }) => id);
    expect(Object.keys(STATEMENTS).sort()).toEqual(ids.sort());
  });

  test("every example of a fault can be read, and is of its kind", () => {
    for (const [what, { example }] of Object.entries(FAULT_CATALOGUE)) {
      expect(parseFault(example).what).toBe(what);
      expect(parseFault(formatFault(parseFault(example)))).toEqual(parseFault(example));
    }
  });
});
