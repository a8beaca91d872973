// What was put on Wi-Fi pages, by whom and when, and what WeChat answered.
import type { WifiDelivery, WifiOutcome } from '../../domain/wifi.ts';
import type { Session } from '../database.ts';

interface WifiDeliveryRow {
  delivery_id: string;
  tenant_id: string;
  at: number;
  actor: string;
  shop_id: number;
  card_id: string;
  card_describe: string;
  begin_at: number;
  end_at: number;
  card_quantity: number | null;
  stock_id: string | null;
  outcome: WifiDelivery['outcome'];
  errcode: number | null;
  errmsg: string | null;
}

const columns =
  'delivery_id, tenant_id, at, actor, shop_id, card_id, card_describe, begin_at, end_at, card_quantity, stock_id, outcome, errcode, errmsg';

export async function insertWifiDelivery(tx: Session, delivery: WifiDelivery): Promise<void> {
  await tx.run(`INSERT INTO wifi_delivery (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
    delivery.deliveryId,
    delivery.tenantId,
    delivery.at,
    delivery.actor,
    delivery.shopId,
    delivery.cardId,
    delivery.describe,
    delivery.beginAt,
    delivery.endAt,
    delivery.quantity ?? null,
    delivery.stockId ?? null,
    delivery.outcome,
    delivery.errcode ?? null,
    delivery.errmsg ?? null,
  ]);
}

export interface WifiAnswer {
  readonly outcome: WifiOutcome;
  readonly errcode: number | undefined;
  readonly errmsg: string | undefined;
}

export async function completeWifiDelivery(
  tx: Session,
  tenantId: string,
  deliveryId: string,
  { outcome, errcode, errmsg }: WifiAnswer,
): Promise<void> {
  await tx.run(
    'UPDATE wifi_delivery SET outcome = ?, errcode = ?, errmsg = ? WHERE tenant_id = ? AND delivery_id = ?',
    [outcome, errcode ?? null, errmsg ?? null, tenantId, deliveryId],
  );
}

/** The latest first. @param shopId undefined: of every shop */
export async function listWifiDeliveries(
  session: Session,
  tenantId: string,
  shopId: number | undefined,
  limit: number,
): Promise<WifiDelivery[]> {
  const [more, values] = shopId === undefined ? ['', []] : [' AND shop_id = ?', [shopId]];
  const rows = await session.all<WifiDeliveryRow>(
    `SELECT ${columns} FROM wifi_delivery WHERE tenant_id = ?${more} ORDER BY delivery_id DESC LIMIT ?`,
    [tenantId, ...values, limit],
  );
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    tenantId: row.tenant_id,
    at: row.at,
    actor: row.actor,
    shopId: row.shop_id,
    cardId: row.card_id,
    describe: row.card_describe,
    beginAt: row.begin_at,
    endAt: row.end_at,
    quantity: row.card_quantity ?? undefined,
    stockId: row.stock_id ?? undefined,
    outcome: row.outcome,
    errcode: row.errcode ?? undefined,
    errmsg: row.errmsg ?? undefined,
  }));
}
