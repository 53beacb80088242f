import { type ConfigEntries, Configuration } from "../config/configuration.ts";
import {
  BUFFER_TIMEOUT,
  CHAINING_ENABLED,
  CHECKPOINTING_INTERVAL,
  DEFAULT_PARALLELISM,
  JOB_NAME,
  MAX_PARALLELISM,
  OBJECT_REUSE,
} from "../config/options.ts";
import { checkMaxParallelism, checkParallelism } from "../graph/parallelism.ts";
import type { StreamGraph } from "../graph/stream-graph.ts";
import { generateStreamGraph } from "../graph/stream-graph-generator.ts";
import type { Transformation } from "../graph/transformation.ts";
import { EnvironmentSources } from "./environment-sources.ts";
import type { JobHandle, StreamExecutionEnvironment } from "./execution-environment.ts";
import type { RestartStrategyConfiguration } from "./restart-strategies.ts";

/** The name of a job that has none. */
export const DEFAULT_JOB_NAME = "Flink Streaming Job";

/** Collects what a program builds; each `execute` leaves one graph in `jobs`. Touches nothing else. */
export class GraphEnvironment extends EnvironmentSources implements StreamExecutionEnvironment {
  /** The graphs of the executed jobs, in order. */
  readonly jobs: StreamGraph[] = [];
  private readonly configuration: Configuration;
  private operators: Transformation[] = [];
  private lastId = 0;

  /** @param configuration what the cluster or the submission sets; the program's own settings are laid over it */
  constructor(configuration: Configuration = new Configuration()) {
    super();
    this.configuration = configuration.copy();
  }

  setParallelism(parallelism: number): this {
    checkParallelism(parallelism);
    this.configuration.set(DEFAULT_PARALLELISM, parallelism === -1 ? 1 : parallelism);
    return this;
  }

  getParallelism(): number {
    return this.configuration.get(DEFAULT_PARALLELISM);
  }

  setMaxParallelism(maxParallelism: number): this {
    checkMaxParallelism(maxParallelism);
    this.configuration.set(MAX_PARALLELISM, maxParallelism);
    return this;
  }

  enableCheckpointing(intervalMs: number): this {
    return this.configure({ [CHECKPOINTING_INTERVAL.key]: intervalMs });
  }

  setRestartStrategy(strategy: RestartStrategyConfiguration): this {
    return this.configure(strategy);
  }

  disableOperatorChaining(): this {
    this.configuration.set(CHAINING_ENABLED, false);
    return this;
  }

  enableObjectReuse(): this {
    this.configuration.set(OBJECT_REUSE, true);
    return this;
  }

  disableObjectReuse(): this {
    this.configuration.set(OBJECT_REUSE, false);
    return this;
  }

  setBufferTimeout(timeoutMs: number): this {
    return this.configure({ [BUFFER_TIMEOUT.key]: timeoutMs });
  }

  configure(entries: ConfigEntries): this {
    this.configuration.setAll(entries);
    return this;
  }

  getConfig(): Configuration {
    return this.configuration;
  }

  getStreamGraph(): StreamGraph {
    return this.generate(this.configuration.get(JOB_NAME) ?? DEFAULT_JOB_NAME);
  }

  execute(jobName?: string): JobHandle {
    const name = jobName ?? this.configuration.get(JOB_NAME) ?? DEFAULT_JOB_NAME;
    this.jobs.push(this.generate(name));
    this.operators = [];
    return { jobName: name, index: this.jobs.length - 1 };
  }

  /** @param _sink for whoever remembers what transformations belong together */
  nextId(_sink?: number): number {
    return ++this.lastId;
  }

  addOperator(transformation: Transformation): void {
    this.operators.push(transformation);
  }

  private generate(jobName: string): StreamGraph {
    // A copy: what the program sets after execute() belongs to its next job.
    const configuration = this.configuration.copy();
    return generateStreamGraph(this.operators, { jobName, configuration, nextId: (sink) => this.nextId(sink) });
  }
}
