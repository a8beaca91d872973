// Whether calls can be signed and verified, now and next week, and not with a key that everybody knows.
import type { Context } from '../../context.ts';
import { refuseDemoSecrets } from '../../demo/secrets.ts';
import { type Credential, isActive } from '../../domain/tenant.ts';
import { listCredentials, listTenants } from '../../store/sql/tenants.ts';
import { timeWords } from '../words.ts';
import { type Finding, fail, orOk, warn } from './finding.ts';

const about = 'credentials';
const soonMs = 7 * 86_400_000;

export async function checkCredentials(context: Context): Promise<readonly Finding[]> {
  const { database, useCases } = context;
  const now = useCases.now();
  const active = (await listCredentials(database.read)).filter((one) =>
    isActive(one as unknown as Credential, now),
  );
  const tenants = await listTenants(database.read);
  if (tenants.length === 0)
    return [warn(about, 'nothing is set up yet', 'begin with "channel set" and "credential add"')];
  const missing = tenants
    .filter(({ tenantId }) => !active.some((one) => one.tenantId === tenantId))
    .map(({ tenantId }) =>
      fail(
        about,
        `tenant ${tenantId} has none that is active: no call can be verified or signed`,
        'make one with "credential add"',
      ),
    );
  const ending = active.flatMap(({ apiKey, activeUntilAt }) =>
    activeUntilAt === undefined || activeUntilAt > now + soonMs
      ? []
      : [
          warn(
            about,
            `${apiKey} ends at ${timeWords(activeUntilAt)}`,
            'see that 出行服务 has its successor by then',
          ),
        ],
  );
  return orOk(about, `${active.length} active`, [...missing, ...demoSecrets(context), ...ending]);
}

function demoSecrets(context: Context): Finding[] {
  try {
    refuseDemoSecrets(context);
    return [];
  } catch (error) {
    return [
      fail(
        about,
        error instanceof Error ? error.message : String(error),
        'rotate it: the server does not start with it',
      ),
    ];
  }
}
