/** A FLIP-27 source of a user's own, whose enumerator gives splits to readers as they register, and whose readers keep several. */
import { describe, expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import {
  type Boundedness,
  type InputStatus,
  type JobProgram,
  NO_TIMESTAMP,
  type ReaderOutput,
  type Source,
  type SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  type SplitEnumerator,
  type SplitEnumeratorContext,
  WatermarkStrategy,
} from "../../src/index.ts";

const SENSORS = 5;
const READINGS = 100;
const PERIOD_MICROS = 5000;

/** A sensor; its readings are numbered. */
interface Sensor extends SourceSplit {
  readonly offset: number;
}

/** A sensor belongs to one reader, whoever registers first. Its state: the sensors that nobody has. */
class Registry implements SplitEnumerator<Sensor, { readonly unowned: readonly Sensor[] }> {
  private readonly context: SplitEnumeratorContext<Sensor>;
  private readonly boundedness: Boundedness;
  private unowned: readonly Sensor[];

  constructor(context: SplitEnumeratorContext<Sensor>, boundedness: Boundedness, unowned: readonly Sensor[]) {
    this.context = context;
    this.boundedness = boundedness;
    this.unowned = unowned;
  }

  start(): void {}
  handleSplitRequest(): void {}

  addReader(subtask: number): void {
    const own = this.unowned.filter((_, i) => i % this.context.currentParallelism() === subtask);
    if (this.context.registeredReaders().length === this.context.currentParallelism()) own.push(...this.left(own));
    this.unowned = this.left(own);
    for (const sensor of own) this.context.assignSplit(sensor, subtask);
    if (this.boundedness === "bounded") this.context.signalNoMoreSplits(subtask);
  }

  addSplitsBack(sensors: readonly Sensor[]): void {
    this.unowned = [...this.unowned, ...sensors];
  }

  snapshotState(): { readonly unowned: readonly Sensor[] } {
    return { unowned: this.unowned };
  }

  close(): void {}

  private left(given: readonly Sensor[]): readonly Sensor[] {
    return this.unowned.filter((sensor) => !given.includes(sensor));
  }
}

/** Takes one reading of each of its sensors a period. */
class Readings implements SourceReader<string, Sensor> {
  private readonly context: SourceReaderContext;
  private readonly forgetful: boolean;
  private sensors: readonly Sensor[] = [];
  private noMore = false;
  private dueMicros = 0;

  constructor(context: SourceReaderContext, forgetful: boolean) {
    this.context = context;
    this.forgetful = forgetful;
  }

  start(): void {}

  addSplits(sensors: readonly Sensor[]): void {
    const positions = this.forgetful ? sensors.map((sensor) => ({ ...sensor, offset: 0 })) : sensors;
    this.sensors = [...this.sensors, ...positions];
  }

  notifyNoMoreSplits(): void {
    this.noMore = true;
  }

  availableAtMicros(): number {
    return this.sensors.length > 0 || this.noMore ? this.dueMicros : Number.POSITIVE_INFINITY;
  }

  pollNext(output: ReaderOutput<string>): InputStatus {
    if (this.context.now() < this.dueMicros) return "nothing-available";
    if (this.sensors.length === 0) return this.noMore ? "end-of-input" : "nothing-available";
    this.dueMicros = this.context.now() + PERIOD_MICROS;
    for (const { splitId, offset } of this.sensors) {
      output.createOutputForSplit(splitId).collect(`${splitId}-${offset}`, NO_TIMESTAMP, offset);
      if (offset + 1 === READINGS) output.releaseOutputForSplit(splitId);
    }
    this.sensors = this.sensors
      .map((sensor) => ({ ...sensor, offset: sensor.offset + 1 }))
      .filter(({ offset }) => offset < READINGS);
    return "nothing-available";
  }

  snapshotState(): readonly Sensor[] {
    return this.sensors;
  }

  close(): void {}
}

/** @param forgetful its readers begin each sensor anew after a restore */
function sensors(boundedness: Boundedness, forgetful = false): Source<string, Sensor, { unowned: readonly Sensor[] }> {
  const all = Array.from({ length: SENSORS }, (_, n): Sensor => ({ splitId: `s${n}`, offset: 0 }));
  return {
    boundedness,
    createEnumerator: (context) => new Registry(context, boundedness, all),
    restoreEnumerator: (context, { unowned }) => new Registry(context, boundedness, unowned),
    createReader: (context) => new Readings(context, forgetful),
  };
}

function run(source: ReturnType<typeof sensors>, seed: number, faults: readonly string[] = [], untilMs?: number) {
  const job: JobProgram = (env) => {
    env.setParallelism(2);
    env.fromSource(source, WatermarkStrategy.noWatermarks<string>(), "sensors").collectAsync();
    env.execute("sensors");
  };
  return simulateVerified(
    {
      version: 1,
      seed,
      programs: [{ module: "job" }],
      cluster: { taskManagers: 2, slots: 2 },
      configuration: {
        "execution.checkpointing.interval": "30 ms",
        "heartbeat.interval": "20 ms",
        "heartbeat.timeout": "100 ms",
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": 50,
        "restart-strategy.fixed-delay.delay": "5 ms",
      },
      faults,
      ...(untilMs === undefined ? {} : { untilMs }),
      confluent: true,
    },
    { programs: { job } },
  );
}

const EXPECTED = Array.from({ length: SENSORS }, (_, n) =>
  Array.from({ length: READINGS }, (_, i) => `s${n}-${i}`),
).flat();

describe("a source of one's own", () => {
  test("gives each record exactly once over crashes, and holds every property", () => {
    for (let seed = 1; seed <= 8; seed++) {
      const crashes = [`crash:tm=A@${200 + 11 * seed}ms/20ms`, `crash:tm=B@${400 + 17 * seed}ms/20ms`];
      const { status, violations, exactlyOnce, outcome, collected, restarts } = run(sensors("bounded"), seed, crashes);
      expect([status, violations, exactlyOnce]).toEqual(["FINISHED", [], true]);
      expect(outcome).toMatchObject({ applied: true, held: true });
      expect(collected().sort()).toEqual([...EXPECTED].sort());
      expect(restarts).toBeGreaterThan(0);
    }
  });

  test("that forgets its positions is found out by its offsets", () => {
    const { violations } = run(sensors("bounded", true), 1, ["crash:tm=A@250ms/20ms", "crash:tm=B@250ms/20ms"]);
    expect(violations.map(({ property }) => property)).toContain("SRC-2");
  });

  test("that is continuous never ends", () => {
    const { status, violations, collected } = run(sensors("continuous"), 1, [], 2000);
    expect([status, violations]).toEqual(["CUT", []]);
    expect(collected().sort()).toEqual([...EXPECTED].sort());
  });
});
