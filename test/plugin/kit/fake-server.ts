// The coupon server as the plugin's tests script it: what each interface answers, and what it was asked.
import type { PluginAnswerOf, PluginInterfaceName } from '../../../shared/plugin/interfaces.ts';
import type { PluginFailure } from '../../../shared/plugin/messages/envelope.ts';
import { aSession } from './builders.ts';

/** What comes back instead of an answer. `never` hangs until it is called off. */
export type Trouble = 'offline' | 'timeout' | 'never' | 'proxy page';
type Answer<Name extends PluginInterfaceName> = PluginAnswerOf<Name> | Trouble | Refusal;

export class Refusal {
  readonly error: PluginFailure;
  constructor(code: PluginFailure['code'], its: Partial<PluginFailure> = {}) {
    this.error = { code, message: `refused: ${code}`, retryable: false, reference: 'ref-1', ...its };
  }
}

export interface Asked {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
}

type Handler = (body: Readonly<Record<string, unknown>>) => unknown;

export class FakeServer {
  readonly asked: Asked[] = [];
  /** The Date header of its answers: its own clock, whatever the phone thinks. */
  clock: () => number = () => Date.now();
  private readonly handlers = new Map<string, Handler>([['session', () => aSession()]]);

  /** Each answer once, the last one for good. */
  answers<Name extends PluginInterfaceName>(name: Name, ...answers: Answer<Name>[]): this {
    const waiting = [...answers];
    this.handlers.set(name, () => (waiting.length > 1 ? waiting.shift() : waiting[0]));
    return this;
  }

  /** Computed for each request. */
  handles<Name extends PluginInterfaceName>(
    name: Name,
    handler: (body: Readonly<Record<string, unknown>>) => Answer<Name>,
  ): this {
    this.handlers.set(name, handler);
    return this;
  }

  askedFor(name: PluginInterfaceName): Asked[] {
    return this.asked.filter((one) => one.name === name);
  }

  answer(asked: Asked): unknown {
    this.asked.push(asked);
    const handler = this.handlers.get(asked.name);
    if (handler === undefined) throw new Error(`nobody said what ${asked.name} answers`);
    return handler(asked.body);
  }
}
