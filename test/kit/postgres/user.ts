// PostgreSQL refuses to run as root, so where we are root it runs as a user who may do nothing else.
import { chownSync, readFileSync } from 'node:fs';

export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** What `spawn` takes, and nothing where we are an ordinary user already. */
export function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(
      'PostgreSQL refuses to run as root, and there is no user "nobody" to run it as: run the tests as an ordinary user.',
    );
  return { uid: Number(uid), gid: Number(gid) };
}

/** Gives a directory to that user. */
export function handOver(path: string, { uid, gid }: RunAs): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
