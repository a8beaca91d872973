// A server with one fault: its connections are told, behind its back, not to sync.
import { DatabaseSync } from 'node:sqlite';

const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  if (sql === 'BEGIN IMMEDIATE') exec.call(this, 'PRAGMA synchronous = OFF');
  exec.call(this, sql);
};
await import('../../../server/main.ts');
