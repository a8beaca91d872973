import { createMetrics } from '../../../server/ops/metrics.ts';
import type { Snapshot } from '../../../server/ops/snapshot.ts';

const SNAPSHOT: Snapshot = {
  channels: [{ channel: '0', outboxDepth: 7, outboxOldestSeconds: 1.5, deadLetters: 2, circuitOpen: true }],
  stockLeft: [{ stockId: 'test001', left: 19_999 }],
};

describe('createMetrics', () => {
  it('renders what was counted and measured', async () => {
    const metrics = createMetrics();
    metrics.requests.inc({ interface: 'claim', code: '0' });
    metrics.requests.labels('claim', '0').inc();
    metrics.claims.inc({ result: 'issued' });
    metrics.replays.inc();
    metrics.signatureForm.inc({ form: 'exact' });
    metrics.deliveryAttempts.inc({ interface: 'stock', outcome: 'ack', code: '0' });
    metrics.requestSeconds.observe({ interface: 'claim' }, 0.002);
    metrics.claimGroupSize.observe(300);
    metrics.commitToFirstAttemptSeconds.observe(0.02);
    const { contentType, body } = await metrics.render();
    expect(contentType).toContain('text/plain');
    for (const line of [
      'chelian_requests_total{interface="claim",code="0"} 2',
      'chelian_claims_total{result="issued"} 1',
      'chelian_replays_total 1',
      'chelian_signature_form_total{form="exact"} 1',
      'chelian_delivery_attempts_total{interface="stock",outcome="ack",code="0"} 1',
      'chelian_request_seconds_bucket{le="0.001",interface="claim"} 0',
      'chelian_request_seconds_bucket{le="0.0025",interface="claim"} 1',
      'chelian_claim_group_size_bucket{le="512"} 1',
      'chelian_commit_to_first_attempt_seconds_count 1',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
  });

  it('tells about the process and its loop', async () => {
    const { body } = await createMetrics().render();
    expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+/m);
  });

  it('keeps two servers of one process apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.replays.inc(5);
    expect((await other.render()).body).toContain('chelian_replays_total 0');
  });

  it('asks the store once for each scrape', async () => {
    const metrics = createMetrics();
    const source = jest.fn(async () => SNAPSHOT);
    metrics.collectFrom(source);
    const { body } = await metrics.render();
    expect(source).toHaveBeenCalledTimes(1);
    for (const line of [
      'chelian_outbox_depth{channel="0"} 7',
      'chelian_outbox_oldest_seconds{channel="0"} 1.5',
      'chelian_dead_letters{channel="0"} 2',
      'chelian_circuit_open{channel="0"} 1',
      'chelian_stock_left{stock_id="test001"} 19999',
      'chelian_snapshot_up 1',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
  });

  it('forgets stocks that are no longer running', async () => {
    const metrics = createMetrics();
    metrics.collectFrom(async () => SNAPSHOT);
    await metrics.render();
    metrics.collectFrom(async () => ({ ...SNAPSHOT, stockLeft: [] }));
    expect((await metrics.render()).body).not.toContain('test001');
  });

  it('serves the rest when the store fails', async () => {
    const metrics = createMetrics();
    metrics.collectFrom(async () => SNAPSHOT);
    await metrics.render();
    metrics.collectFrom(() => Promise.reject(new Error('disk full')));
    const { body } = await metrics.render();
    expect(body).toContain('chelian_snapshot_up 0');
    expect(body).toContain('chelian_replays_total 0');
    expect(body).not.toContain('chelian_outbox_depth{');
  });
});
