/** What Cloudflare's Free plan takes (developers.cloudflare.com/dns/manage-dns-records/reference/record-attributes, "Limits"). */
const COMMENT_MAX = 100;

/**
 * The comment of a tenant's record. It is how the record is known as ours where a run died before it could report the record's id.
 * The tenant, which decides, always stands in it whole; the job is for people, and cut where there is no room.
 */
export function ownerComment(tenantId: string, jobId: string): string {
  return `${ownerMark(tenantId)} job=${jobId}`.slice(0, COMMENT_MAX);
}

/** Whether a record's comment says that it is this tenant's, whichever job made it. */
export function isOwnComment(comment: string | null, tenantId: string): boolean {
  const mark = ownerMark(tenantId);
  return comment === mark || comment?.startsWith(`${mark} `) === true;
}

/** What a comment has to begin with; whoever writes it by hand hands the record over. */
export const ownerMark = (tenantId: string): string => `prego tenant=${tenantId}`;
