import { afterAll, beforeAll, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Client } from '../../testing/client.ts';
import { World } from '../../testing/world.ts';
import { launchChromium } from './launch-chromium.ts';
import { type OpenPage, type PageWish, withPage } from './with-page.ts';

/** Provisioning takes seconds, and several times that where both cores are busy. */
const WITHIN_MS = 300_000;

/** A world with its console, and a Chromium to look at it: one of each for a test file. */
export class ConsoleFile {
  #world: World | undefined;
  #client: Client | undefined;
  #browser: Browser | undefined;

  get world(): World {
    return known(this.#world);
  }

  get client(): Client {
    return known(this.#client);
  }

  /** Of the control plane, such as `http://127.0.0.1:8787`. */
  get origin(): string {
    return this.world.connection.control_plane_url;
  }

  get key(): string {
    return this.world.connection.internal_api_key;
  }

  /** A test's body, on a signed-in page of its own unless the wish says otherwise. */
  page(body: (open: OpenPage) => Promise<void>, wish: WishOfTest = {}): () => Promise<void> {
    return async () => {
      const { signedIn = true, ...rest } = wish;
      await withPage(known(this.#browser), this.origin, { ...rest, ...(signedIn && { key: this.key }) }, body);
    };
  }

  async open(): Promise<void> {
    [this.#world, this.#browser] = await Promise.all([World.open(), launchChromium()]);
    this.#client = new Client(this.#world);
  }

  async close(): Promise<void> {
    await Promise.all([this.#browser?.close(), this.#world?.close()]);
  }
}

export interface WishOfTest extends Omit<PageWish, 'key'> {
  /** False leaves the signing in to the test. */
  readonly signedIn?: boolean;
}

/** Opens and closes one for the tests of the file in which it is called. */
export function consoleOfFile(): ConsoleFile {
  jest.setTimeout(WITHIN_MS);
  const file = new ConsoleFile();
  beforeAll(() => file.open());
  afterAll(() => file.close());
  return file;
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The world is opened before the first test: ask for it inside one.');
  return value;
}
