// The outbox: events, the lanes that keep them in order, every attempt to deliver them, and each channel's circuit.
import type { Migration } from '../migrate.ts';

export const deliveries: Migration = {
  number: 3,
  name: 'deliveries',
  statements: ({ integer, sharedTable, bucketTable }) => [
    // ready_at: when the lane may be worked on next. NULL: nothing to do, or it waits for its stock, or a dead letter blocks it.
    // A lease moves ready_at to the lease's end, so that a lane whose worker died comes back by itself.
    ...bucketTable(
      'delivery_lane',
      `bucket ${integer} NOT NULL,
       tenant_id TEXT NOT NULL,
       lane_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       stock_id TEXT NOT NULL,
       coupon_id TEXT,
       pending ${integer} NOT NULL CHECK (pending >= 0),
       waits_for_stock ${integer} NOT NULL CHECK (waits_for_stock IN (0, 1)),
       blocked ${integer} NOT NULL CHECK (blocked IN (0, 1)),
       ambiguous ${integer} NOT NULL CHECK (ambiguous IN (0, 1)),
       unreachable ${integer} NOT NULL CHECK (unreachable IN (0, 1)),
       last_event_at ${integer} NOT NULL,
       ready_at ${integer},
       lease_owner TEXT,
       fence ${integer} NOT NULL,
       PRIMARY KEY (bucket, tenant_id, lane_id)`,
    ),
    'CREATE INDEX delivery_lane_ready ON delivery_lane (bucket, tenant_id, app_channel_id, ready_at) WHERE ready_at IS NOT NULL',
    'CREATE INDEX delivery_lane_waiting ON delivery_lane (bucket, tenant_id, stock_id) WHERE waits_for_stock = 1',
    'CREATE INDEX delivery_lane_unreachable ON delivery_lane (bucket, tenant_id, app_channel_id, ready_at) WHERE unreachable = 1',
    // tries count towards giving up, refusals are those of them that the peer refused for good; attempts are all calls made.
    ...bucketTable(
      'outbox_event',
      `bucket ${integer} NOT NULL,
       event_id TEXT NOT NULL,
       tenant_id TEXT NOT NULL,
       lane_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       interface TEXT NOT NULL,
       payload TEXT NOT NULL,
       settles ${integer} NOT NULL CHECK (settles IN (0, 1)),
       event_at ${integer} NOT NULL,
       created_at ${integer} NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead', 'closed')),
       attempts ${integer} NOT NULL,
       tries ${integer} NOT NULL,
       refusals ${integer} NOT NULL DEFAULT 0 CHECK (refusals BETWEEN 0 AND tries),
       first_try_at ${integer},
       finished_at ${integer},
       note TEXT,
       PRIMARY KEY (bucket, event_id)`,
    ),
    // The head of a lane is its earliest unfinished event; a dead letter stays in it and so blocks its lane.
    // event_at strictly increases within a lane, whichever process wrote the event, so it is the order (and made by nobody twice).
    // Finished events are in the index too: leaving them there costs less than taking each out, and a lane's history is found by it.
    'CREATE UNIQUE INDEX outbox_event_lane ON outbox_event (bucket, tenant_id, lane_id, event_at)',
    // What operators and gauges ask for: which events are pending or dead, how many of a channel, and since when.
    // The bucket is not in it: without statistics an engine takes a bucket for selective, and reads all its events.
    "CREATE INDEX outbox_event_unfinished ON outbox_event (state, tenant_id, app_channel_id, created_at) WHERE state IN ('pending', 'dead')",
    'CREATE INDEX outbox_event_finished ON outbox_event (bucket, finished_at) WHERE finished_at IS NOT NULL',
    ...bucketTable(
      'delivery_attempt',
      `bucket ${integer} NOT NULL,
       event_id TEXT NOT NULL,
       attempt ${integer} NOT NULL,
       at ${integer} NOT NULL,
       outcome TEXT NOT NULL,
       http_status ${integer},
       code ${integer},
       message TEXT,
       duration_ms ${integer} NOT NULL,
       seq_id TEXT NOT NULL,
       PRIMARY KEY (bucket, event_id, attempt)`,
    ),
    // A row means that the channel's circuit is open; it is deleted when the circuit closes.
    ...sharedTable(
      'circuit',
      `tenant_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       cause TEXT NOT NULL CHECK (cause IN ('configuration', 'unreachable')),
       open_until_at ${integer} NOT NULL,
       opened_at ${integer} NOT NULL,
       opens ${integer} NOT NULL,
       reason TEXT NOT NULL,
       PRIMARY KEY (tenant_id, app_channel_id)`,
    ),
  ],
};
