import { expect, test } from "vitest";
import { hourlyTipsScenario } from "../../exercises/scenarios/hourly-tips.ts";
import { readScenario } from "../../sim/scenario-file.ts";

const small = { version: 1, seed: 1, programs: [{ module: "job" }], cluster: { taskManagers: 1, slots: 1 } };

function problems(data: unknown): readonly string[] {
  const reading = readScenario(data);
  return reading.ok ? [] : reading.problems;
}

test("reads what it wrote", () => {
  const data: unknown = JSON.parse(JSON.stringify(hourlyTipsScenario));
  expect(readScenario(data)).toEqual({ ok: true, scenario: hourlyTipsScenario });
});

test.each([
  [null, "A scenario has to be an object, not null."],
  [[], "A scenario has to be an object, not []."],
  [{ ...small, version: 2 }, "The scenario has version 2; this program reads version 1."],
  [{ ...small, seed: 1.5 }, /^scenario\.seed has to be a whole number .*, not 1\.5\.$/],
  [{ ...small, seed: undefined }, /^scenario\.seed has to be a whole number/],
  [{ version: 1, programs: small.programs, cluster: small.cluster }, 'scenario lacks the field "seed".'],
  [{ ...small, sead: 1 }, 'scenario has the unknown field "sead"; did you mean "seed"?'],
  [{ ...small, programs: [] }, "scenario.programs has to name one program, not 0."],
  [{ ...small, programs: [{ module: 3 }] }, "scenario.programs[0].module has to be a text, not 3."],
  [{ ...small, cluster: { taskManagers: 0, slots: 1 } }, /taskManagers has to be a whole number from 1/],
  [
    { ...small, cluster: { ...small.cluster, slowness: { A: 0 } } },
    "scenario.cluster.slowness.A has to be a number above 0, not 0.",
  ],
  [{ ...small, inputs: { rides: { file: "x" } } }, 'scenario.inputs.rides lacks the field "format".'],
  [
    { ...small, inputs: { a: { records: [1, { time: JSON.parse("1e400") }] } } },
    /^scenario\.inputs\.a\.records\[1\]\.time has to be a number of at most .*, not Infinity\.$/,
  ],
  [{ ...small, faults: ["crash"] }, /^scenario\.faults\[0\]: The fault "crash" cannot be read/],
  [{ ...small, faults: "none" }, 'scenario.faults has to be a list, not "none".'],
  [
    { ...small, configuration: { "no.such": 1 } },
    /^scenario\.configuration: The configuration key "no.such" does not exist/,
  ],
  [{ ...small, confluent: "yes" }, 'scenario.confluent has to be true or false, not "yes".'],
  [
    { ...small, randomLatencies: ["network"] },
    'scenario.randomLatencies[0] has to be link, boot, checkpoint-delay, restart-jitter, disorder or one link as link:tm-A>log, not "network".',
  ],
])("refuses %j", (data, problem) => {
  expect(problems(data)).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
});

test("names every problem", () => {
  expect(problems({ ...small, seed: "1", limitMs: -1, untilMs: 0, purpose: 2 })).toHaveLength(4);
});

test("refuses records that are nested too deep to be copied", () => {
  const records: unknown = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
  expect(problems({ ...small, inputs: { a: { records } } })).toEqual([
    expect.stringMatching(/^scenario\.inputs\.a\.records\[0\].* is nested more than 100 deep\.$/),
  ]);
});
