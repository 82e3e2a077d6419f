/** The form of contracts' TemplateId, whose value would bring zod along; a test holds the two together. */
const TEMPLATE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MOST = 40;

/** The value where it can be a template's id; the API refuses a whole question for one that can't. */
export function templateIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MOST && TEMPLATE_ID.test(value) ? value : undefined;
}

/** The form of contracts' ProvisioningId; see above. */
const PROVISIONING_ID = /^lib_[a-z0-9]{26}$/;

/** The value where it can be a provisioning's id. */
export function provisioningIdOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return PROVISIONING_ID.test(text) ? text : undefined;
}
