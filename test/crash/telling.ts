// How often each coupon changed, and how often 出行服务 is told of it.

/** Of each coupon: its changes, those that turned its status, those of them that are ours, and the events that tell of it. What settles a lane counts for none. */
export const tellingOfCoupons = `SELECT c.coupon_id, c.version,
    COALESCE(h.changes, 0) AS changes, COALESCE(h.turns, 0) AS turns, COALESCE(h.ours, 0) AS ours, COALESCE(e.events, 0) AS events
  FROM coupon c
  LEFT JOIN (
    SELECT coupon_id, COUNT(*) AS changes,
      SUM(CASE WHEN from_status <> to_status THEN 1 ELSE 0 END) AS turns,
      SUM(CASE WHEN from_status <> to_status AND actor <> 'tencent' THEN 1 ELSE 0 END) AS ours
    FROM coupon_history GROUP BY coupon_id
  ) h ON h.coupon_id = c.coupon_id
  LEFT JOIN (SELECT lane_id, COUNT(*) AS events FROM outbox_event WHERE settles = 0 GROUP BY lane_id) e
    ON e.lane_id = 'coupon:' || c.coupon_id`;
