// Which callback a path is for: that of the table, below any base path.
import { type OutboundName, spInterfaces } from '../../shared/sp/interfaces.ts';

export const callbackNames = (Object.keys(spInterfaces) as (keyof typeof spInterfaces)[]).filter(
  (name): name is OutboundName => spInterfaces[name].direction === 'outbound',
);

export function callbackAt(path: string): OutboundName | undefined {
  return callbackNames.find((name) => path.endsWith(spInterfaces[name].path));
}
