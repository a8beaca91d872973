// What every wire gives the app: its routes, each of which says who it is for, and what it tells those who miss them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Audience } from '../../../shared/audience.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly audience: Audience;
  readonly answer: Answer;
}

export interface WayIn {
  readonly routes: readonly Route[];
  /** Everything below its paths that is no route; left out: the app says that there is nothing. */
  readonly elsewhere?: {
    readonly below: readonly string[];
    /** @param isPath there is a route, for another method */
    readonly refuse: (response: ServerResponse, isPath: boolean) => void;
  };
}
