// Every door × everybody who has no right to what is asked for × every id: what is somebody else's is answered exactly as what is nobody's,
// nothing of it is told, and nothing of it changes. Who a door is for, it says itself.
import type { Audience } from '../../shared/audience.ts';
import type { Door } from '../kit/doors.ts';
import { ask, codeOf, passOf } from './ask.ts';
import { badPassesFor } from './bad-passes.ts';
import { canariesOf, gist, leaks, stateOf } from './compare.ts';
import { type Cast, type Kind, nobodysThings, type Party, type Things, type World } from './parties.ts';
import { kindsOf, type Request, requestsAt } from './requests.ts';

export interface Matrix {
  readonly cells: number;
  /** In words; none: all is well. */
  readonly problems: readonly string[];
}

/** Somebody with a good credential, and which things of the victim's are not for them. */
interface Outsider {
  readonly name: string;
  readonly party: Party;
  readonly foreign: ReadonlySet<Kind>;
  /** Theirs as well, but it must not tell them the rest. */
  readonly shared: ReadonlySet<Kind>;
}

const ofTenant: ReadonlySet<Kind> = new Set<Kind>([
  ...([
    'appChannelId',
    'stockId',
    'storeCode',
    'userCode',
    'customerId',
    'couponId',
    'scanCode',
    'claimTicket',
  ] as const),
  ...([
    'walletPlace',
    'usedCouponId',
    'bizId',
    'heldCouponId',
    'holdBizId',
    'newBizId',
    'newRequestId',
    'spentTicket',
  ] as const),
]);
const ofAccount: ReadonlySet<Kind> = new Set<Kind>(['bizId', 'newBizId', 'holdBizId']);
const ofUser: ReadonlySet<Kind> = new Set<Kind>([
  ...(['userCode', 'couponId', 'usedCouponId', 'claimTicket', 'walletPlace', 'spentTicket'] as const),
]);
const nothing: ReadonlySet<Kind> = new Set<Kind>();

function outsidersAt(audience: Audience, { victim, neighbour, rival }: World): readonly Outsider[] {
  const tenant = { name: 'the other tenant', party: rival, foreign: ofTenant, shared: nothing };
  const user = { name: 'another user', party: victim, foreign: ofUser, shared: nothing };
  const shared = new Set<Kind>(['couponId', 'usedCouponId', 'customerId', 'heldCouponId', 'scanCode']);
  const account = { name: 'the other merchant', party: neighbour, foreign: ofAccount, shared };
  const all: Readonly<Record<Audience, readonly Outsider[]>> = {
    tencent: [tenant],
    merchant: [tenant, account],
    user: [tenant, user],
    public: [tenant, user],
    // Nothing can be asked for there.
    operator: [],
  };
  return all[audience];
}

export async function runMatrix(world: World, doors: readonly Door[]): Promise<Matrix> {
  const run = new Run(world, await world.newCast(world.victim));
  for (const door of doors) {
    await run.insider(door);
    for (const outsider of outsidersAt(door.audience, world)) await run.outsider(door, outsider);
    await run.badPasses(door);
  }
  return run;
}

class Run implements Matrix {
  readonly problems: string[] = [];
  cells = 0;
  readonly #world: World;
  readonly #victim: Cast;

  constructor(world: World, victim: Cast) {
    this.#world = world;
    this.#victim = victim;
  }

