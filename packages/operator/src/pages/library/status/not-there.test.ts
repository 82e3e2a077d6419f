import { expect, test } from '@jest/globals';
import { ApiFailure, unreachable } from '../../../api/failure.ts';
import { isNotThere } from './not-there.ts';

test.each([
  ['an unknown id', new ApiFailure('provisioning_not_found', 'There is none.', 404), true],
  ['a text that is no id', new ApiFailure('invalid_request', 'provisioning_id: …', 400), true],
  ['a control plane that does not answer', unreachable(), false],
  ['one in trouble', new ApiFailure('internal_error', 'Tell support.', 500), false],
  ['no error', null, false],
])('of %s it is said: %p', (_, error, notThere) => expect(isNotThere(error)).toBe(notThere));
