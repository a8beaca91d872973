// 查询批次信息 (sp §6): everything about one stock.
import { SpError } from '../../../shared/sp/codes.ts';
import { stockView } from '../../domain/views.ts';
import { queryStock } from '../../usecase/query-stock.ts';
import { stockChannel } from './channel.ts';
import type { Handle } from './signed-call.ts';

export const stockQuery: Handle<'stock.query'> = async ({ useCases }, { credential, request }) => {
  const stock = await queryStock(useCases, credential.tenantId, request.stock_id);
  if (stock === undefined) throw new SpError('stockNotFound');
  const { policies } = await stockChannel(useCases, stock);
  const { buss_classify: _, ...view } = stockView(stock, policies);
  return view;
};
