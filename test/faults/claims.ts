// Callers of a server whose disk fails: they remember every answer, and what they were told.
import { Oracle } from '../crash/oracle.ts';
import { type Probe, probeClaim } from '../kit/probe.ts';

export class Claims {
  readonly oracle = new Oracle();
  /** Claims whose outcome is not known. */
  readonly open = new Set<string>();
  /** Status and code of every answer there was. */
  readonly answers = new Set<string>();
  #made = 0;

  /** A claim of a new user. @returns undefined where there was no answer */
  claim(url: string): Promise<Probe | undefined> {
    this.#made += 1;
    return this.again(url, `r${this.#made}`);
  }

  async again(url: string, requestId: string): Promise<Probe | undefined> {
    this.open.add(requestId);
    const asked = { stock_id: 'lasting', user_code: `user-${requestId}`, request_id: requestId };
    const answer = await probeClaim(url, { ...asked, extra: 'x'.repeat(100) }).catch(() => undefined);
    if (answer === undefined) return undefined;
    this.answers.add(`${answer.status} ${answer.code}`);
    if (answer.code === 0) {
      this.oracle.claimAcknowledged(requestId, JSON.parse(answer.text).data.coupon_id);
      this.open.delete(requestId);
    }
    return answer;
  }

  /** Several at a time, until the answer is no longer what it was: another code, or none. @returns that answer's code */
  async claimWhile(url: string, code: number, { atMost = 200 } = {}): Promise<number | undefined> {
    let left = atMost;
    let other: number | undefined = code;
    const caller = async () => {
      while (other === code && left > 0) {
        left -= 1;
        const answer = await this.claim(url);
        if (answer?.code !== code) other = answer?.code;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return other;
  }

  /** All that was acknowledged, and all whose outcome is not known. Nothing may be refused, or be another coupon than it was. */
  async askAgain(url: string): Promise<string[]> {
    const refused: string[] = [];
    for (const requestId of [...this.oracle.claimed.keys(), ...this.open]) {
      const answer = await this.again(url, requestId);
      if (answer?.code !== 0) refused.push(`${requestId} is refused: ${answer?.text}`);
    }
    return refused;
  }
}

const callers = 4;

/** What a server may say that cannot write: that the outcome is unknown, or that it is not to be asked now. */
export const cleanRefusals = ['500 500000', '503 400101', '503 500000'];
