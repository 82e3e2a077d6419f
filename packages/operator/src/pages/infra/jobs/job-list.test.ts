import { describe, expect, test } from '@jest/globals';
import type { JobSummary } from '@prego/contracts';
import fc from 'fast-check';
import { FakeJobs, fakeJob } from './fake-jobs.ts';
import { EMPTY_LIST, HEAD, type JobOrder, partOf, withJob } from './job-list.ts';
import { Viewer, viewerOf } from './list-viewer.ts';

const ids = (jobs: readonly { job_id: string }[]) => jobs.map(({ job_id }) => job_id);

describe('a list of jobs', () => {
  test('is read page by page, to its end', async () => {
    const viewer = viewerOf('newest', 25);
    await viewer.refresh([]);
    expect(viewer.shown).toHaveLength(10);
    viewer.more();
    viewer.more();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder()));
    expect(viewer.list.next).toBeNull();
  });

  test('takes up new jobs, also more than fit into a page', async () => {
    const viewer = viewerOf('newest', 30);
    await viewer.refresh([]);
    viewer.more();
    for (let n = 31; n <= 55; n++) viewer.server.put(fakeJob(n));
    await viewer.refresh();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder().slice(0, 45)));
  });

  test('begins again where so many are new that they do not meet what was known', async () => {
    const viewer = viewerOf('newest', 30);
    await viewer.refresh([]);
    viewer.more();
    for (let n = 31; n <= 331; n++) viewer.server.put(fakeJob(n));
    await viewer.refresh();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder().slice(0, 10)));
    viewer.more();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder().slice(0, 20)));
    expect(viewer.list.jobs.get('job_00030')).toEqual(viewer.server.jobs.get('job_00030'));
    while (viewer.list.next) viewer.more();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder()));
  });

  test('is not taken in by a known job that stands among new ones now', async () => {
    const viewer = viewerOf('failures_first', 25);
    const { server } = viewer;
    await viewer.refresh([]);
    // Ten failed, the tenth of which was known; five more behind it were not.
    for (let n = 26; n <= 34; n++) server.put(fakeJob(n, 'failed'));
    server.move('job_00020', 'failed');
    for (let n = 1; n <= 5; n++) server.move(`job_0000${n}`, 'failed');
    await viewer.refresh([]);
    expect(ids(viewer.shown)).toEqual(ids(server.inOrder().slice(0, viewer.shown.length)));
    expect(viewer.shown.length).toBeGreaterThan(15);
  });

  test('asks for its beginning and for what is in view, and for no more', async () => {
    const viewer = viewerOf('newest', 200);
    await viewer.refresh([]);
    for (let n = 0; n < 19; n++) viewer.more();
    viewer.server.pages = 0;
    await viewer.refresh(viewer.shown.slice(102, 107));
    expect(viewer.server.pages).toBe(2);
    await viewer.refresh(viewer.shown.slice(108, 113));
    expect(viewer.server.pages).toBe(5);
  });

  test.each([
    ['failures_first', undefined],
    ['newest', ['failed']],
  ] as const)('%s: one that leaves the end of what is loaded has no more read for it', async (order, status) => {
    const server = new FakeJobs(order, 10, status);
    for (let n = 1; n <= 300; n++) server.put(fakeJob(n, 'failed'));
    const viewer = new Viewer(server);
    await viewer.refresh([]);
    viewer.more();
    server.move('job_00290', 'queued');
    server.pages = 0;
    await viewer.refresh(viewer.shown.slice(12, 15));
    expect(server.pages).toBe(2);
    while (viewer.list.next) viewer.more();
    expect(ids(viewer.shown)).toEqual(ids(server.inOrder()));
  });

  test('puts a job that has failed before the others, and one that is retried back to its place', async () => {
    const viewer = viewerOf('failures_first', 25);
    await viewer.refresh([]);
    viewer.more();
    viewer.server.move('job_00012', 'failed');
    await viewer.refresh(viewer.shown.slice(10, 15));
    expect(ids(viewer.shown)[0]).toBe('job_00012');
    viewer.server.move('job_00012', 'queued');
    await viewer.refresh();
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder().slice(0, viewer.shown.length)));
    expect(viewer.list.moves).toBe(true);
  });

  test('a job in view that has left the filter is read by itself, so that its row tells the truth', async () => {
    const server = new FakeJobs('newest', 10, ['failed']);
    server.put(fakeJob(1, 'failed'), fakeJob(2, 'failed'));
    const viewer = new Viewer(server);
    await viewer.refresh([]);
    server.move('job_00002', 'queued');
    await viewer.refresh(viewer.shown);
    expect(ids(viewer.shown)).toEqual(['job_00001']);
    expect(viewer.list.jobs.get('job_00002')?.status).toBe('queued');
  });

  test('keeps what was loaded while it was being refreshed', async () => {
    const viewer = viewerOf('newest', 30);
    await viewer.refresh([]);
    await viewer.refresh(viewer.shown, () => viewer.more());
    expect(viewer.shown.length).toBeGreaterThan(10);
    expect(ids(viewer.shown)).toEqual(ids(viewer.server.inOrder().slice(0, viewer.shown.length)));
  });

  test('keeps what was loaded and moved while strayed jobs were read one by one', async () => {
    const server = new FakeJobs('newest', 10, ['failed']);
    for (let n = 1; n <= 30; n++) server.put(fakeJob(n, 'failed'));
    const viewer = new Viewer(server);
    await viewer.refresh([]);
    server.move('job_00030', 'queued');
    await viewer.refresh(viewer.shown.slice(0, 3), undefined, () => {
      viewer.more();
      server.move('job_00025', 'queued');
      viewer.list = withJob(viewer.list, server.jobs.get('job_00025') as JobSummary);
    });
    expect(viewer.list.jobs.get('job_00030')?.status).toBe('queued');
    expect(viewer.list.jobs.get('job_00025')?.status).toBe('queued');
    expect(viewer.shown).toHaveLength(18);
    expect(ids(viewer.shown)).toEqual(ids(server.inOrder().slice(0, 18)));
  });

  test('an older answer that comes late changes nothing', () => {
    const list = withJob(EMPTY_LIST, fakeJob(1, 'queued', { updated_at: 9 }));
    expect(withJob(list, fakeJob(1, 'failed', { updated_at: 8 })).jobs.get('job_00001')?.status).toBe('queued');
  });

  test('a row that did not change is the same object', async () => {
    const viewer = viewerOf('newest', 5);
    await viewer.refresh([]);
    const before = viewer.shown;
    viewer.server.put({ ...fakeJob(3) });
    await viewer.refresh();
    for (const [index, job] of viewer.shown.entries()) expect(job).toBe(before[index]);
  });

  test('a job that is not known to any part stands in the first', () => {
    expect(partOf(EMPTY_LIST, fakeJob(1), 'newest')).toBe(HEAD);
  });
});

