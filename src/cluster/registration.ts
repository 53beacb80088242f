/** Registers somewhere, again and again until it is accepted (`RetryingRegistration`): each wait for an answer is twice the last. */
import type { Configuration } from "../config/configuration.ts";
import {
  REGISTRATION_ERROR_DELAY,
  REGISTRATION_INITIAL_TIMEOUT,
  REGISTRATION_MAX_TIMEOUT,
  REGISTRATION_REFUSED_DELAY,
} from "../config/options.ts";
import type { Clock, EventHandler } from "../world.ts";
import type { RpcResult } from "./rpc.ts";

/** Makes one attempt. */
export type RegistrationCall = (timeoutMs: number, onResult: (result: RpcResult<null>) => void) => void;

/** One endeavour to be registered; lasts until accepted or cancelled. */
export class Registration implements EventHandler {
  readonly #clock: Clock;
  readonly #configuration: Configuration;
  readonly #call: RegistrationCall;
  #timeoutMs: number;
  #onAccepted: () => void = () => {};
  #cancelled = false;

  constructor(clock: Clock, configuration: Configuration, call: RegistrationCall) {
    this.#clock = clock;
    this.#configuration = configuration;
    this.#call = call;
    this.#timeoutMs = configuration.get(REGISTRATION_INITIAL_TIMEOUT);
  }

  start(onAccepted: () => void): void {
    this.#onAccepted = onAccepted;
    this.#attempt();
  }

  cancel(): void {
    this.#cancelled = true;
  }

  onEvent(): void {
    this.#attempt();
  }

  #attempt(): void {
    if (this.#cancelled) return;
    this.#call(this.#timeoutMs, (result) => {
      if (this.#cancelled) return;
      if (result.ok) {
        this.#onAccepted();
        return;
      }
      if (result.reason === "timeout") {
        this.#timeoutMs = Math.min(this.#timeoutMs * 2, this.#configuration.get(REGISTRATION_MAX_TIMEOUT));
        this.#attempt();
        return;
      }
      const delayMs = this.#configuration.get(
        result.reason === "refused" ? REGISTRATION_REFUSED_DELAY : REGISTRATION_ERROR_DELAY,
      );
      this.#clock.schedule(this.#clock.now() + delayMs * 1000, "timer", this, 0, null);
    });
  }
}
