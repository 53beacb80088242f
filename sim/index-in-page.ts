/** What of `tidemark/sim` a job may use in the page: all that needs neither the checks nor text about events. */
export type { FailureCause } from "../src/task/task-environment.ts";
export { TRACE_KINDS, TRACE_LEVELS, type TraceKind, type TraceLevel } from "../src/trace/kinds.ts";
export type { EventId, TraceEvent, TraceExt } from "../src/trace/trace.ts";
export type { CheckOptions } from "./check/all-checkers.ts";
export type { Checker, Report, Violation } from "./check/checker.ts";
export type { LineageVerdict } from "./check/lineage/verdict.ts";
export type { OutcomeVerdict } from "./check/outcome.ts";
export type { LostTransaction } from "./check/prepared-transactions.ts";
export type { Fault, FaultTarget, FaultWhat, FaultWhen } from "./faults/fault.ts";
export { formatFault, parseFault } from "./faults/fault-text.ts";
export type { InjectedFault } from "./faults/injector.ts";
export {
  SCENARIO_VERSION,
  type Scenario,
  type ScenarioCluster,
  type ScenarioInput,
  type ScenarioProgram,
  taskManagerName,
} from "./scenario.ts";
export { readScenario, type ScenarioReading } from "./scenario-file.ts";
export type { LineCauses, ServiceOutput } from "./services/service-output.ts";
export { NO_ANSWER, type ServiceContext, type SimulatedService } from "./services/simulated-service.ts";
export { type SimulatedSocketOptions, simulatedSocket } from "./services/simulated-socket.ts";
export {
  createSimulation,
  type Host,
  type Run,
  type RunStatus,
  runOf,
  Simulation,
  type SimulationOptions,
  START_EPOCH_MS,
  simulate,
} from "./simulation.ts";
export type { TraceObserver } from "./trace/recorder.ts";
export type { RunStatistics, VerifiedRun, VerifiedSimulation } from "./verify.ts";