/** One thing that happens: to the jobs, or by whoever looks at them. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('new' as const), many: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    what: fc.constant('move' as const),
    job: fc.nat(),
    to: fc.constantFrom('failed' as const, 'queued' as const, 'running' as const, 'completed' as const),
  }),
  fc.record({ what: fc.constant('more' as const) }),
  fc.record({ what: fc.constant('refresh' as const), from: fc.nat() }),
);

test('after a look at all of it the list is as the control plane has it, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<JobOrder>('failures_first', 'newest'),
      fc.integer({ min: 0, max: 40 }),
      fc.array(happening, { maxLength: 25 }),
      async (order, count, happenings) => {
        const viewer = viewerOf(order, count, 5);
        const { server } = viewer;
        await viewer.refresh([]);
        for (const one of happenings) {
          if (one.what === 'new') {
            for (let n = 0; n < one.many; n++) server.put(fakeJob(server.jobs.size + 1, 'queued'));
          } else if (one.what === 'move' && server.jobs.size > 0) {
            server.move([...server.jobs.keys()][one.job % server.jobs.size] as string, one.to);
          } else if (one.what === 'more') viewer.more();
          else if (one.what === 'refresh') {
            const from = one.from % Math.max(1, viewer.shown.length);
            await viewer.refresh(viewer.shown.slice(from, from + 4));
          }
        }
        await viewer.refresh();
        while (viewer.list.next) viewer.more();
        for (let from = 0; from < viewer.shown.length; from += 4) {
          await viewer.refresh(viewer.shown.slice(from, from + 4));
        }
        while (viewer.list.next) viewer.more();
        expect(ids(viewer.shown)).toEqual(ids(server.inOrder()));
        for (const job of viewer.shown) expect(job.status).toBe(server.jobs.get(job.job_id)?.status);
      },
    ),
  );
});
