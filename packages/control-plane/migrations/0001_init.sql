-- All times are milliseconds since 1970. Changes that must hold together go into one batch(), which is one transaction.

CREATE TABLE tenants (
  tenant_id          TEXT PRIMARY KEY,
  subdomain_slug     TEXT NOT NULL,
  canonical_hostname TEXT NOT NULL,
  plan_tier          TEXT NOT NULL,
  region             TEXT NOT NULL,
  status             TEXT NOT NULL CHECK (status IN ('provisioning', 'active', 'returning', 'returned', 'failed')),
  contact            TEXT NOT NULL DEFAULT '{}',
  checkout           TEXT NOT NULL DEFAULT '{}',
  -- The record that points at the tenant's host: it is changed and deleted by this id only.
  dns_zone_id        TEXT,
  dns_record_id      TEXT,
  dns_content        TEXT,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL
);
-- A returned tenant gives its name free.
CREATE UNIQUE INDEX tenants_slug ON tenants (subdomain_slug) WHERE status <> 'returned';
CREATE INDEX tenants_created ON tenants (created_at, tenant_id);
CREATE INDEX tenants_status ON tenants (status, created_at, tenant_id);
CREATE INDEX tenants_hostname ON tenants (canonical_hostname, tenant_id);

CREATE TABLE nodes (
  node_id           TEXT PRIMARY KEY,
  region            TEXT NOT NULL,
  role              TEXT NOT NULL CHECK (role IN ('shared', 'app', 'db', 'redis')),
  status            TEXT NOT NULL CHECK (status IN ('provisioning', 'ready', 'cordoned', 'draining', 'retired', 'failed')),
  stack             TEXT NOT NULL,
  -- The job that decided it, and for a dedicated node its tenant.
  job_id            TEXT NOT NULL,
  tenant_id         TEXT,
  host_ipv4         TEXT,
  host_ipv6         TEXT,
  private_ip        TEXT,
  hetzner_server_id INTEGER,
  server_type       TEXT,
  location          TEXT,
  ssh_host_key      TEXT,
  token_version     INTEGER NOT NULL DEFAULT 1,
  status_reason     TEXT,
  capacity          INTEGER NOT NULL,
  -- Kept by the triggers on seats, so that no path can forget them.
  tenants           INTEGER NOT NULL DEFAULT 0 CHECK (tenants >= 0),
  reservations      INTEGER NOT NULL DEFAULT 0 CHECK (reservations >= 0),
  registered_at     INTEGER,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  -- Grows with every change that placement cares for: a reader asks for what is newer than what it has.
  seq               INTEGER NOT NULL DEFAULT 0,
  -- The highest seq of the region that was known to whoever decided to buy this node; NULL where nothing was to be decided.
  region_seq_seen   INTEGER,
  CHECK (tenants + reservations <= capacity)
);
CREATE INDEX nodes_region_seq ON nodes (region, seq);
CREATE INDEX nodes_stack ON nodes (stack);
CREATE INDEX nodes_job ON nodes (job_id);
-- Hetzner gives no id twice: two nodes that claim one server are a mistake.
CREATE UNIQUE INDEX nodes_server ON nodes (hetzner_server_id) WHERE hetzner_server_id IS NOT NULL;

-- A node is bought only by who knows of every place that has come up in the region: of all who find it full at the same time
-- the first buys, and the others, whom this refuses, look again and find seats there.
CREATE TRIGGER nodes_guard BEFORE INSERT ON nodes WHEN NEW.region_seq_seen IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'region_changed') FROM nodes
  WHERE region = NEW.region AND seq > NEW.region_seq_seen AND role = 'shared' AND status IN ('ready', 'provisioning')
    AND tenants + reservations < MIN(capacity, NEW.capacity);
END;
CREATE TRIGGER nodes_inserted AFTER INSERT ON nodes BEGIN
  UPDATE nodes SET seq = (SELECT MAX(seq) + 1 FROM nodes WHERE region = NEW.region) WHERE node_id = NEW.node_id;
