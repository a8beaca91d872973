// Customers: found by what somebody knows of them, and made when they are first needed.
import { bucketOf } from '../domain/bucket.ts';
import type { Customer } from '../domain/customer.ts';
import { findCustomer, findCustomerOf, insertCustomer } from '../store/sql/customers.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

export interface UserOfChannel {
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
}

export const userOf = ({ buckets }: UseCaseDeps, user: UserOfChannel) => ({
  ...user,
  bucket: bucketOf(user.userCode, buckets),
});

/** @throws Refusal */
export async function customerOfId(
  deps: UseCaseDeps,
  tenantId: string,
  customerId: string,
): Promise<Customer> {
  const found = await findCustomer(deps.database.read, tenantId, customerId, deps.buckets);
  if (found !== undefined) return found;
  throw new Refusal('notFound', `there is no customer ${customerId}`);
}

/** @throws Refusal where the user is no customer yet */
export async function customerOfUser(deps: UseCaseDeps, user: UserOfChannel): Promise<Customer> {
  const found = await findCustomerOf(deps.database.read, userOf(deps, user));
  if (found !== undefined) return found;
  throw new Refusal(
    'notFound',
    `user ${user.userCode} of channel ${user.appChannelId} is no customer yet: "customer add" makes them one`,
  );
}

/** @throws Refusal */
export function mustBeChannel({ directory }: UseCaseDeps, { tenantId, appChannelId }: UserOfChannel): void {
  if (directory.channel(tenantId, appChannelId) === undefined)
    throw new Refusal('notFound', `there is no channel ${appChannelId}`);
}

/** The user's customer, who is made where there is none; of several who ask at once, all get the same. @throws Refusal */
export async function ensureCustomer(deps: UseCaseDeps, user: UserOfChannel): Promise<Customer> {
  const key = userOf(deps, user);
  const found = await findCustomerOf(deps.database.read, key);
  if (found !== undefined) return found;
  mustBeChannel(deps, user);
  return deps.database.transaction(async (tx) => {
    const customer: Customer = { ...key, customerId: deps.nextId(), createdAt: deps.now() };
    const isNew = await insertCustomer(tx, customer);
    return isNew ? customer : ((await findCustomerOf(tx, key)) ?? customer);
  });
}
