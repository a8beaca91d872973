// What can be claimed, each in the state that it is in for this person.
import { offersTo } from '../../usecase/plugin-offers.ts';
import type { SessionHandle } from './call.ts';
import { offerView } from './views.ts';

export const offers: SessionHandle<'offers'> = async ({ useCases }, { request }, session) => {
  const found = await offersTo(useCases, session, request.stockIds);
  return { offers: found.map(offerView) };
};
