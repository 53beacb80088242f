/** The little language in which the graph cases write programs. */
export interface OpSpec {
  readonly op: string;
  readonly in?: readonly number[];
  readonly source?: string;
  readonly sink?: string;
  readonly partitioner?: string;
  readonly name?: string;
  readonly description?: string;
  readonly uid?: string;
  readonly uidHash?: string;
  readonly parallelism?: number;
  readonly maxParallelism?: number;
  readonly slotSharingGroup?: string;
  readonly bufferTimeout?: number;
  readonly chain?: "new" | "never";
}

export interface EnvSpec {
  readonly parallelism: number;
  readonly runtimeMode?: "STREAMING" | "BATCH" | "AUTOMATIC";
  readonly chaining?: boolean;
  readonly chainDifferentMaxParallelism?: boolean;
  readonly maxParallelism?: number;
  readonly bufferTimeout?: number;
  readonly autoGenerateUids?: boolean;
  readonly vertexNameIncludeIndexPrefix?: boolean;
  readonly checkpointInterval?: number;
}

export interface JobGraphCase {
  readonly id: string;
  readonly spec: { readonly env: EnvSpec; readonly ops: readonly OpSpec[] };
  readonly expected: ExpectedGraphs;
}

export interface ExpectedGraphs {
  readonly opNode?: Readonly<Record<string, number>>;
  readonly streamGraph?: {
    readonly jobType: string;
    readonly nodes: readonly unknown[];
    readonly edges: readonly unknown[];
  };
  readonly jobGraph?: {
    readonly vertices: readonly unknown[];
    readonly edges: readonly unknown[];
    readonly slotSharingGroups: readonly (readonly number[])[];
    readonly maximumParallelism: number;
  };
  readonly vertexParallelism?: readonly (readonly [number, number])[];
  readonly error?: { readonly phase: string; readonly op?: number; readonly message: string };
}
