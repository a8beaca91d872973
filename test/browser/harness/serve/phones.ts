// The Node side of the phone: its page, scripts and fonts, WeChat's login code, and the way to the server.
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Program } from '../compile/program.ts';
import type { PhoneOptions } from '../remote.ts';
import { newWayFaults, type WayFault } from './faults.ts';
import { fontFile, fontStyle } from './fonts.ts';
import { handOn } from './hand-on.ts';
import type { HostIdentity } from './host-sign.ts';
import { defaultOptions, optionsOf, phonePage } from './phone-page.ts';

export interface PhonesOptions {
  readonly repository: string;
  readonly program: Program;
  readonly serverUrl: string;
  readonly host: HostIdentity;
  /** As if this person had just logged in. */
  readonly loginCode: (openpid: string) => string | Promise<string>;
  readonly defaults?: Partial<PhoneOptions>;
  /** What else is served here. @returns whether it was */
  readonly more?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface Phones {
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Calls that the phone made, by the names of their interfaces. */
  readonly calls: readonly string[];
  fail(fault: WayFault): void;
  close(): void;
}

export function createPhones(options: PhonesOptions): Phones {
  const { repository, program, serverUrl, host, loginCode, more } = options;
  const defaults = { ...defaultOptions, ...options.defaults };
  const agent = new Agent({ keepAlive: true });
  const faults = newWayFaults();
  const calls: string[] = [];
  const fonts = fontStyle(repository);

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://phone');
    if (more?.(pathname, request, response)) return;
    if (pathname.startsWith('/plugin/v1/')) {
      const name = pathname.slice('/plugin/v1/'.length);
      calls.push(name);
      handOn({ serverUrl, host, agent }, request, response, faults.next(name)?.kind);
    } else if (pathname === '/login') void login(searchParams.get('openpid') ?? '', response);
    else serveFile(pathname, searchParams, response);
  }

  function serveFile(pathname: string, searchParams: URLSearchParams, response: ServerResponse): void {
    const [type, body] = file(pathname, searchParams);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': type,
      'cache-control': 'max-age=3600',
    });
    response.end(body);
  }

  function file(path: string, search: URLSearchParams): [type: string, body: string | Buffer | undefined] {
    if (path === '/phone') return ['text/html; charset=utf-8', phonePage(optionsOf(search, defaults))];
    if (path === '/spaces.js') return ['text/javascript; charset=utf-8', program.spacesScript];
    if (path === '/phone.js') return ['text/javascript; charset=utf-8', program.phoneScript];
    if (path === '/fonts.css') return ['text/css; charset=utf-8', fonts];
    if (path.startsWith('/fonts/')) return ['font/woff2', fontFile(repository, path.slice('/fonts/'.length))];
    return ['text/plain', undefined];
  }

  async function login(openpid: string, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ code: await loginCode(openpid) }));
  }

  return { answer, calls, fail: faults.plan, close: () => agent.destroy() };
}
