// Which tenant an operator means.
import type { Tenant } from '../domain/tenant.ts';
import { listTenants, saveTenant } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** The tenant that a first channel or credential is set up for, where no name is given. */
const firstTenant: Tenant = { tenantId: 'default', name: 'default', unknownChannels: 'reject' };

/**
 * @param tenantId undefined: the only one there is
 * @throws Refusal when there is none, or when there are several and none was named
 */
export async function findTenant(
  { database }: Pick<UseCaseDeps, 'database'>,
  tenantId?: string,
): Promise<Tenant> {
  const tenants = await listTenants(database.read);
  const [only, another] = tenants;
  if (tenantId === undefined && only === undefined) {
    throw new Refusal('notFound', 'nothing is set up yet: begin with "channel set" and "credential add"');
  }
  if (tenantId === undefined && another !== undefined) {
    const names = tenants.map((tenant) => tenant.tenantId).join(', ');
    throw new Refusal('invalid', `there are several tenants (${names}): say which with --tenant`);
  }
  const found = tenantId === undefined ? only : tenants.find((tenant) => tenant.tenantId === tenantId);
  if (found === undefined) throw new Refusal('notFound', `there is no tenant ${tenantId}`);
  return found;
}

/** Like `findTenant`, but makes the tenant that is missing. */
export async function findOrCreateTenant(deps: UseCaseDeps, tenantId?: string): Promise<Tenant> {
  const tenants = await listTenants(deps.database.read);
  if (tenantId === undefined && tenants.length > 0) return findTenant(deps);
  const wanted = tenantId === undefined ? firstTenant : { ...firstTenant, tenantId, name: tenantId };
  const there = tenants.find((tenant) => tenant.tenantId === wanted.tenantId);
  if (there !== undefined) return there;
  await deps.database.transaction((tx) => saveTenant(tx, wanted, deps.now()));
  await deps.directory.refresh();
  return wanted;
}
