// The least that an action does with the two libraries that nearly every one has: it reads its inputs, checks them, and
// asks its server.
import { getInput, setFailed } from '@actions/core';
import { z } from 'zod';

const Inputs = z.object({ control_plane_url: z.url(), job_id: z.string().regex(/^job_/) });

try {
  const inputs = Inputs.parse({ control_plane_url: getInput('control_plane_url'), job_id: getInput('job_id') });
  await fetch(`${inputs.control_plane_url}/${inputs.job_id}`);
} catch (error) {
  setFailed(String(error));
}
