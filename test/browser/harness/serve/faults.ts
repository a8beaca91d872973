// What goes wrong between phone and server, on order: the next calls of an interface are treated so, one fault a call.
import type { PluginInterfaceName } from '../../../../shared/plugin/interfaces.ts';

export interface WayFault {
  readonly interface: PluginInterfaceName;
  /** answer-lost: the server does it, the phone never hears. silent: nobody answers. gateway: a proxy's own error page. */
  readonly kind: 'answer-lost' | 'silent' | 'gateway' | 'cut';
  readonly times?: number;
}

export interface WayFaults {
  plan(fault: WayFault): void;
  next(name: string): WayFault | undefined;
}

export function newWayFaults(): WayFaults {
  const planned: WayFault[] = [];
  return {
    plan(fault) {
      planned.push(...Array.from({ length: fault.times ?? 1 }, () => fault));
    },
    next(name) {
      const index = planned.findIndex((fault) => fault.interface === name);
      return index < 0 ? undefined : planned.splice(index, 1)[0];
    },
  };
}
