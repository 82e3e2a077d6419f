/** SHA-256 in hex, as tokens are stored and snapshots are named. */
export async function digestHex(content: string | Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  return Buffer.from(digest).toString('hex');
}
