import { html } from 'hono/html';
import { namesOf } from '../auth/credentials.ts';
import type { CallerKind } from '../caller.ts';
import { fieldsOf, typeOf } from './schema-rows.ts';
import type { Operation, Schema } from './types.ts';

/** One route of the page; its details open on a click. */
export function operationOf(operation: Operation) {
  const { method, path, summary, description, security = [], parameters = [] } = operation;
  const callers = security.map((requirement) => (Object.keys(requirement)[0] ?? 'open') as CallerKind);
  return html`<details>
<summary><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> <span>${summary ?? ''}</span></summary>
${description ? html`<p>${description}</p>` : ''}
<p>Takes: ${namesOf(callers)}.</p>
${parameters.length > 0 ? html`<h3>Parameters</h3><ul>${parameters.map(parameterOf)}</ul>` : ''}
${bodyOf('Body', operation.requestBody?.content)}
<h3>Answers</h3>
${Object.entries(operation.responses ?? {}).map(
  ([status, { description: meaning, content }]) =>
    html`<div><b>${status}</b> ${meaning ?? ''}${
      // Every refusal has the same body, which the page's head names.
      Number(status) < 400 ? bodyOf('', content) : ''
    }</div>`,
)}
</details>`;
}

const parameterOf = ({
  name,
  in: place,
  required,
  description,
  schema = {},
}: NonNullable<Operation['parameters']>[number]) =>
  html`<li><code>${name}</code> in the ${place}${required ? '' : html` <i>optional</i>`} ${typeOf(schema)}${
    (description ?? schema.description) ? html` · ${description ?? schema.description}` : ''
  }</li>`;

function bodyOf(title: string, content: Readonly<Record<string, { readonly schema?: Schema }>> = {}) {
  return Object.entries(content).map(
    ([type, { schema = {} }]) =>
      html`${title ? html`<h3>${title}</h3>` : ''} <small>${type}: ${typeOf(schema)}</small>${fieldsOf(schema)}`,
  );
}
