// Customers by our id, and by who they are at 出行服务.
import type { Customer } from '../../domain/customer.ts';
import { first, type Session } from '../database.ts';

interface CustomerRow {
  bucket: number;
  customer_id: string;
  tenant_id: string;
  app_channel_id: number;
  user_code: string;
  created_at: number;
}

const columns = 'bucket, customer_id, tenant_id, app_channel_id, user_code, created_at';

/** Looked up in every bucket: an id does not tell whose it is. */
export async function findCustomer(
  session: Session,
  tenantId: string,
  customerId: string,
  buckets: number,
): Promise<Customer | undefined> {
  const rows = await session.allEach<CustomerRow>(
    `SELECT ${columns} FROM customer WHERE bucket = ? AND customer_id = ?`,
    Array.from({ length: buckets }, (_, bucket) => [bucket, customerId]),
  );
  const row = rows.flat().find(({ tenant_id }) => tenant_id === tenantId);
  return row && customerFromRow(row);
}

export type CustomerUser = Pick<Customer, 'bucket' | 'tenantId' | 'appChannelId' | 'userCode'>;

export async function findCustomerOf(session: Session, user: CustomerUser): Promise<Customer | undefined> {
  const row = await first<CustomerRow>(
    session,
    `SELECT ${columns} FROM customer WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ?`,
    [user.bucket, user.tenantId, user.appChannelId, user.userCode],
  );
  return row && customerFromRow(row);
}

/** With an empty wallet. @returns whether it is new: of two at once, one is. */
export async function insertCustomer(tx: Session, customer: Customer): Promise<boolean> {
  const inserted = await tx.run(
    `INSERT INTO customer (${columns}) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (bucket, tenant_id, app_channel_id, user_code) DO NOTHING`,
    [
      customer.bucket,
      customer.customerId,
      customer.tenantId,
      customer.appChannelId,
      customer.userCode,
      customer.createdAt,
    ],
  );
  if (inserted === 0) return false;
  await tx.run(
    `INSERT INTO wallet (bucket, customer_id, recharge_fen, gift_fen, points, version, wrong_passwords) VALUES (?, ?, 0, 0, 0, 0, 0)`,
    [customer.bucket, customer.customerId],
  );
  return true;
}

function customerFromRow(row: CustomerRow): Customer {
  return {
    bucket: row.bucket,
    customerId: row.customer_id,
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    userCode: row.user_code,
    createdAt: row.created_at,
  };
}