  /** Whoever has a right to it gets it: otherwise no refusal below says anything. */
  async insider(door: Door): Promise<void> {
    const [first] = requestsAt(door);
    const cast = await this.#world.newCast(this.#world.victim);
    const answer = await ask(this.#world, door, passOf(cast), first?.(cast.things) ?? {});
    this.#look(codeOf(door, answer) === 0, [door.key, 'its own caller', `is refused: ${answer.text}`]);
  }

  async outsider(door: Door, { name, party, foreign, shared }: Outsider): Promise<void> {
    for (const request of requestsAt(door)) {
      const named = kindsOf(request, this.#victim.things);
      const wrong = named.filter((kind) => foreign.has(kind));
      const sets = [...wrong.map((kind) => [kind]), ...(wrong.length > 1 ? [wrong] : [])];
      for (const kinds of sets) await this.#foreignAsUnknown(door, { name, party, foreign }, request, kinds);
      for (const kind of named.filter((one) => shared.has(one)))
        await this.#tellsNoMore(door, { name, party, foreign }, request, kind);
    }
  }

  async #foreignAsUnknown(
    door: Door,
    { name, party, foreign }: Omit<Outsider, 'shared'>,
    request: Request,
    kinds: readonly Kind[],
  ): Promise<void> {
    // A name that is taken for something new is the outsider's own after that.
    const isUsedUp = kinds.includes('newBizId') || kinds.includes('newRequestId');
    const victim = isUsedUp ? await this.#world.newCast(this.#world.victim) : this.#victim;
    const before = await stateOf(this.#world, victim);
    const theirs = await this.#askWith(door, party, request, changes(kinds, foreignThings(victim)));
    const nobodys = await this.#askWith(door, party, request, changes(kinds, nobodysThings(this.#world)));
    const where = [door.key, name, kinds.join()] as const;
    this.#look(theirs.gist === nobodys.gist, [
      ...where,
      `is answered ${theirs.text}, but what is nobody's ${nobodys.text}`,
    ]);
    const own = name === 'the other tenant' ? undefined : foreign;
    const leaked = leaks(theirs.text, theirs.question, canariesOf(victim, own));
    this.#look(leaked.length === 0, [...where, `tells ${leaked}: ${theirs.text}`]);
    this.#look((await stateOf(this.#world, victim)) === before, [...where, 'changes what is not theirs']);
  }

  /** What both may see, of a victim of its own: it may be used up. */
  async #tellsNoMore(
    door: Door,
    { name, party, foreign }: Omit<Outsider, 'shared'>,
    request: Request,
    kind: Kind,
  ): Promise<void> {
    const owner = await this.#world.newCast(this.#world.victim);
    const { text, question } = await this.#askWith(door, party, request, changes([kind], owner.things));
    const leaked = leaks(text, question, canariesOf(owner, foreign));
    this.#look(leaked.length === 0, [door.key, name, kind, `tells ${leaked}: ${text}`]);
  }

  /** Without a credential, with one that is over, or one for another door: refused, and nobody learns what there is. */
  async badPasses(door: Door): Promise<void> {
    const passes = await badPassesFor(door, this.#world);
    const unknown = passes.find(({ name }) => name === 'an unknown credential');
    for (const { name, pass, codes } of passes) {
      for (const request of requestsAt(door)) {
        const before = await stateOf(this.#world, this.#victim);
        const answer = async (its: Things, by = pass) => {
          const params = request(its);
          const got = await ask(this.#world, door, by, params);
          return { code: codeOf(door, got), text: got.text, gist: gist(got, strings(params)) };
        };
        const theirs = await answer(this.#victim.things);
        const nobodys = await answer(nobodysThings(this.#world));
        this.#look(codes.includes(theirs.code), [door.key, name, `is answered ${theirs.text}`]);
        this.#look(theirs.gist === nobodys.gist, [door.key, name, `${theirs.text}, but ${nobodys.text}`]);
        if (name === 'a disabled credential' && unknown) {
          const asUnknown = await answer(this.#victim.things, unknown.pass);
          this.#look(theirs.gist === asUnknown.gist, [door.key, name, 'differs from an unknown one']);
        }
        this.#look((await stateOf(this.#world, this.#victim)) === before, [
          door.key,
          name,
          'changes something',
        ]);
      }
    }
  }

  /** Whatever is not changed is the caller's own, made for this request. */
  async #askWith(door: Door, party: Party, request: Request, changed: Partial<Things>) {
    const needs = new Set<Kind | 'token'>(kindsOf(request, this.#victim.things));
    if (door.audience === 'user') needs.add('token');
    const cast = await this.#world.newCast(party, needs);
    const params = request({ ...cast.things, ...changed });
    const answer = await ask(this.#world, door, passOf(cast), params);
    const question = JSON.stringify(params);
    const asked = [...strings(params), ...Object.values(cast.things).map(String)].filter(
      (word) => word.length > 3,
    );
    return { text: answer.text, question, gist: gist(answer, asked) };
  }

  #look(isWell: boolean, problem: readonly string[]): void {
    this.cells += 1;
    if (!isWell) this.problems.push(problem.join(' | '));
  }
}

const changes = (kinds: readonly Kind[], things: Things): Partial<Things> =>
  Object.fromEntries(kinds.map((kind) => [kind, things[kind]]));

/** Where something new is asked for, what the victim has had. */
const foreignThings = ({ things, party }: Cast): Things => ({
  ...things,
  appChannelId: party.ownChannelId,
  newBizId: things.bizId,
  newRequestId: things.requestId,
});

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