END;
CREATE TRIGGER nodes_changed AFTER UPDATE OF status, capacity, tenants, reservations ON nodes BEGIN
  UPDATE nodes SET seq = (SELECT MAX(seq) + 1 FROM nodes WHERE region = NEW.region) WHERE node_id = NEW.node_id;
END;

-- One row a tenant that has a place. `seat_limit` is what the decision allowed on that node: the threshold may be lower
-- than the node's capacity.
CREATE TABLE seats (
  tenant_id  TEXT PRIMARY KEY,
  node_id    TEXT NOT NULL REFERENCES nodes (node_id),
  job_id     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('reservation', 'tenant')),
  seat_limit INTEGER NOT NULL,
  since      INTEGER NOT NULL
);
CREATE INDEX seats_node ON seats (node_id);

CREATE TRIGGER seats_guard BEFORE INSERT ON seats BEGIN
  SELECT RAISE(ABORT, 'node_not_open') FROM nodes WHERE node_id = NEW.node_id AND status NOT IN ('ready', 'provisioning');
  SELECT RAISE(ABORT, 'no_seat') FROM nodes WHERE node_id = NEW.node_id AND tenants + reservations >= NEW.seat_limit;
  -- Its server is about to be destroyed.
  SELECT RAISE(ABORT, 'node_not_open') FROM provision_jobs
  WHERE node_id = NEW.node_id AND status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running');
END;
CREATE TRIGGER seats_taken AFTER INSERT ON seats BEGIN
  UPDATE nodes SET tenants = tenants + (NEW.kind = 'tenant'), reservations = reservations + (NEW.kind = 'reservation')
  WHERE node_id = NEW.node_id;
END;
CREATE TRIGGER seats_settled AFTER UPDATE OF kind ON seats BEGIN
  UPDATE nodes SET tenants = tenants + (NEW.kind = 'tenant') - (OLD.kind = 'tenant'),
                   reservations = reservations + (NEW.kind = 'reservation') - (OLD.kind = 'reservation')
  WHERE node_id = NEW.node_id;
END;
CREATE TRIGGER seats_given_back AFTER DELETE ON seats BEGIN
  UPDATE nodes SET tenants = tenants - (OLD.kind = 'tenant'), reservations = reservations - (OLD.kind = 'reservation')
  WHERE node_id = OLD.node_id;
END;

