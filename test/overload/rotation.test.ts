// Keys are changed by the command line while their callers go on: with an overlap nobody is refused, and a key that was ended is soon unknown.
import { sampleCredential } from '../../server/demo/sample.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { atEnd } from '../kit/at-end.ts';
import { jsonOf, runCommand } from '../kit/cli.ts';
import { type MerchantKey, newMerchant, tillOf } from '../kit/merchant.ts';
import { waitUntil } from '../kit/pause.ts';
import { crowd, newTally, type Tally } from './crowd.ts';
import { problemsOf } from './problems.ts';
import { openWorld, startServer, type World } from './world.ts';

const rotations = 10;
const callers = 16;

async function sp({ env }: World, ...argv: string[]): Promise<Record<string, string>> {
  return jsonOf(argv, await runCommand(['--json', '--tenant', 'demo', ...argv], { env }));
}

interface Rotation {
  readonly overlap: string;
  /** Whether callers take the new key; at once unless it is given. */
  readonly takeIt?: (tally: Tally) => boolean;
}

/** Claims go on; between two rotations each caller makes some with the new key. @returns what was wrong */
async function rotateUnderLoad(
  world: World,
  times: number,
  { overlap, takeIt = () => true }: Rotation,
): Promise<string[]> {
  const server = await startServer(world);
  const tally = newTally();
  let credential: SpCredential = { ...sampleCredential, scheme: 'md5-suffix' };
  let going = true;
  atEnd(() => {
    going = false;
  });
  const goesOn = () => going && tally.wrong.length < 10;
  const { stockId } = world;
  const over = crowd({ port: server.port, callers, stockId, tally, goesOn, credential: () => credential });
  for (let time = 0; time < times && goesOn(); time += 1) {
    const made = await sp(world, 'credential', 'rotate', credential.apiKey, '--overlap', overlap);
    await waitUntil('callers take the new key', () => takeIt(tally));
    credential = { ...credential, apiKey: made['api_key'] ?? '', secret: made['secret'] ?? '' };
    const enough = tally.claimed.size + 3 * callers;
    await waitUntil('claims go on', () => !goesOn() || tally.claimed.size >= enough);
  }
  going = false;
  await over;
  await server.end('SIGTERM');
  return problemsOf(tally, world.context.database, stockId);
}

describe('the key of 出行服务', () => {
  it(`is changed ${rotations} times without a refusal`, async () => {
    const world = await openWorld();
    expect(await rotateUnderLoad(world, rotations, { overlap: '1m' })).toEqual([]);
  }, 120_000);

  it('is missed by those who go on with it without an overlap', async () => {
    const world = await openWorld();
    const takeIt = ({ wrong }: Tally) => wrong.length > 0;
    const problems = await rotateUnderLoad(world, 1, { overlap: '0', takeIt });
    expect(problems.join()).toContain('400003');
  }, 120_000);
});

describe("a till's key", () => {
  it(`is changed ${rotations} times without a refusal`, async () => {
    const world = await openWorld();
    const server = await startServer(world);
    let key: MerchantKey = await newMerchant(world.context);
    let going = true;
    let asked = 0;
    const wrong: string[] = [];
    const tills = Array.from({ length: 4 }, async () => {
      while (going) {
        const answer = await tillOf(server.url, key).call('communal.coupon.coupon-detail', {
          userCouponCode: '1',
        });
        asked += 1;
        // There is no such coupon: whoever hears that was let in.
        if (answer.code !== 40201) wrong.push(`${answer.code} ${answer.message}`);
      }
    });
    atEnd(() => {
      going = false;
      return Promise.allSettled(tills);
    });
    for (let time = 0; time < rotations; time += 1) {
      const made = await sp(world, 'merchant', 'credential', 'rotate', key.openId, '--overlap', '1m');
      const { open_id: openId = '', open_key: openKey = '', grant_code: grantCode = '' } = made;
      key = { ...key, openId, openKey, grantCode };
      const enough = asked + 20;
      await waitUntil('tills go on', () => asked >= enough);
    }
    going = false;
    await Promise.all(tills);
    expect(wrong).toEqual([]);
    await server.end('SIGTERM');
  }, 120_000);
});
