import { z } from 'zod';
import type { Call } from '../core/http.ts';
import type { Collection } from '../core/store.ts';
import { readBody } from './body.ts';
import type { Labels } from './documents.ts';
import { HetznerError } from './errors.ts';
import { validateLabels } from './labels.ts';
import { validateName } from './listing.ts';

interface Named {
  id: number;
  name: string;
  labels: Labels;
}

/** A kind of resource: where it is kept, and what the vendor's messages call it. */
export interface Kind<T extends Named> {
  collection: Collection<T>;
  kind: string;
}

/** A valid name that no other resource of the kind has in the project. */
export function freeName<T extends Named>(
  { collection, kind }: Kind<T>,
  call: Call,
  name: unknown,
  own?: number,
): string {
  const valid = validateName(name, kind);
  const holder = collection.byName(call.project.id, valid);
  if (holder && holder.id !== own) {
    throw new HetznerError('uniqueness_error', `${kind} name is already used`, { fields: [{ name: 'name' }] });
  }
  return valid;
}

const updateBody = z.object({ name: z.string().optional(), labels: z.unknown().optional() });

/** The document with the name and the labels that a PUT sets; what the PUT leaves out stays as it is. */
export function withUpdate<T extends Named>(kind: Kind<T>, call: Call, document: T): T {
  const body = readBody(call, updateBody);
  return {
    ...document,
    name: body.name === undefined ? document.name : freeName(kind, call, body.name, document.id),
    labels: body.labels === undefined ? document.labels : validateLabels(body.labels),
  };
}
