import { FakeJobs, fakeJob } from './fake-jobs.ts';
import { EMPTY_LIST, type JobList, type JobOrder, jobsInOrder, withPart } from './job-list.ts';
import { refreshList } from './refresh-list.ts';

/** What the page does, for tests: loads the beginning, loads more at the end, and refreshes while some rows are in view. */
export class Viewer {
  list: JobList = EMPTY_LIST;
  readonly server: FakeJobs;
  constructor(server: FakeJobs) {
    this.server = server;
  }
  get shown() {
    return jobsInOrder(this.list, { order: this.server.order, status: this.server.status });
  }
  more(): void {
    const { list, server } = this;
    if (list.next) this.list = withPart(list, list.next, server.page(list.next.cursor), server.order);
  }
  /** `meanwhile`: after a page was read; `betweenJobs`: after a strayed job was. */
  async refresh(seen = this.shown.slice(0, 3), meanwhile?: () => void, betweenJobs?: () => void): Promise<void> {
    this.list = await refreshList({
      list: () => this.list,
      order: this.server.order,
      seen,
      readPage: async (cursor) => {
        const page = this.server.page(cursor);
        meanwhile?.();
        return page;
      },
      readJob: async (id) => {
        const job = this.server.jobs.get(id);
        betweenJobs?.();
        return job;
      },
    });
  }
}

/** Of so many jobs, of which the control plane gives `limit` a page. */
export const viewerOf = (order: JobOrder, count: number, limit = 10): Viewer => {
  const server = new FakeJobs(order, limit);
  for (let n = 1; n <= count; n++) server.put(fakeJob(n));
  return new Viewer(server);
};
