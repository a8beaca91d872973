// The scan code (扫码核销码): `1`, an 11-digit handle and 8 digits that prove it, made anew for each minute.
// The proof is a keyed hash of handle and minute cut down to digits, as one-time passwords are (RFC 6238 §5.3): a photographed
// code is soon worthless, and none can be made without the key. The handle is random and means something in our store only,
// so a code tells neither the coupon nor its user; 20 digits keep a Code 128-C barcode dense.
import { randomInt, timingSafeEqual } from 'node:crypto';

/** A keyed hash: at least 8 bytes as base64url. */
export type CodeMac = (text: string) => string;

export type ReadCode = {
  readonly handle: string;
};

/** Each step has a code of its own; it is accepted in the step after, too. */
export const codeStepMs = 60_000;

/** Phones take their next code within that time of the new step, each coupon at a moment of its own: not all of them at one instant. */
const refreshWithinMs = 15_000;

const VERSION = '1';
const HANDLE_DIGITS = 11;
const PROOF_DIGITS = 8;
const PROOFS = 10n ** BigInt(PROOF_DIGITS);
const CODE = new RegExp(`^${VERSION}(?<handle>\\d{${HANDLE_DIGITS}})(?<proof>\\d{${PROOF_DIGITS}})$`);

/** @param random a whole number from 0 to `max` - 1 */
export function newHandle(random: (max: number) => number = (max) => randomInt(max)): string {
  return random(10 ** HANDLE_DIGITS)
    .toString()
    .padStart(HANDLE_DIGITS, '0');
}

export interface MintedCode {
  readonly code: string;
  /** When to ask for the next one, which is there by then; this one is accepted for long enough after that. */
  readonly refreshAt: number;
  /** The first moment that it is not accepted any more. */
  readonly validUntilAt: number;
}

/** @returns the handle's code at that time */
export function mintCode(mac: CodeMac, handle: string, at: number): MintedCode {
  const step = stepOf(at);
  return {
    code: VERSION + handle + proofOf(mac, handle, step),
    refreshAt: (step + 1) * codeStepMs + (Number(handle) % refreshWithinMs),
    validUntilAt: (step + 2) * codeStepMs,
  };
}

/**
 * Accepts a code of the current or the previous step; blanks in it do not matter, since people type it in groups.
 * Every text costs the same: both proofs are made and compared even where the text is no code, or the first one fits.
 */
export function verifyCode(mac: CodeMac, code: string, at: number): ReadCode | undefined {
  const parts = partsOf(code);
  const { handle, proof } = parts ?? { handle: '0'.repeat(HANDLE_DIGITS), proof: '0'.repeat(PROOF_DIGITS) };
  const step = stepOf(at);
  const fits = [step, step - 1].map((one) =>
    timingSafeEqual(Buffer.from(proofOf(mac, handle, one)), Buffer.from(proof)),
  );
  return parts !== undefined && fits.includes(true) ? { handle } : undefined;
}

/** The handle that a code claims to be of, proven or not; undefined for what is no code. */
export function handleOf(code: string): string | undefined {
  return partsOf(code)?.handle;
}

function partsOf(code: string): { handle: string; proof: string } | undefined {
  const { handle, proof } = CODE.exec(code.replace(/\s/g, ''))?.groups ?? {};
  return handle === undefined || proof === undefined ? undefined : { handle, proof };
}

function stepOf(at: number): number {
  return Math.floor(at / codeStepMs);
}

/** 8 bytes are so many times 10^8 that no digit is noticeably likelier than another. */
function proofOf(mac: CodeMac, handle: string, step: number): string {
  const hash = Buffer.from(mac(`${VERSION} ${handle} ${step}`), 'base64url').readBigUInt64BE();
  return (hash % PROOFS).toString().padStart(PROOF_DIGITS, '0');
}
