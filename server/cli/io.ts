// What the command line needs of the process it runs in. Tests bring their own.

export interface TextSink {
  write(text: string): unknown;
}

export interface CliIo {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Resolves when a command that goes on and on is told to end. */
  readonly stopped: () => Promise<unknown>;
}
