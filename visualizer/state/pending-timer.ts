/** A timer that is set and has not fired. */
export interface PendingTimer {
  readonly operator: string;
  readonly service: string;
  readonly domain: "event" | "processing";
  /** ms of event time, or of processing time. */
  readonly time: number;
  readonly key: string;
  readonly namespace: string;
}

/** Equal timers have equal names. */
export function timerName({ operator, service, domain, time, key, namespace }: PendingTimer): string {
  return JSON.stringify([operator, service, domain, time, key, namespace]);
}

/** Reads "window-timers|0|4999|pier|0,5000" as a `timer.pending` event has it; the key may hold the separator. */
export function parsePendingTimer(operator: string, text: string): PendingTimer {
  const [service, domain, time] = text.split("|", 3);
  const head = service.length + domain.length + time.length + 3;
  const tail = text.lastIndexOf("|");
  return {
    operator,
    service,
    domain: Number(domain) === 1 ? "processing" : "event",
    time: Number(time),
    key: text.slice(head, Math.max(head, tail)),
    namespace: tail < head ? "" : text.slice(tail + 1),
  };
}
