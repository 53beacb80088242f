/** What users know from Flink and may call here: the pages of operators, sources and sinks say something of each name. */
export const API_SURFACE: Readonly<Record<string, readonly string[]>> = {
  sources: [
    ...["fromElements", "fromCollection", "fromData", "fromSequence", "fromSource", "NumberSequenceSource"],
    ...["FileSource", "TextLineInputFormat", "DataGeneratorSource", "RateLimiterStrategy", "replaySource"],
    ...["perSecond", "perCheckpoint", "noOp", "socketTextStream", "simulatedSocket"],
    ...["addSource", "SourceFunction", "RichParallelSourceFunction", "collectWithTimestamp", "emitWatermark"],
    ...["SourceSplit", "SplitEnumerator", "SourceReader", "assignSplit", "handleSplitRequest", "addSplitsBack"],
    ...["restoreEnumerator", "pollNext", "signalNoMoreSplits", "createOutputForSplit"],
  ],
  transformations: [
    ...["map", "filter", "flatMap", "keyBy", "reduce", "sum", "min", "max", "minBy", "maxBy", "process", "union"],
    ...["forProcessFunction", "forKeyedProcessFunction", "forCoProcessFunction", "forKeyedCoProcessFunction"],
    ...["forBroadcastProcessFunction", "forKeyedBroadcastProcessFunction"],
    ...["connect", "map1", "map2", "flatMap1", "flatMap2", "intervalJoin", "join", "coGroup"],
    ...["OutputTag", "getSideOutput", "AsyncDataStream", "orderedWait", "unorderedWait", "orderedWaitWithRetry"],
    ...["AsyncRetryStrategies", "RetryPredicates", "timeout", "capacity"],
    ...["shuffle", "rebalance", "rescale", "broadcast", "global", "forward", "partitionCustom"],
  ],
  "names that are gone": [
    ...["iterate", "split", "select", "fold", "timeWindow", "timeWindowAll", "setStreamTimeCharacteristic"],
    ...["assignAscendingTimestamps", "writeAsText", "generateSequence", "readTextFile"],
  ],
  windows: [
    ...["TumblingEventTimeWindows", "TumblingProcessingTimeWindows", "SlidingEventTimeWindows"],
    ...["SlidingProcessingTimeWindows", "EventTimeSessionWindows", "ProcessingTimeSessionWindows", "withDynamicGap"],
    ...["GlobalWindows", "createWithEndOfStreamTrigger", "countWindow", "countWindowAll", "windowAll", "offset"],
    ...["EventTimeTrigger", "ProcessingTimeTrigger", "ContinuousEventTimeTrigger", "ContinuousProcessingTimeTrigger"],
    ...["CountTrigger", "DeltaTrigger", "PurgingTrigger", "ProcessingTimeoutTrigger", "EndOfStreamTrigger"],
    ...["NeverTrigger", "CountEvictor", "TimeEvictor", "DeltaEvictor", "evictBefore", "evictAfter"],
    ...["allowedLateness", "sideOutputLateData", "aggregate", "apply", "windowState", "globalState"],
  ],
  time: [
    ...["forBoundedOutOfOrderness", "forMonotonousTimestamps", "noWatermarks", "forGenerator", "withIdleness"],
    ...["withTimestampAssigner", "onEvent", "onPeriodicEmit", "timerService", "currentWatermark"],
    ...["registerEventTimeTimer", "deleteEventTimeTimer", "currentProcessingTime", "registerProcessingTimeTimer"],
    "deleteProcessingTimeTimer",
  ],
  state: [
    ...["ValueStateDescriptor", "ListStateDescriptor", "MapStateDescriptor", "ReducingStateDescriptor"],
    ...["AggregatingStateDescriptor", "getListState", "getUnionListState", "getBroadcastState", "RuntimeContext"],
    ...["CheckpointedFunction", "CheckpointListener", "StateTtlConfig", "updateTtlOnCreateAndWrite"],
    ...["updateTtlOnReadAndWrite", "neverReturnExpired", "returnExpiredIfNotCleanedUp", "cleanupFullSnapshot"],
    ...["cleanupIncrementally", "disableCleanupInBackground"],
  ],
  sinks: [
    ...["print", "printToErr", "collectAsync", "executeAndCollect", "sinkTo", "createWriter", "createCommitter"],
    ...["addSink", "SinkFunction", "RichSinkFunction", "DiscardingSink", "transactionalLogSink", "appendLogSink"],
  ],
  types: [
    ...["INT", "LONG", "DOUBLE", "STRING", "BOOLEAN", "TUPLE", "ROW", "ROW_NAMED", "OBJECT", "ENUM", "OBJECT_ARRAY"],
    ...["LIST", "MAP", "OPTIONAL", "LOCAL_DATE", "LOCAL_TIME", "LOCAL_DATE_TIME", "INSTANT", "SQL_TIMESTAMP"],
    ...["VersionedType", "returns", "enableObjectReuse", "disableObjectReuse"],
  ],
};
