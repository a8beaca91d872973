// Coupons that we give out by ourselves, so that there is something to tell.
import type { Context } from '../../server/context.ts';
import { bucketOf } from '../../server/domain/bucket.ts';
import { confirmStock } from '../../server/store/sql/confirm-stock.ts';
import { aClaim } from '../kit/builders.ts';
import { runningStock } from '../kit/stocks.ts';

/** Each to another user, of a stock that 出行服务 has confirmed: a lane each that is ready. */
export async function issueCoupons(context: Context, many: number): Promise<void> {
  const stockId = await runningStock(context, { max_coupons: 1000 });
  const { now, buckets } = context.useCases;
  await context.database.transaction((tx) => confirmStock(tx, { tenantId: 'demo', stockId }, now()));
  const requests = Array.from({ length: many }, (_, n) =>
    aClaim({ stockId, userCode: `u${n}`, requestId: undefined, source: 'issue' }),
  );
  await Promise.all(
    requests.map((request) =>
      context.claims.claim({ ...request, bucket: bucketOf(request.userCode, buckets) }),
    ),
  );
}
