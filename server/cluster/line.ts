// A worker's line to the first process.
import type { FromPrimary, FromWorker } from './messages.ts';

type Told<Type> = Extract<FromPrimary, { type: Type }>;

/** Does nothing when the first process is gone. @param sent is called in any case */
export function tell(message: FromWorker, sent: () => void = () => undefined): void {
  if (process.send === undefined || !process.connected) sent();
  else process.send(message, undefined, undefined, sent);
}

/** @returns what ends the listening */
export function listen<Type extends FromPrimary['type']>(
  type: Type,
  listener: (message: Told<Type>) => void,
): () => void {
  const onMessage = (message: FromPrimary) => {
    if (message.type === type) listener(message as Told<Type>);
  };
  process.on('message', onMessage);
  return () => void process.off('message', onMessage);
}

/** The next such message; undefined when there was none for so long, or the first process is gone. */
export async function next<Type extends FromPrimary['type']>(
  type: Type,
  limitMs: number,
  isMeant: (message: Told<Type>) => boolean = () => true,
): Promise<Told<Type> | undefined> {
  if (!process.connected) return undefined;
  const { promise, resolve } = Promise.withResolvers<Told<Type> | undefined>();
  const cut = () => resolve(undefined);
  const timer = setTimeout(cut, limitMs);
  process.once('disconnect', cut);
  const end = listen(type, (message) => {
    if (isMeant(message)) resolve(message);
  });
  const message = await promise;
  clearTimeout(timer);
  process.off('disconnect', cut);
  end();
  return message;
}
