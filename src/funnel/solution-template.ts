import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { Label } from '../core/label.js';

/** A part of a solution: a function, a device, a partner. */
export interface SolutionPart {
  readonly id: string;
  readonly label?: Label | undefined;
}

/** An industry solution as it was built once (行业解决方案), to be built again for others. */
export interface SolutionTemplate {
  readonly id: string;
  /** The organisation through which an industry is won, such as its regulator. */
  readonly anchor: string;
  readonly functions: readonly SolutionPart[];
  readonly devices: readonly SolutionPart[];
  readonly partners: readonly SolutionPart[];
  readonly network: string;
  readonly platform: string;
  /** The levels of relationship that carried it, from the top. */
  readonly relationshipLevels: readonly string[];
}

/**
 * Replicates a solution for another industry: another anchor, functions and devices renamed one by one, the structure
 * kept.
 *
 * @param renamed - the part that stands in another's place, by the id that it replaces; others keep their names
 * @throws InputError `unknownReference` for a part that the template does not have
 */
export function replicateSolution(
  template: SolutionTemplate,
  to: { readonly id: string; readonly anchor: string },
  renamed: readonly { readonly part: string; readonly by: SolutionPart }[],
): SolutionTemplate {
  const parts = [...template.functions, ...template.devices, ...template.partners].map(({ id }) => id);
  const issues = renamed.flatMap(({ part }, index): Issue[] =>
    parts.includes(part)
      ? []
      : [issue('unknownReference', ['renamed', index, 'part'], `one of ${parts.join(', ')}`, part)],
  );
  if (issues.length > 0) throw new InputError(issues, 'renamed');
  const names = new Map(renamed.map(({ part, by }) => [part, by]));
  const rename = (list: readonly SolutionPart[]): readonly SolutionPart[] =>
    list.map((part) => names.get(part.id) ?? part);
  return {
    ...template,
    id: to.id,
    anchor: to.anchor,
    functions: rename(template.functions),
    devices: rename(template.devices),
    partners: rename(template.partners),
  };
}
