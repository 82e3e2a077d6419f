import type { CloudInitPart } from './part.ts';

/** Hetzner's own time servers, which its images use too: no packet leaves its network, and they answer over IPv6. */
const TIME_SERVERS = ['ntp1.hetzner.de', 'ntp2.hetzner.com', 'ntp3.hetzner.net'];

/** sshd keeps the first value that it reads: this comes before what cloud-init and the image write (`50-…`, `60-…`). */
const SSHD_DROP_IN = `PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
`;

/**
 * Security updates, as the distribution's package chooses them, installed every day. A reboot that one of them asks
 * for is not done here: it would take tenants down at a time that nobody chose.
 */
const UPGRADES = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "false";
`;

/** What every node has: SSH by key only, security updates, and the right time. */
export function hardening(): CloudInitPart {
  return {
    packages: ['unattended-upgrades'],
    files: [
      { path: '/etc/ssh/sshd_config.d/10-prego.conf', content: SSHD_DROP_IN, permissions: '0644' },
      // Behind `20auto-upgrades` and `50unattended-upgrades`: with apt the last one counts.
      { path: '/etc/apt/apt.conf.d/90prego-upgrades', content: UPGRADES, permissions: '0644' },
    ],
    modules: {
      ssh_pwauth: false,
      disable_root: false,
      ntp: { enabled: true, ntp_client: 'systemd-timesyncd', servers: TIME_SERVERS },
    },
  };
}
