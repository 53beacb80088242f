/** Generated scenarios as an arbitrary of fast-check, which decides how many there are and drives the search for the simplest. */
import { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { Dice } from "../../sim/explore/dice.ts";
import type { Ground } from "../../sim/explore/ground.ts";
import { randomScenario } from "../../sim/explore/random-scenario.ts";
import { cutAtViolation } from "../../sim/explore/shrink/cut-at-violation.ts";
import { REDUCTIONS } from "../../sim/explore/shrink/shrink.ts";
import type { Swarm } from "../../sim/explore/swarm.ts";
import type { Scenario, ScenarioInput } from "../../sim/scenario.ts";
import { originOf, setOrigin } from "./origin.ts";

/** The user's own records by logical endpoint. */
export type InputArbitraries = Readonly<Record<string, Arbitrary<readonly unknown[]>>>;

/** What an arbitrary of scenarios is made of. */
export interface ScenarioSpace {
  readonly ground: Ground;
  readonly swarm: Swarm;
  readonly inputs: InputArbitraries;
  /** What a file calls the job; null: nobody said. */
  readonly module: string | null;
}

/** The records of the user's inputs, and what their arbitraries need to shrink them. */
type DrawnInputs = Readonly<Record<string, Value<readonly unknown[]>>>;

const MOST_SEED = 0x7fffffff;

/**
 * Scenarios of one job. They shrink by the reductions of the project: what `simulate` and the matchers have seen of the last
 * run (faults that never struck, the property that failed) decides what is tried next.
 */
export class ScenarioArbitrary extends Arbitrary<Scenario> {
  readonly #space: ScenarioSpace;

  constructor(space: ScenarioSpace) {
    super();
    this.#space = space;
  }

  override generate(random: Random, biasFactor: number | undefined): Value<Scenario> {
    const { ground, swarm, inputs, module } = this.#space;
    const dice: Dice = { below: (bound) => random.nextInt(0, bound - 1) };
    const seed = random.nextInt(0, MOST_SEED);
    const drawn: DrawnInputs = Object.fromEntries(
      Object.entries(inputs).map(([name, arbitrary]) => [name, arbitrary.generate(random, biasFactor)]),
    );
    const base = { ...ground.base, inputs: { ...ground.base.inputs, ...recordsOf(drawn) } };
    const scenario = randomScenario(dice, { ...ground, base }, swarm, seed);
    setOrigin(scenario, { ground, module, wanted: null, examination: null, failed: null });
    return new Value(scenario, drawn);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return false;
  }

  override shrink(scenario: Scenario, context: unknown): Stream<Value<Scenario>> {
    return new Stream(this.#simpler(scenario, context as DrawnInputs));
  }

  *#simpler(scenario: Scenario, drawn: DrawnInputs): IterableIterator<Value<Scenario>> {
    const origin = originOf(scenario);
    if (origin === null || origin.examination === null) return;
    const { ground, examination, module } = origin;
    // A scenario is cut last of all.
    if (scenario.untilMs !== ground.base.untilMs) return;
    const wanted = origin.wanted ?? origin.failed;
    const value = (simpler: Scenario, inputs: DrawnInputs) => {
      setOrigin(simpler, { ground, module, wanted, examination: null, failed: null });
      return new Value(simpler, inputs);
    };
    // The user's own records are made simpler by their arbitraries, which know what records there can be.
    for (const reduction of REDUCTIONS)
      for (const simpler of reduction.candidates(scenario, { examination, base: ground.base, property: wanted }))
        if (ground.fixedInputs.every((name) => simpler.inputs?.[name] === scenario.inputs?.[name]))
          yield value(simpler, drawn);
    for (const [name, arbitrary] of Object.entries(this.#space.inputs)) {
      const current = drawn[name];
      for (const smaller of arbitrary.shrink(current.value, current.context)) {
        const inputs = { ...drawn, [name]: smaller };
        yield value({ ...scenario, inputs: { ...scenario.inputs, ...recordsOf({ [name]: smaller }) } }, inputs);
      }
    }
    for (const cut of cutAtViolation.candidates(scenario, { examination, base: ground.base, property: wanted }))
      yield value(cut, drawn);
  }
}

function recordsOf(drawn: DrawnInputs): Record<string, ScenarioInput> {
  return Object.fromEntries(Object.entries(drawn).map(([name, { value }]) => [name, { records: [...value] }]));
}
