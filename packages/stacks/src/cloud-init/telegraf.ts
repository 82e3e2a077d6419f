import { stringify } from 'smol-toml';

export interface TelegrafTarget {
  readonly nodeId: string;
  readonly url: string;
  readonly token: string;
}

/** Nodes push every minute; the control plane calls one stale after five. */
const INTERVAL = '60s';

/** Spreads the pushes of many nodes, which all start their minute at the same second, over ten of them. */
const JITTER = '10s';

/**
 * Telegraf's batch (`{metrics: [{name, tags, fields}]}`) turned into our metrics body by JSONata. A batch that was
 * held back while the network was down carries several rounds: the last of each counts. On Telegraf's first push
 * there is no cpu value yet, a difference of two samples: the expression then leaves `cpu_pct` out.
 */
const bodyExpression = (nodeId: string): string =>
  [
    '{',
    `  "node_id": ${JSON.stringify(nodeId)},`,
    '  "cpu_pct": 100 - metrics[name="cpu"][-1].fields.usage_idle,',
    '  "memory_pct": metrics[name="mem"][-1].fields.used_percent,',
    '  "disk_pct": metrics[name="disk"][-1].fields.used_percent',
    '}',
  ].join('\n');

/** The content of telegraf.conf for one node: cpu, memory and root disk, pushed with the node's own token. */
export function renderTelegrafConfig(target: TelegrafTarget): string {
  return stringify({
    agent: {
      interval: INTERVAL,
      flush_interval: INTERVAL,
      flush_jitter: JITTER,
      hostname: target.nodeId,
    },
    inputs: {
      cpu: [{ percpu: false, totalcpu: true, fieldpass: ['usage_idle'] }],
      mem: [{ fieldpass: ['used_percent'] }],
      disk: [{ mount_points: ['/'], fieldpass: ['used_percent'] }],
    },
    outputs: {
      http: [
        {
          url: target.url,
          method: 'POST',
          timeout: '10s',
          use_batch_format: true,
          data_format: 'json',
          json_transformation: bodyExpression(target.nodeId),
          headers: { Authorization: `Bearer ${target.token}`, 'Content-Type': 'application/json' },
        },
      ],
    },
  });
}
