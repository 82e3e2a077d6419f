import { stringify } from 'smol-toml';
import type { CloudInitPart } from './part.ts';

const TELEGRAF_CONFIG_PATH = '/etc/telegraf/telegraf.conf';

/** The root key of InfluxData's package archive; its signing keys below it change every few years. */
const INFLUXDATA_KEY = '24C975CBA61A024EE1B631787C3D57159FC2F927';

export interface TelegrafTarget {
  readonly nodeId: string;
  readonly url: string;
  readonly token: string;
}

/** Nodes push every minute; the control plane calls one stale after five. */
const INTERVAL = '60s';

/** Spreads the pushes of many nodes, which all start their minute at the same second, over ten of them. */
const JITTER = '10s';

/** cpu, mem and disk. */
const METRICS_PER_ROUND = 3;

/**
 * What waits while the control plane is away, the oldest dropped first: an hour. It carries no times, and the latest
 * values win, so more would only be more to send.
 */
const BUFFERED_ROUNDS = 60;

/** A push takes up to ten waiting rounds, so that after an hour away six bring the node up to date. */
const ROUNDS_PER_PUSH = 10;

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

/** Installs Telegraf and has it push the node's metrics. */
export function telegraf(target: TelegrafTarget): CloudInitPart {
  return {
    modules: {
      apt: {
        sources: {
          'influxdata.list': {
            source: 'deb [signed-by=$KEY_FILE] https://repos.influxdata.com/debian stable main',
            keyid: INFLUXDATA_KEY,
          },
        },
      },
    },
    packages: ['telegraf'],
    files: [
      {
        path: TELEGRAF_CONFIG_PATH,
        content: renderTelegrafConfig(target),
        // Its group is made by the package, so the file is written after the package is installed.
        permissions: '0640',
        owner: 'root:telegraf',
        defer: true,
      },
    ],
    // The package starts the service with a configuration of its own, which the restart replaces.
    commands: [
      ['systemctl', 'enable', '--now', 'telegraf'],
      ['systemctl', 'restart', 'telegraf'],
    ],
  };
}

/** The content of telegraf.conf for one node: cpu, memory and root disk, pushed with the node's own token. */
function renderTelegrafConfig(target: TelegrafTarget): string {
  return stringify({
    agent: {
      interval: INTERVAL,
      flush_interval: INTERVAL,
      flush_jitter: JITTER,
      metric_batch_size: ROUNDS_PER_PUSH * METRICS_PER_ROUND,
      metric_buffer_limit: BUFFERED_ROUNDS * METRICS_PER_ROUND,
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
