/** The vendor's error codes that the emulator answers, by itself or where a fault asks for one, with their HTTP status. Source: Hetzner Cloud API docs, "Errors". */
export const ERROR_STATUS = {
  unauthorized: 401,
  forbidden: 403,
  resource_limit_exceeded: 403,
  not_found: 404,
  firewall_resource_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  uniqueness_error: 409,
  must_be_unassigned: 409,
  deprecated_api_endpoint: 410,
  resource_unavailable: 412,
  unsupported_error: 400,
  invalid_input: 422,
  json_error: 422,
  placement_error: 422,
  no_subnet_available: 422,
  no_space_left_in_location: 422,
  server_already_attached: 422,
  server_not_attached: 422,
  server_has_ipv4: 422,
  server_has_ipv6: 422,
  primary_ip_assigned: 422,
  primary_ip_already_assigned: 422,
  primary_ip_version_mismatch: 422,
  primary_ip_datacenter_mismatch: 422,
  volume_already_attached: 422,
  private_net_only_server: 422,
  server_not_stopped: 422,
  ip_not_available: 422,
  networks_overlap: 422,
  firewall_already_applied: 422,
  resource_in_use: 422,
  firewall_managed_by_label_selector: 422,
  server_already_added: 422,
  service_error: 422,
  locked: 423,
  protected: 423,
  rate_limit_exceeded: 429,
  server_error: 500,
  not_implemented: 501,
  bad_gateway: 502,
  maintenance: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** A refusal in the vendor's words; the app turns it into `{ error: { code, message, details } }`. */
export class HetznerError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details: unknown = null) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** `invalid_input` names the fields at fault; real clients read them, so they are never left out. */
export function invalidInput(field: string, message: string): HetznerError {
  return new HetznerError('invalid_input', `invalid input in field '${field}': ${message}`, {
    fields: [{ name: field, messages: [message] }],
  });
}

export function notFound(what: string, id: string | number): HetznerError {
  return new HetznerError('not_found', `${what} with ID '${id}' not found`);
}

export function errorBody(code: string, message: string, details: unknown = null): unknown {
  return { error: { code, message, details } };
}
