import type { ProductOffering } from './catalogue.js';
import { refuse } from './refuse.js';
import type { Choice, RequestLine } from './request.js';

/** The choices of a line that belong to a bundle, checked against its groups. */
export function chosen(line: RequestLine, at: number, { bundle }: ProductOffering): readonly Choice[] {
  const groups = bundle?.groups ?? [];
  const choices = line.choices ?? [];
  const path = ['lines', at, 'choices'];
  for (const [k, choice] of choices.entries()) {
    const group = groups.find(({ id }) => id === choice.group);
    if (group === undefined) refuse('unknownReference', [...path, k, 'group'], 'a group of the bundle', choice.group);
    if (!group.options.includes(choice.offering)) {
      refuse('unknownReference', [...path, k, 'offering'], `one of ${group.options.join(', ')}`, choice.offering);
    }
    if (choices.findIndex((other) => other.group === choice.group && other.offering === choice.offering) !== k) {
      refuse('duplicate', [...path, k, 'offering'], 'each option once', choice.offering);
    }
  }
  for (const { id, min, max } of groups) {
    const count = choices.filter(({ group }) => group === id).length;
    if (count < min || count > max) refuse('range', path, `${min} to ${max} options of ${id}`, count);
  }
  return choices;
}
