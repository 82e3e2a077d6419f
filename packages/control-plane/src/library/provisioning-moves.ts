import { DELETABLE, PROVISIONING_MOVES, ProvisioningStatus } from '@prego/contracts';

/** Whether it can go from one status to the other. */
export const mayBecome = (from: ProvisioningStatus, to: ProvisioningStatus): boolean =>
  (PROVISIONING_MOVES[from] as readonly ProvisioningStatus[]).includes(to);

export const isDeletable = (status: ProvisioningStatus): boolean =>
  (DELETABLE as readonly ProvisioningStatus[]).includes(status);

/** From these a job that has ended may be tried once more. */
export const isRetryable = (status: ProvisioningStatus): boolean =>
  status === 'provision_failed' || status === 'return_failed';

const moves = ProvisioningStatus.options.flatMap((from) => PROVISIONING_MOVES[from].map((to) => `'${from}>${to}'`));

/** The trigger that holds the table of moves in D1, as migrations/ has it. What is off the list moves no more. */
export const PROVISIONING_MOVES_TRIGGER = `CREATE TRIGGER library_provisionings_moves BEFORE UPDATE OF status ON library_provisionings
WHEN NEW.status <> OLD.status BEGIN
  SELECT RAISE(ABORT, 'illegal_move') WHERE OLD.deleted_at IS NOT NULL OR OLD.status || '>' || NEW.status NOT IN
    (${moves.join(', ')});
END;`;

/** And the check of what may be taken off the list. */
export const DELETABLE_CHECK = `CHECK (deleted_at IS NULL OR status IN (${DELETABLE.map((status) => `'${status}'`).join(', ')}))`;
