/** Those whom one may have the history narrowed to: the main key, whoever is named, and the one that is chosen. */
export function actorsToChoose(
  named: readonly string[],
  seen: readonly string[],
  chosen: string | undefined,
): readonly string[] {
  const own = named.map((name) => `operator ${name}`);
  const rest = [...new Set([...own, ...seen, ...(chosen ? [chosen] : [])])].filter((actor) => actor !== 'operator');
  return ['operator', ...rest.sort()];
}
