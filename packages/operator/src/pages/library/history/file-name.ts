/** The name that an answer proposes for its file (RFC 6266, the quoted form that the control plane writes), without any folder. */
export function fileNameOf(disposition: string | null, otherwise: string): string {
  const name = /filename="([^"\\/]+)"/.exec(disposition ?? '')?.[1];
  return name ?? otherwise;
}
