import type { CloudInitPart } from './part.ts';
import { shellQuoted } from './shell.ts';

export const REPORT_SCRIPT_PATH = '/usr/local/sbin/report-host-key';
export const REPORT_CURL_PATH = '/etc/prego/report-host-key.curl';
export const HOST_KEY_PATH = '/etc/ssh/ssh_host_ed25519_key.pub';
const REPORT_UNIT = 'report-host-key.service';

export interface HostKeyTarget {
  readonly nodeId: string;
  readonly url: string;
  readonly token: string;
}

/**
 * Posts `{node_id, ssh_host_key}` with the node's token, so that whoever connects later can pin the key: `ssh_host_key`
 * is the ed25519 public key as known_hosts has it, without comment. A service rather than a command of cloud-init, as
 * it goes on until it is accepted, over reboots too, and keeps nothing else waiting.
 */
export function hostKeyReport(target: HostKeyTarget): CloudInitPart {
  return {
    packages: ['curl'],
    files: [
      { path: REPORT_SCRIPT_PATH, content: renderReportScript(target.nodeId), permissions: '0755' },
      // Apart from the script, and not among its arguments: those are for all to see.
      { path: REPORT_CURL_PATH, content: renderReportCurl(target), permissions: '0600' },
      { path: `/etc/systemd/system/${REPORT_UNIT}`, content: REPORT_UNIT_TEXT, permissions: '0644' },
    ],
    commands: [
      ['systemctl', 'enable', REPORT_UNIT],
      ['systemctl', 'start', '--no-block', REPORT_UNIT],
    ],
  };
}

export function renderReportScript(nodeId: string): string {
  return `#!/bin/sh
set -eu
key=$(cut -d ' ' -f 1,2 ${HOST_KEY_PATH})
printf '{"node_id":%s,"ssh_host_key":"%s"}' ${shellQuoted(JSON.stringify(nodeId))} "$key" |
  curl --config ${REPORT_CURL_PATH} --data-binary @-
`;
}

/** A curl configuration: a few quick tries of its own, then the service's slower ones. */
export function renderReportCurl({ url, token }: HostKeyTarget): string {
  return `url = ${curlQuoted(url)}
header = ${curlQuoted(`Authorization: Bearer ${token}`)}
header = "Content-Type: application/json"
fail
silent
show-error
connect-timeout = 10
max-time = 30
retry = 3
retry-all-errors
`;
}

/**
 * Ever slower, up to once in ten minutes: for as long as the control plane is away, or does not know the node yet.
 * An older systemd than 254, which Ubuntu 24.04 is not, stays at ten seconds.
 */
const REPORT_UNIT_TEXT = `[Unit]
Description=Report the SSH host key of this node
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=oneshot
ExecStart=${REPORT_SCRIPT_PATH}
Restart=on-failure
RestartSec=10s
RestartSteps=8
RestartMaxDelaySec=10min

[Install]
WantedBy=multi-user.target
`;

/** curl's configuration files know these escapes within double quotes (curl(1), `--config`). */
const curlQuoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
