import { Link } from '@tanstack/react-router';

/** A provisioning's status page, by its name, which is cut where there is no room for all of it. */
export function ProvisioningLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      to="/library/provisionings/$provisioning_id"
      params={{ provisioning_id: id }}
      className="block w-fit max-w-full truncate leading-6 text-accent underline-offset-2 hover:underline"
    >
      {name}
    </Link>
  );
}
