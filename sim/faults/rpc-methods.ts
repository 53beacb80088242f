/** The calls between the components that faults can strike. */
import type {
  DispatcherProtocol,
  JobMasterProtocol,
  ResourceManagerProtocol,
  TaskExecutorProtocol,
} from "../../src/cluster/protocols.ts";
import type { LogRequest } from "../../src/connectors/log-protocol.ts";

type Method = keyof (DispatcherProtocol & ResourceManagerProtocol & TaskExecutorProtocol & JobMasterProtocol);

const methods: Readonly<Record<Method, true>> = {
  submitJob: true,
  requestJobResult: true,
  registerTaskExecutor: true,
  registerJobMaster: true,
  declareRequiredResources: true,
  notifySlotAvailable: true,
  heartbeatFromTaskManager: true,
  requestSlot: true,
  freeSlot: true,
  heartbeatFromResourceManager: true,
  heartbeatFromJobManager: true,
  disconnectJobManager: true,
  submitTask: true,
  cancelTask: true,
  triggerCheckpoint: true,
  cancelJob: true,
  confirmCheckpoint: true,
  abortCheckpoint: true,
  sendOperatorEvent: true,
  registerTaskManager: true,
  offerSlots: true,
  failSlot: true,
  updateTaskExecutionState: true,
  acknowledgeCheckpoint: true,
  declineCheckpoint: true,
  sendOperatorEventToCoordinator: true,
};

const requests: Readonly<Record<LogRequest["kind"], true>> = {
  init: true,
  write: true,
  append: true,
  commit: true,
  abort: true,
};

/** Methods of all RPC protocols. */
export const RPC_METHODS: readonly string[] = Object.keys(methods);

/** Requests to the log, as faults name them: "log.commit". */
export const LOG_METHODS: readonly string[] = Object.keys(requests).map((kind) => `log.${kind}`);
