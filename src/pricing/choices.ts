import type { ChoiceGroup } from './catalogue.js';
import type { CompiledOffering } from './product.js';
import { refuse } from './refuse.js';
import type { Choice, RequestLine } from './request.js';

/** The choices of a line that belong to a bundle, checked against its groups. */
export function chosen(line: RequestLine, at: number, groups: readonly ChoiceGroup[]): readonly Choice[] {
  const choices = line.choices ?? [];
  const path = ['lines', at, 'choices'];
  const own: Choice[] = [];
  for (const [k, choice] of choices.entries()) {
    const group = groups.find(({ id }) => id === choice.group);
    if (group === undefined) continue;
    if (!group.options.includes(choice.offering)) {
      refuse('unknownReference', [...path, k, 'offering'], `one of ${group.options.join(', ')}`, choice.offering);
    }
    if (choices.findIndex((other) => other.group === choice.group && other.offering === choice.offering) !== k) {
      refuse('duplicate', [...path, k, 'offering'], 'each option once', choice.offering);
    }
    own.push(choice);
  }
  for (const { id, min, max } of groups) {
    const count = own.filter(({ group }) => group === id).length;
    if (count < min || count > max) refuse('range', path, `${min} to ${max} options of ${id}`, count);
  }
  return own;
}

/** Refuses choices that none of a line's bundles asks for. */
export function checkGroups<N extends number | bigint>(
  choices: readonly Choice[],
  at: number,
  offerings: readonly CompiledOffering<N>[],
): void {
  const path = ['lines', at, 'choices'];
  const bundles = offerings.flatMap(({ offering: { bundle } }) => bundle ?? []);
  if (bundles.length === 0) refuse('conflict', path, 'no choices for an offering that is no bundle', choices);
  for (const [k, { group }] of choices.entries()) {
    if (!bundles.some(({ groups = [] }) => groups.some(({ id }) => id === group)))
      refuse('unknownReference', [...path, k, 'group'], 'a group of the bundle', group);
  }
}
