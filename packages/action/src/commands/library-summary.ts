import type { LibraryReport, LibraryResource, LibraryWork } from '@prego/contracts';
import type { LibraryUp } from '../stack-work/index.ts';
import { money, section, table } from '../summary.ts';
import { resourcesTable, type Timer, timingsTable } from './provision-summary.ts';

const EUR = 'EUR';
const price = (amount: number | null, digits: number): string =>
  amount === null ? 'unknown' : money(amount, EUR, digits);

/** `server blog (id 7, cx23 in fsn1, 203.0.113.9), 0.0088 EUR an hour` */
export function resourceLine({ kind, name, id, server_type, size_gb, location, ipv4, hourly_cost }: LibraryResource) {
  const type = server_type ?? (size_gb === null ? null : `${size_gb} GB`);
  const what = type === null ? location : `${type}${location === null ? '' : ` in ${location}`}`;
  const about = [`id ${id}`, what, ipv4].filter((part) => part !== null).join(', ');
  const cost = hourly_cost === 0 ? 'free' : `${price(hourly_cost, 4)} an hour`;
  return `${kind.replace('_', ' ')} ${name} (${about}), ${cost}`;
}

/** What there is, with ids, addresses and costs, as Markdown; `''` where there is nothing. */
export function reportSection(title: string, { resources, hourly_cost, monthly_cost }: LibraryReport): string {
  const rows = resources.map((resource) => [
    ...[resource.kind.replace('_', ' '), resource.name, resource.id],
    resource.server_type ?? (resource.size_gb === null ? '' : `${resource.size_gb} GB`),
    ...[resource.location ?? '', resource.ipv4 ?? resource.ipv6 ?? '', resource.private_ip ?? ''],
    price(resource.hourly_cost, 4),
  ]);
  if (rows.length === 0) return '';
  const head = ['What', 'Name', 'Id', 'Type or size', 'Location', 'Address', 'Private', 'An hour, net'];
  return section(
    title,
    table(head, rows),
    `All of it costs ${price(hourly_cost, 4)} an hour, ${price(monthly_cost, 2)} a month, net.`,
  );
}

/** What was provisioned, and how long that took, as Markdown. */
export function libraryUpSummary(done: {
  readonly work: LibraryWork;
  readonly up: LibraryUp;
  readonly report: LibraryReport;
  readonly timings: Timer['timings'];
  readonly trace: string;
}): string[] {
  const { work, up, report, timings, trace } = done;
  const { name, template, template_version } = work;
  return [
    section(
      'Provisioned',
      `\`${name}\` is template \`${template}\` ${template_version}, stack \`${up.stack}\`.`,
      trace,
    ),
    reportSection('What there is', report),
    section('Resources', resourcesTable(up.steps)),
    section('Time', timingsTable(timings)),
  ].filter((part) => part !== '');
}
