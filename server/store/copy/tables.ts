// THE list of what a copy takes along: every table, what tells its rows apart, and whose bucket they lie in.
// A test holds it to the migrations. The table `migration` is not in it: the target has been through its own.

export interface CopiedTable {
  readonly name: string;
  /** Columns that no two rows have in common, wherever the rows lie; rows are read in their order. */
  readonly key: Readonly<Record<string, 'text' | 'number'>>;
  /**
   * shared: lies in no bucket, and stays as it is. user: lies in the bucket of `user`, or of whatever text stands for one there.
   * counters: made anew from the coupons of each bucket. requests: made anew from the coupons, where there are several buckets.
   */
  readonly kind: 'shared' | 'user' | 'counters' | 'requests';
  /**
   * SQL for the text whose bucket a row `t` lies in: the user_code of whose it is; or what the row is looked up by, where its callers know
   * no user. NULL: nobody's, and so in bucket 0.
   */
  readonly user?: string;
  /** SQL for the rows `t` that count; the rest belongs to one database only. */
  readonly where?: string;
}

/** Settings that begin with this tell how far a copy has come. */
export const marker = 'copy:';

const userOfCoupon = `SELECT c.user_code FROM coupon c WHERE c.bucket = t.bucket AND c.coupon_id = t.coupon_id`;
const ofLane = 'JOIN coupon c ON c.bucket = l.bucket AND c.coupon_id = l.coupon_id';
const userOfEvent = `SELECT c.user_code FROM delivery_lane l ${ofLane}
  WHERE l.bucket = t.bucket AND l.tenant_id = t.tenant_id AND l.lane_id = t.lane_id`;
const userOfAttempt = `SELECT c.user_code FROM outbox_event e
  JOIN delivery_lane l ON l.bucket = e.bucket AND l.tenant_id = e.tenant_id AND l.lane_id = e.lane_id ${ofLane}
  WHERE e.bucket = t.bucket AND e.event_id = t.event_id`;
const userOfCustomer = `SELECT c.user_code FROM customer c WHERE c.bucket = t.bucket AND c.customer_id = t.customer_id`;

export const copiedTables: readonly CopiedTable[] = [
  {
    name: 'setting',
    key: { name: 'text' },
    kind: 'shared',
    where: `t.name NOT LIKE '${marker}%' AND t.name NOT IN ('probed-at', 'buckets')`,
  },
  { name: 'tenant', key: { tenant_id: 'text' }, kind: 'shared' },
  { name: 'channel', key: { tenant_id: 'text', app_channel_id: 'number' }, kind: 'shared' },
  { name: 'credential', key: { api_key: 'text' }, kind: 'shared' },
  { name: 'merchant_account', key: { tenant_id: 'text', account: 'text' }, kind: 'shared' },
  { name: 'merchant_credential', key: { open_id: 'text' }, kind: 'shared' },
  { name: 'store', key: { tenant_id: 'text', store_code: 'text' }, kind: 'shared' },
  // What keeps ids from being made twice: whoever goes on at the target begins after the last of them.
  { name: 'worker_lease', key: { worker_number: 'number' }, kind: 'shared' },
  { name: 'circuit', key: { tenant_id: 'text', app_channel_id: 'number' }, kind: 'shared' },
  { name: 'wechat_token', key: { app_id: 'text' }, kind: 'shared' },
  { name: 'wifi_delivery', key: { tenant_id: 'text', delivery_id: 'text' }, kind: 'shared' },
  { name: 'stock', key: { tenant_id: 'text', stock_id: 'text' }, kind: 'shared' },
  { name: 'stock_store', key: { tenant_id: 'text', stock_id: 'text', store_code: 'text' }, kind: 'shared' },
  {
    name: 'stock_user',
    key: { tenant_id: 'text', stock_id: 'text', user_code: 'text' },
    kind: 'user',
    user: 't.user_code',
  },
  {
    name: 'stock_counter',
    key: { tenant_id: 'text', stock_id: 'text', bucket: 'number' },
    kind: 'counters',
  },
  { name: 'coupon', key: { coupon_id: 'text' }, kind: 'user', user: 't.user_code' },
  {
    name: 'coupon_history',
    key: { coupon_id: 'text', version: 'number' },
    kind: 'user',
    user: userOfCoupon,
  },
  { name: 'claim_request', key: { tenant_id: 'text', request_id: 'text' }, kind: 'requests' },
  { name: 'delivery_lane', key: { tenant_id: 'text', lane_id: 'text' }, kind: 'user', user: userOfCoupon },
  { name: 'outbox_event', key: { event_id: 'text' }, kind: 'user', user: userOfEvent },
  {
    name: 'delivery_attempt',
    key: { event_id: 'text', attempt: 'number' },
    kind: 'user',
    user: userOfAttempt,
  },
  { name: 'customer', key: { customer_id: 'text' }, kind: 'user', user: 't.user_code' },
  { name: 'wallet', key: { customer_id: 'text' }, kind: 'user', user: userOfCustomer },
  {
    name: 'ledger_entry',
    key: { customer_id: 'text', entry_number: 'number' },
    kind: 'user',
    user: userOfCustomer,
  },
  {
    name: 'consume',
    key: { tenant_id: 'text', account: 'text', biz_id: 'text' },
    kind: 'user',
    user: 't.biz_id',
  },
  { name: 'redeem_handle', key: { handle: 'text' }, kind: 'user', user: 't.handle' },
  { name: 'used_token', key: { token: 'text' }, kind: 'user', user: 't.token' },
  { name: 'plugin_host', key: { host_app_id: 'text' }, kind: 'shared' },
  {
    name: 'openpid_binding',
    key: { host_app_id: 'text', openpid: 'text' },
    kind: 'user',
    user: 't.openpid',
  },
  {
    name: 'user_binding',
    key: { tenant_id: 'text', app_channel_id: 'number', user_code: 'text', host_app_id: 'text' },
    kind: 'user',
    user: 't.user_code',
  },
  { name: 'plugin_session', key: { token_hash: 'text' }, kind: 'user', user: 't.token_hash' },
];
