import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pythonWith } from '@prego/engine/python-environment';
import { z } from 'zod';
import type { CommonOptions } from '../run-options.ts';
import { CuttableLine } from './cuttable-line.ts';

const MAIN = fileURLToPath(new URL('s3-main.py', import.meta.url));

/** Moto with what its S3 and IAM need, and its server. Its `server` extra would bring three times as much. */
const PACKAGES = [
  ...['moto==5.2.5', 'boto3==1.44.5', 'botocore==1.44.5', 's3transfer==0.19.3', 'jmespath==1.1.0'],
  ...['python-dateutil==2.9.0.post0', 'six==1.17.0', 'urllib3==2.8.0', 'requests==2.34.2', 'certifi==2026.10.18'],
  ...['charset-normalizer==3.5.2', 'idna==3.20', 'responses==0.26.3', 'PyYAML==6.0.3', 'cryptography==50.0.2'],
  ...['cffi==2.1.1', 'pycparser==3.12', 'xmltodict==1.0.4', 'Werkzeug==3.1.9', 'MarkupSafe==3.0.4', 'Flask==3.1.3'],
  ...['flask-cors==6.0.5', 'Jinja2==3.1.6', 'itsdangerous==2.2.0', 'blinker==1.9.0', 'click==8.5.1'],
];

const Ready = z.object({
  endpoint: z.url(),
  region: z.string(),
  keyId: z.string(),
  secret: z.string(),
  kmsKey: z.string(),
});

type Ready = z.infer<typeof Ready>;

/**
 * An S3-compatible store, and a KMS beside it. Both check who asks, keep all in memory, and lie behind a line that can
 * be cut. They live as long as we do.
 */
export class S3Server {
  /** What a client that is let in has in its environment. */
  readonly env: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  readonly line: CuttableLine;
  /** A secrets provider: the KMS and its one key. */
  readonly kms: string;
  readonly #at: URLSearchParams;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  private constructor(child: ChildProcess, answers: AsyncIterator<string>, line: CuttableLine, ready: Ready) {
    const { region, keyId, secret, kmsKey } = ready;
    this.env = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret };
    this.line = line;
    this.#at = new URLSearchParams({ region, endpoint: `http://127.0.0.1:${line.port}` });
    this.kms = `awskms://${kmsKey}?${this.#at}`;
    this.#child = child;
    this.#answers = answers;
  }

  /** Throws an error that says what to do where Python or its packages can't be had. */
  static async start(...buckets: string[]): Promise<S3Server> {
    const python = await pythonWith('moto', PACKAGES);
    const child = spawn(python, ['-B', MAIN, ...buckets], { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ready = Ready.parse(JSON.parse(await next(answers)));
    const line = await CuttableLine.to(Number(new URL(ready.endpoint).port));
    return new S3Server(child, answers, line, ready);
  }

  /** What `runStack` needs to keep its state in this bucket. */
  backend(bucket: string, passphrase: string): Pick<CommonOptions, 'backend' | 'env'> {
    // AWS's own bucket names are host names; others have the bucket in the path. Not every store answers with a checksum,
    // and the CLI would warn of each answer without.
    const query = `${this.#at}&s3ForcePathStyle=true&response_checksum_validation=when_required`;
    return { backend: { url: `s3://${bucket}?${query}`, passphrase }, env: this.env };
  }

  /** Everything in a bucket, by key. */
  async objects(bucket: string): Promise<Record<string, string>> {
    this.#child.stdin?.write(`${bucket}\n`);
    return z.record(z.string(), z.string()).parse(JSON.parse(await next(this.#answers)));
  }

  async stop(): Promise<void> {
    await this.line.close();
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }
}

async function next(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('the S3 server has ended');
  return value;
}