CREATE TABLE provision_jobs (
  job_id           TEXT PRIMARY KEY,
  kind             TEXT NOT NULL CHECK (kind IN ('provision', 'return', 'library_provision', 'library_return', 'retire_node')),
  status           TEXT NOT NULL CHECK (status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running', 'completed', 'failed', 'cancelled')),
  tenant_id        TEXT,
  -- The node that a retire_node job is about.
  node_id          TEXT,
  -- What a library job is about.
  provisioning_id  TEXT,
  trace_id         TEXT NOT NULL UNIQUE,
  region           TEXT NOT NULL,
  infra_mode       TEXT NOT NULL CHECK (infra_mode IN ('create_new_server', 'use_existing')),
  -- 1 or NULL.
  dedicated        INTEGER CHECK (dedicated IS NULL OR dedicated = 1),
  target_server_id TEXT,
  -- The stack that the run works on; NULL for a run that needs none.
  stack            TEXT,
  -- What a waiting job waits for: 'node' (waits_for_node) or 'stack'.
  waits_for        TEXT CHECK (waits_for IS NULL OR waits_for IN ('node', 'stack')),
  waits_for_node   TEXT,
  attempt          INTEGER NOT NULL DEFAULT 1,
  decision_id      TEXT,
  -- NULL where the caller gave no key.
  idempotency_key  TEXT,
  request_hash     TEXT,
  -- The stage that was under way when it failed, and what the failure said.
  failed_stage     TEXT,
  error_code       TEXT,
  error_message    TEXT,
  created_by       TEXT NOT NULL,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  ended_at         INTEGER,
  -- Until when an ended job keeps its seat.
  seat_until       INTEGER,
  -- Grows by one with each change of status or attempt, and with whatever else must not meet another change.
  rev              INTEGER NOT NULL DEFAULT 0,
  UNIQUE (tenant_id, idempotency_key)
);
-- The table of src/state-machine.ts, which a test compares with this.
CREATE TRIGGER provision_jobs_moves BEFORE UPDATE OF status, attempt, rev ON provision_jobs BEGIN
  SELECT RAISE(ABORT, 'job_moved') WHERE NEW.rev <> OLD.rev + 1;
  SELECT RAISE(ABORT, 'illegal_move') WHERE NOT (
    (NEW.attempt = OLD.attempt AND NEW.status = OLD.status)
    OR (NEW.attempt = OLD.attempt AND OLD.status || '>' || NEW.status IN ('queued>waiting', 'queued>dispatching', 'queued>failed', 'queued>cancelled', 'waiting>queued', 'waiting>failed', 'waiting>cancelled', 'dispatching>queued', 'dispatching>dispatched', 'dispatching>running', 'dispatching>failed', 'dispatching>cancelled', 'dispatched>running', 'dispatched>failed', 'dispatched>cancelled', 'running>completed', 'running>failed', 'running>cancelled'))
    OR (NEW.attempt = OLD.attempt + 1 AND OLD.status || '>' || NEW.status IN ('failed>queued', 'failed>waiting', 'cancelled>queued', 'cancelled>waiting'))
  );
END;

-- A node that has become ready, or failed, after it was read: nobody would ever tell the job.
CREATE TRIGGER provision_jobs_wait BEFORE INSERT ON provision_jobs WHEN NEW.waits_for = 'node' BEGIN
  SELECT RAISE(ABORT, 'node_moved') FROM nodes WHERE node_id = NEW.waits_for_node AND status <> 'provisioning';
END;
CREATE TRIGGER provision_jobs_wait_again BEFORE UPDATE OF waits_for_node ON provision_jobs WHEN NEW.waits_for = 'node' BEGIN
  SELECT RAISE(ABORT, 'node_moved') FROM nodes WHERE node_id = NEW.waits_for_node AND status <> 'provisioning';
END;
-- A node goes only when nobody lives there and nobody can move in meanwhile.
CREATE TRIGGER provision_jobs_retire BEFORE INSERT ON provision_jobs WHEN NEW.kind = 'retire_node' BEGIN
  SELECT RAISE(ABORT, 'node_in_use') FROM nodes WHERE node_id = NEW.node_id AND tenants + reservations > 0;
  SELECT RAISE(ABORT, 'node_moved') FROM nodes WHERE node_id = NEW.node_id AND status NOT IN ('draining', 'failed');
END;
-- Nor is that taken up again where someone has moved in since.
CREATE TRIGGER provision_jobs_retire_again BEFORE UPDATE OF attempt ON provision_jobs
WHEN NEW.kind = 'retire_node' AND NEW.attempt <> OLD.attempt BEGIN
  SELECT RAISE(ABORT, 'node_in_use') FROM nodes WHERE node_id = NEW.node_id AND tenants + reservations > 0;
  SELECT RAISE(ABORT, 'node_moved') FROM nodes WHERE node_id = NEW.node_id AND status NOT IN ('draining', 'failed');
END;

CREATE UNIQUE INDEX provision_jobs_one_active ON provision_jobs (tenant_id)
  WHERE tenant_id IS NOT NULL AND status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running');
CREATE UNIQUE INDEX provision_jobs_one_active_of_node ON provision_jobs (node_id)
  WHERE node_id IS NOT NULL AND status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running');
CREATE UNIQUE INDEX provision_jobs_one_active_of_provisioning ON provision_jobs (provisioning_id)
  WHERE provisioning_id IS NOT NULL AND status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running');
CREATE INDEX provision_jobs_status ON provision_jobs (status, created_at, job_id);
CREATE INDEX provision_jobs_created ON provision_jobs (created_at, job_id);
-- How long sign-ups took that ended well at the first attempt, by what they took, the newest last.
CREATE INDEX provision_jobs_past_runs ON provision_jobs (infra_mode, dedicated, region, ended_at)
  WHERE kind = 'provision' AND status = 'completed' AND attempt = 1;
CREATE INDEX provision_jobs_failed ON provision_jobs (status, ended_at) WHERE status = 'failed';
-- Seats that are kept for a retry, by when that ends.
CREATE INDEX provision_jobs_seats ON provision_jobs (seat_until) WHERE seat_until IS NOT NULL;
CREATE INDEX provision_jobs_waiting ON provision_jobs (waits_for_node) WHERE status = 'waiting';
CREATE INDEX provision_jobs_of_stack ON provision_jobs (stack, created_at, job_id) WHERE stack IS NOT NULL;
-- The line before a stack.
CREATE INDEX provision_jobs_stack ON provision_jobs (stack, created_at, job_id) WHERE status IN ('queued', 'waiting');

CREATE TABLE job_attempts (
  job_id           TEXT NOT NULL,
  attempt          INTEGER NOT NULL,
  status           TEXT NOT NULL,
  -- SHA-256 of the attempt token, in hex.
  token_hash       TEXT,
  token_expires_at INTEGER,
  run_id           INTEGER,
  run_url          TEXT,
  created_at       INTEGER NOT NULL,
  dispatched_at    INTEGER,
  claimed_at       INTEGER,
  -- The last sign of life: claim, callback, trace or log.
  heard_at         INTEGER,
  -- When GitHub was last asked about the run.
  checked_at       INTEGER,
  ended_at         INTEGER,
  failed_stage     TEXT,
  error_code       TEXT,
  error_message    TEXT,
  PRIMARY KEY (job_id, attempt)
);
CREATE UNIQUE INDEX job_attempts_token ON job_attempts (token_hash) WHERE token_hash IS NOT NULL;

-- What is to be dispatched. Written with the job, emptied by the consumer; the queue only nudges.
CREATE TABLE outbox (
  job_id       TEXT NOT NULL,
  attempt      INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  tries        INTEGER NOT NULL DEFAULT 0,
  -- Whoever claims a row holds it until then; `lease` tells the holder's writes from those of one that came too late.
  lease        TEXT,
  lease_until  INTEGER,
  -- Set before the request goes out: from then on the outcome is unknown until it is looked up.
  sent_at      INTEGER,
  last_error   TEXT,
  -- Tried too often: it stays, for people to see, until the job is retried or cancelled.
  dead         INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job_id, attempt)
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE dead = 0;

-- One run per stack at a time. The fence grows with every holder.
CREATE TABLE stack_leases (
  stack       TEXT PRIMARY KEY,
  fence       INTEGER NOT NULL,
  job_id      TEXT,
  attempt     INTEGER,
  acquired_at INTEGER,
  expires_at  INTEGER
);
-- A lease goes from one holder to the next only by way of nobody: that a holder's time is over does not mean that its run is.
CREATE TRIGGER stack_leases_guard BEFORE UPDATE OF job_id, attempt ON stack_leases
WHEN NEW.job_id IS NOT NULL AND OLD.job_id IS NOT NULL AND (NEW.job_id <> OLD.job_id OR NEW.attempt <> OLD.attempt) BEGIN
  SELECT RAISE(ABORT, 'stack_held');
END;
CREATE INDEX stack_leases_job ON stack_leases (job_id) WHERE job_id IS NOT NULL;

CREATE TABLE allocation_decisions (
  decision_id      TEXT PRIMARY KEY,
  tenant_id        TEXT,
  job_id           TEXT,
  region           TEXT NOT NULL,
  algorithm        TEXT NOT NULL,
  decision_reason  TEXT NOT NULL,
  selected_node_id TEXT,
  -- The whole decision as placement-core gave it.
  decision         TEXT NOT NULL,
  -- The full snapshot in R2, by its SHA-256; kept for 30 days.
  snapshot_digest  TEXT,
  created_at       INTEGER NOT NULL
);
CREATE INDEX allocation_decisions_tenant ON allocation_decisions (tenant_id, created_at, decision_id);
CREATE INDEX allocation_decisions_job ON allocation_decisions (job_id);

CREATE TABLE trace_events (
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  trace_id TEXT NOT NULL,
  job_id   TEXT NOT NULL,
  attempt  INTEGER NOT NULL,
  stage    TEXT NOT NULL,
  status   TEXT NOT NULL CHECK (status IN ('started', 'done', 'skipped', 'failed')),
  -- When it happened, by the clock of who emits it; and when it arrived.
  at          INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  data     TEXT NOT NULL DEFAULT '{}',
  UNIQUE (job_id, attempt, stage, status)
);
CREATE INDEX trace_events_trace ON trace_events (trace_id, event_id);

CREATE TABLE funnel_events (
  trace_id  TEXT NOT NULL,
  name      TEXT NOT NULL,
  tenant_id TEXT,
  at        INTEGER NOT NULL,
  PRIMARY KEY (trace_id, name)
);
CREATE INDEX funnel_events_tenant ON funnel_events (tenant_id, at);
CREATE INDEX funnel_events_at ON funnel_events (at, name);

CREATE TABLE audit (
  audit_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  -- 'operator', 'gateway', 'attempt job_…/1', 'automation drift', 'node sg-s-…', 'system sweep'.
  actor      TEXT NOT NULL,
  action     TEXT NOT NULL,
  tenant_id  TEXT,
  job_id     TEXT,
  node_id    TEXT,
  request_id TEXT,
  data       TEXT NOT NULL DEFAULT '{}'
);
-- Newest first is by time, then by id, which every index ends with.
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_tenant ON audit (tenant_id, at) WHERE tenant_id IS NOT NULL;
CREATE INDEX audit_job ON audit (job_id, at) WHERE job_id IS NOT NULL;
CREATE INDEX audit_node ON audit (node_id, at) WHERE node_id IS NOT NULL;

-- The latest of each node.
CREATE TABLE server_metrics (
  node_id      TEXT PRIMARY KEY,
  region       TEXT NOT NULL,
  cpu_pct      REAL,
  memory_pct   REAL,
  disk_pct     REAL,
  -- When each of them came last: a push may lack some, and what is too old is no more known.
  cpu_at       INTEGER,
  memory_at    INTEGER,
  disk_at      INTEGER,
  -- What the node itself counted, when it did.
  tenant_count INTEGER,
  -- Over a threshold and not yet well below it again: 1 keeps new tenants away.
  closed       INTEGER NOT NULL DEFAULT 0,
  updated_at   INTEGER NOT NULL,
  seq          INTEGER NOT NULL
);
CREATE INDEX server_metrics_region_seq ON server_metrics (region, seq);

CREATE TABLE server_metrics_hourly (
  node_id        TEXT NOT NULL,
  -- The beginning of the hour.
  hour           INTEGER NOT NULL,
  -- Pushes, and how many of them had each value.
  samples        INTEGER NOT NULL,
  cpu_samples    INTEGER NOT NULL DEFAULT 0,
  cpu_sum        REAL NOT NULL DEFAULT 0,
  cpu_max        REAL,
  memory_samples INTEGER NOT NULL DEFAULT 0,
  memory_sum     REAL NOT NULL DEFAULT 0,
  memory_max     REAL,
  disk_samples   INTEGER NOT NULL DEFAULT 0,
  disk_sum       REAL NOT NULL DEFAULT 0,
  disk_max       REAL,
  PRIMARY KEY (node_id, hour)
) WITHOUT ROWID;
CREATE INDEX server_metrics_hourly_hour ON server_metrics_hourly (hour);

-- What automation last saw in the cloud: the whole list of a kind, in parts, as a row holds 2 MB at most. A kind has a
-- part 0 even where nothing was seen.
CREATE TABLE inventory (
  kind    TEXT NOT NULL,
  part    INTEGER NOT NULL,
  count   INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  -- The last, so that what is before it is read without it.
  items   TEXT NOT NULL,
  PRIMARY KEY (kind, part)
);
-- Hetzner had no room for it.
CREATE TABLE unavailable_offers (
  server_type TEXT NOT NULL,
  location    TEXT NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (server_type, location)
);
CREATE TABLE drift (
  stack   TEXT PRIMARY KEY,
  status  TEXT NOT NULL,
  changes TEXT NOT NULL,
  seen_at INTEGER NOT NULL
);

-- What is provisioned from the library.
CREATE TABLE library_provisionings (
  provisioning_id  TEXT PRIMARY KEY,
  name             TEXT NOT NULL,
  template         TEXT NOT NULL,
  template_version TEXT NOT NULL,
  -- The template as it was then, manifest and cloud-init: a newer one changes nothing of what runs. '{}' once it is off the list.
  template_as_run  TEXT NOT NULL,
  status           TEXT NOT NULL CHECK (status IN ('provisioning', 'provisioned', 'provision_failed', 'returning', 'returned', 'return_failed')),
  -- As they were given; off the list without the template's own values.
  inputs           TEXT NOT NULL,
  server_prefix    TEXT NOT NULL,
  -- A list: the prefix, or with several servers one name for each.
  server_names     TEXT NOT NULL DEFAULT '[]',
  region           TEXT NOT NULL,
  stack            TEXT NOT NULL UNIQUE,
  -- The job that made it, and the job under way or the last one.
  provision_job_id TEXT NOT NULL,
  job_id           TEXT NOT NULL,
  -- Encrypted with LIBRARY_SECRETS_KEY, by name; '{}' once it is returned.
  secrets          TEXT NOT NULL,
  -- What a run said last that it has, a list of LibraryResource, and when it said so.
  resources        TEXT NOT NULL DEFAULT '[]',
  resources_at     INTEGER,
  -- What it was to cost when it was asked for, and what it costs now.
  quoted_hourly    REAL,
  quoted_monthly   REAL,
  hourly_cost      REAL,
  monthly_cost     REAL,
  -- Since when it has cost that; NULL while nothing of it is known to be billed. What was billed before at other prices
  -- is in billed_before, which is NULL where one of those was not known.
  billed_from      INTEGER,
  billed_before    REAL DEFAULT 0,
  error_code       TEXT,
  error_message    TEXT,
  idempotency_key  TEXT,
  request_hash     TEXT NOT NULL,
  created_by       TEXT NOT NULL,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  -- When the last execution or return ended; NULL while one goes on.
  ended_at         INTEGER,
  -- Taken off the list: it stands in the history only.
  deleted_at       INTEGER,
  -- Two people may use the same key.
  UNIQUE (created_by, idempotency_key),
  CHECK (deleted_at IS NULL OR status IN ('returned', 'return_failed'))
);
-- PROVISIONING_MOVES of the contracts, which a test compares with this.
CREATE TRIGGER library_provisionings_moves BEFORE UPDATE OF status ON library_provisionings
WHEN NEW.status <> OLD.status BEGIN
  SELECT RAISE(ABORT, 'illegal_move') WHERE OLD.deleted_at IS NOT NULL OR OLD.status || '>' || NEW.status NOT IN
    ('provisioning>provisioned', 'provisioning>provision_failed', 'provisioned>returning', 'provision_failed>provisioning', 'provision_failed>returning', 'returning>returned', 'returning>return_failed', 'return_failed>returning');
END;
-- What was taken off the list comes back by nothing, and goes no second time.
CREATE TRIGGER library_provisionings_deleted BEFORE UPDATE OF deleted_at ON library_provisionings
WHEN OLD.deleted_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'illegal_move');
END;
-- Only the last job is taken up again, and of what is on the list: what came after an older one was not what that was asked for.
CREATE TRIGGER provision_jobs_last_of_provisioning BEFORE UPDATE OF attempt ON provision_jobs
WHEN NEW.provisioning_id IS NOT NULL AND NEW.attempt <> OLD.attempt BEGIN
  SELECT RAISE(ABORT, 'job_moved') FROM library_provisionings
  WHERE provisioning_id = NEW.provisioning_id AND (job_id <> NEW.job_id OR deleted_at IS NOT NULL);
