// 查询批次信息 (sp §6): everything about one stock.
import { SpError } from '../../../shared/sp/codes.ts';
import { stockView } from '../../domain/views.ts';
import { channelOf } from '../../usecase/channel-of.ts';
import { queryStock } from '../../usecase/query-stock.ts';
import type { Handle } from './signed-call.ts';

export const stockQuery: Handle<'stock.query'> = async ({ useCases }, { credential, request }) => {
  const stock = await queryStock(useCases, credential.tenantId, request.stock_id);
  if (stock === undefined) throw new SpError('stockNotFound');
  const { buss_classify: _, ...view } = stockView(stock, channelOf(useCases, stock).policies);
  return view;
};
