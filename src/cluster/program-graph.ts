/** Builds a program's job graph in the process that needs it: user code is never sent, each process evaluates it itself. */
import { GraphEnvironment } from "../api/graph-environment.ts";
import type { JobProgram } from "../api/program.ts";
import type { Configuration } from "../config/configuration.ts";
import type { JobGraph } from "../graph/job-graph.ts";
import { generateJobGraph } from "../graph/job-graph-generator.ts";
import { checkVertexParallelism } from "../graph/vertex-parallelism.ts";
import type { ProgramReference } from "../task/deployment.ts";

/** Gives a module's program; evaluated afresh where isolation asks for it. Throws one sentence for an unknown name. */
export type ProgramLoader = (module: string) => JobProgram;

/** @param cluster settings of the cluster; those of the submission lie over them, the program's own over both */
export function buildJobGraph(loader: ProgramLoader, reference: ProgramReference, cluster: Configuration): JobGraph {
  return buildJobGraphIn(new GraphEnvironment(settingsOf(reference, cluster)), loader, reference);
}

/** What an environment starts from. */
export function settingsOf(reference: ProgramReference, cluster: Configuration): Configuration {
  const settings = cluster.copy();
  settings.setAll(reference.configuration);
  return settings;
}

/** As `buildJobGraph`, in this environment. */
export function buildJobGraphIn(
  environment: GraphEnvironment,
  loader: ProgramLoader,
  reference: ProgramReference,
): JobGraph {
  const handle = loader(reference.module)(environment, new Map(reference.args));
  if (environment.jobs.length === 0 && handle === undefined) environment.execute();
  const graph = environment.jobs[reference.jobIndex];
  if (graph === undefined)
    throw new Error(
      `The program ${reference.module} has ${environment.jobs.length} jobs; there is no job ${reference.jobIndex}.`,
    );
  const jobGraph = generateJobGraph(graph);
  checkVertexParallelism(jobGraph);
  return jobGraph;
}