END;
-- While it is on the list nobody else's bears its name, and while it may have servers nobody else's bear theirs. By
-- prefix alone that is not said: `shop` makes a `shop-db`, which is also the one server of the prefix `shop-db`.
CREATE TRIGGER library_provisionings_server_names BEFORE INSERT ON library_provisionings BEGIN
  SELECT RAISE(ABORT, 'server_name_taken')
  FROM library_provisionings AS other, json_each(other.server_names) AS theirs, json_each(NEW.server_names) AS ours
  WHERE other.status <> 'returned' AND other.deleted_at IS NULL AND theirs.value = ours.value;
END;
-- lower() folds ASCII letters only; all others are folded where the inputs are checked.
CREATE UNIQUE INDEX library_provisionings_name ON library_provisionings (lower(name)) WHERE deleted_at IS NULL;
-- Whose servers a list of before may still have.
CREATE INDEX library_provisionings_returned ON library_provisionings (provision_job_id) WHERE status = 'returned';
CREATE UNIQUE INDEX library_provisionings_prefix ON library_provisionings (server_prefix) WHERE status <> 'returned' AND deleted_at IS NULL;
CREATE INDEX library_provisionings_created ON library_provisionings (created_at, provisioning_id) WHERE deleted_at IS NULL;

-- The history: it outlives what it is about.
CREATE TABLE library_events (
  event_id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            TEXT NOT NULL CHECK (kind IN ('provisioning_executed', 'provisioning_failed', 'provisioning_completed', 'return_executed', 'return_failed', 'return_completed', 'status_deleted')),
  at              INTEGER NOT NULL,
  provisioning_id TEXT NOT NULL,
  name            TEXT NOT NULL,
  template        TEXT NOT NULL,
  -- As JSON, in both languages.
  template_name   TEXT NOT NULL,
  -- As an audit row names who did it.
  actor           TEXT NOT NULL,
  job_id          TEXT NOT NULL,
  attempt         INTEGER NOT NULL,
  error_code      TEXT,
  error_message   TEXT
);
CREATE INDEX library_events_at ON library_events (at, event_id);
CREATE INDEX library_events_kind ON library_events (kind, at, event_id);
CREATE INDEX library_events_template ON library_events (template, at, event_id);
CREATE INDEX library_events_provisioning ON library_events (provisioning_id, at, event_id);
CREATE INDEX library_events_actor ON library_events (actor, at, event_id);

-- Operators by name, beside INTERNAL_API_KEY.
CREATE TABLE operator_keys (
  key_id       TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  -- SHA-256 of the key, in hex.
  key_hash     TEXT NOT NULL UNIQUE,
  created_at   INTEGER NOT NULL,
  -- To the hour, so that reading does not write each time.
  last_used_at INTEGER,
  revoked_at   INTEGER
);
-- Of those revoked too: the history and the audit name who did something by it.
CREATE UNIQUE INDEX operator_keys_name ON operator_keys (name);

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
