// Scan codes and holds as an operator asks for them.
import { type CliKit, kitWithCoupon } from './kit.ts';

let kit: CliKit;
let coupon: string;
beforeEach(async () => {
  ({ kit, coupon } = await kitWithCoupon());
});
afterEach(() => kit.remove());

const minute = 60_000;

describe('coupon code', () => {
  it('shows the code in groups of four digits', async () => {
    const { stdout } = await kit.run('coupon', 'code', coupon);
    expect(stdout).toMatch(/^code +1\d{3}( \d{4}){4}\nvalid until {2}\d{4}-.* \+08:00\n$/);
  });

  it('says until when the code is accepted', async () => {
    const now = Date.now();
    const shown = await kit.json('coupon', 'code', coupon);
    expect(shown).toEqual({
      coupon_id: coupon,
      code: expect.stringMatching(/^\d{20}$/),
      valid_until: expect.any(String),
    });
    const validForMs = Date.parse(shown.valid_until) - now;
    expect(validForMs).toBeGreaterThan(minute);
    expect(validForMs).toBeLessThanOrEqual(3 * minute);
  });

  it('has none for a used coupon', async () => {
    await kit.json('redeem', coupon);
    const ran = await kit.run('coupon', 'code', coupon);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('cannot be redeemed any more');
  });
});

describe('coupon freeze', () => {
  it('holds a coupon for ten minutes', async () => {
    const now = Date.now();
    const { biz_id, coupon: held } = await kit.json('coupon', 'freeze', coupon);
    expect(held).toMatchObject({ coupon_id: coupon, coupon_status: 1, held_by: `operator/${biz_id}` });
    const heldForMs = Date.parse(held.held_until) - now;
    expect(heldForMs).toBeGreaterThanOrEqual(10 * minute);
    expect(heldForMs).toBeLessThan(12 * minute);
  });

  it('keeps it for the operator who holds it', async () => {
    const { biz_id } = await kit.json('coupon', 'freeze', coupon);
    expect(await kit.json('redeem', coupon)).toMatchObject({ biz_id, coupon: { coupon_status: 2 } });
  });

  it('keeps it from everybody else', async () => {
    await kit.json('coupon', 'freeze', coupon);
    await kit.sql("UPDATE coupon SET held_by = 'naixue/b1'");
    expect((await kit.run('redeem', coupon)).stderr).toContain('it is held for another consume');
  });

  it('holds it as long as it is told', async () => {
    const now = Date.now();
    const { coupon: held } = await kit.json('coupon', 'freeze', coupon, '--for', '2h');
    expect(Date.parse(held.held_until) - now).toBeGreaterThanOrEqual(120 * minute);
  });

  it('shows people the bizId and the hold', async () => {
    const { stdout } = await kit.run('coupon', 'freeze', coupon);
    const [, bizId] = /^Held with bizId (\d+); to let it go: coupon unfreeze \d+$/m.exec(stdout) ?? [];
    expect(stdout).toMatch(new RegExp(`^held +for operator/${bizId} until \\d{4}-`, 'm'));
    expect((await kit.run('coupon', 'show', coupon)).stdout).toMatch(/^held +for operator\//m);
  });

  it('refuses a coupon that somebody holds', async () => {
    await kit.json('coupon', 'freeze', coupon);
    const ran = await kit.run('coupon', 'freeze', coupon);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(`error: coupon ${coupon} cannot be held: it is held for another consume\n`);
  });
});

describe('coupon unfreeze', () => {
  it('lets a coupon go, whoever holds it', async () => {
    await kit.json('coupon', 'freeze', coupon);
    await kit.sql("UPDATE coupon SET held_by = 'naixue/b1'");
    const free = await kit.json('coupon', 'unfreeze', coupon);
    expect(free).not.toHaveProperty('held_by');
    expect(await kit.json('redeem', coupon)).toMatchObject({ coupon: { coupon_status: 2 } });
  });

  it('leaves a coupon that nobody holds alone', async () => {
    const before = await kit.json('coupon', 'show', coupon);
    const { deliveries: _, ...same } = before;
    expect(await kit.json('coupon', 'unfreeze', coupon)).toEqual(same);
  });
});
