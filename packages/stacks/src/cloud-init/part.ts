/** A file of `write_files`. Without `defer` it is there before sshd starts and before any package is installed. */
export interface WrittenFile {
  path: string;
  content: string;
  permissions: string;
  owner?: string;
  defer?: boolean;
}

/** What one concern adds to a node's cloud-init. */
export interface CloudInitPart {
  readonly files?: readonly WrittenFile[];
  readonly packages?: readonly string[];
  /** Run once, on the first boot, after packages and deferred files: a program with its arguments, or a line of shell. */
  readonly commands?: readonly (string | readonly string[])[];
  /** Modules of cloud-init, by their key. */
  readonly modules?: Readonly<Record<string, unknown>>;
}
