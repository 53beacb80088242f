import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allCheckers } from "../../sim/check/all-checkers.ts";
import { livenessMonitors } from "../../sim/check/liveness/liveness-monitors.ts";
import { STATEMENTS } from "../../sim/check/statements.ts";
import { FAULT_CATALOGUE } from "../../sim/faults/catalogue.ts";
import { formatFault, parseFault } from "../../sim/faults/fault-text.ts";
import { OPERATOR_EXAMPLES } from "./operator-examples.ts";
import { PAGES } from "./pages.ts";

describe("the reference pages", () => {
  for (const [path, page] of Object.entries(PAGES))
    test(`${path} is what the code says (npm run docs makes it anew)`, () => {
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(page());
    });

  test.each(OPERATOR_EXAMPLES.map((example) => [example.operator, example] as const))(
    "the example of %s gives what the page says",
    (_operator, { run, gives }) => expect(run()).toEqual(gives),
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
