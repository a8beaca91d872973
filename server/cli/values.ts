// How the text of an argument or option becomes a value. Each problem ends the sentence that the parser begins.
import { InvalidArgumentError } from 'commander';
import ipaddr from 'ipaddr.js';
import type { z } from 'zod';
import { requiredId } from '../../shared/merchant/fields.ts';
import { id, intMax } from '../../shared/sp/fields.ts';
import { parseTime } from '../../shared/sp/times.ts';
import { accountName } from '../domain/merchant.ts';
import { appId, hostPath } from '../domain/return-target.ts';
import { UsageError } from './failure.ts';

/** Reads text by one of the field schemas of the wire. */
export function field<Value>(schema: z.ZodType<Value>): (given: string) => Value {
  return (given) => {
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
  };
}

export const stockId = field(id(30));
export const userCode = field(id(32));
export const couponId = field(id(32));
export const storeCode = field(id(64));
export const account = field(accountName);
export const bizId = field(requiredId);
export const customerId = field(id(32));
export const hostAppId = field(appId.toLowerCase());
export const pathOfHost = field(hostPath);
export const channelNumber = wholeNumber(0, intMax);

export function wholeNumber(min: number, max: number): (given: string) => number {
  return (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

export function oneOf<const Word extends string>(words: readonly Word[]): (given: string) => Word {
  return (given) => {
    const word = words.find((candidate) => candidate === given);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
  };
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** 0, 90s, 30m, 24h or 7d, in ms; a year at most. */
export function duration(given: string): number {
  const [, digits, unit] = /^(\d{1,9})([smhd]?)$/.exec(given) ?? [];
  const ms = unit === '' && digits === '0' ? 0 : Number(digits) * (unitMs[unit ?? ''] ?? Number.NaN);
  if (ms >= 0 && ms <= 366 * 86_400_000) return ms;
  throw new InvalidArgumentError('It must be a time such as 0, 90s, 30m, 24h or 7d, and a year at most.');
}

/** A time as the wire has it, or as people write one: the zone and the seconds may be missing, and then it is +08:00. */
export function time(given: string): number {
  const short = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?$/.exec(given);
  const at = parseTime(short === null ? given : `${short[1]}T${short[2]}${short[3] ?? ':00'}`);
  if (at !== undefined) return at;
  throw new InvalidArgumentError(
    'It must be a time such as "2026-02-01 08:00", in +08:00, or 2026-02-01T08:00:00+08:00.',
  );
}

/** For what nobody else should read: the parser's own complaint would quote it. @throws UsageError */
export function unquoted<Value>(option: string, read: (given: string) => Value): (given: string) => Value {
  return (given) => {
    try {
      return read(given);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new UsageError(`option '${option}' is invalid. ${error.message}`);
    }
  };
}

/** An option that is given as often as one likes: all its values. */
export function repeated<Value>(
  read: (given: string) => Value,
): (given: string, before?: readonly Value[]) => readonly Value[] {
  return (given, before = []) => [...before, read(given)];
}

/** `name=value`, given as often as one likes: the values by their names. */
export function pairs<const Name extends string, Value>(
  names: readonly Name[],
  read: (given: string) => Value,
): (given: string, before?: Partial<Record<Name, Value>>) => Partial<Record<Name, Value>> {
  const readName = oneOf(names);
  return (given, before) => {
    const at = given.indexOf('=');
    if (at < 0) throw new InvalidArgumentError('It must look like name=value.');
    return { ...before, [readName(given.slice(0, at))]: read(given.slice(at + 1)) } as Partial<
      Record<Name, Value>
    >;
  };
}

/** An IP address or a CIDR range, in the usual notation: ipaddr.js alone would read 10 or 0x7f.1 as addresses too. */
export function ipRange(given: string): string {
  const { IPv4, IPv6 } = ipaddr;
  if (IPv4.isValidFourPartDecimal(given) || IPv4.isValidCIDRFourPartDecimal(given)) return given;
  if (IPv6.isValid(given) || IPv6.isValidCIDR(given)) return given;
  throw new InvalidArgumentError('It must be an IP address or a range such as 10.1.0.0/16.');
}

/** A path below a callback base. */
export function callbackPath(given: string): string {
  if (/^\/[^?#\s]*$/.test(given)) return given;
  throw new InvalidArgumentError('The path must begin with / and have no ?, # or blank.');
}

/** A mainland mobile number, which is all that /coupon/rsync has room for. */
export function phoneNumber(given: string): string {
  if (/^1\d{10}$/.test(given)) return given;
  throw new InvalidArgumentError('It must be 11 digits that begin with 1.');
}
