import { type Language, labelLookup } from '../core/label.js';
import type { FunnelPolicy } from '../funnel/policy.js';

/** How a funnel is drawn. */
export interface MermaidOptions {
  readonly language: Language;
  /** `guards` writes under each arrow what the move asks for; `moves` the move's name alone. */
  readonly detail: 'moves' | 'guards';
  /** Whether to draw moves that record work and leave the stage as a loop. */
  readonly records?: boolean | undefined;
}

/**
 * Draws a funnel as a Mermaid state diagram: stages, moves, what each asks for, and the lapses that time makes.
 *
 * @param policy - a checked policy, as in `funnel.policy`
 * @returns text for Mermaid 11 (`stateDiagram-v2`); names of any spelling are escaped
 * @example
 * funnelDiagram({ stages: [{ id: 'lead', kind: 'won' }], guards: [], moves: [{ id: 'find', on: 'find', to: 'lead' }] }, { language: 'en', detail: 'moves' }).split('\n')[0] //=> 'stateDiagram-v2'
 */
export function funnelDiagram(
  policy: Pick<FunnelPolicy, 'stages' | 'guards' | 'moves' | 'lapses'>,
  { language, detail, records = false }: MermaidOptions,
): string {
  const { stages, guards, moves, lapses = [] } = policy;
  const lists = { stages, guards, moves, lapses };
  const name = (list: keyof typeof lists, id: string): string => escapeText(labelLookup([lists[list]])(id, language));
  const nodes = new Map(stages.map(({ id }, index) => [id, `s${index}`]));
  const lines = ['stateDiagram-v2', '  direction LR'];
  for (const { id } of stages) lines.push(`  state "${name('stages', id)}" as ${nodes.get(id)!}`);
  const arrow = (from: string, to: string, text: string): void => {
    lines.push(`  ${from} --> ${to}: ${text}`);
  };
  for (const { id, from, to, guards: asked = [] } of moves) {
    const asks = detail === 'guards' ? asked.map((guard) => name('guards', guard)) : [];
    const text = asks.length === 0 ? name('moves', id) : `${name('moves', id)} [${asks.join(', ')}]`;
    if (from === undefined) arrow('[*]', nodes.get(to!)!, text);
    else if (to !== undefined) for (const stage of from) arrow(nodes.get(stage)!, nodes.get(to)!, text);
    else if (records) for (const stage of from) arrow(nodes.get(stage)!, nodes.get(stage)!, text);
  }
  const after = { en: (days: number) => `after ${days} days`, zh: (days: number) => `${days} 天后` }[language];
  for (const { id, from, to, afterDays } of lapses) {
    for (const stage of from) arrow(nodes.get(stage)!, nodes.get(to)!, `${name('lapses', id)} (${after(afterDays)})`);
  }
  for (const { id, kind } of stages) if (kind === 'lost' || kind === 'left') lines.push(`  ${nodes.get(id)!} --> [*]`);
  return `${lines.join('\n')}\n`;
}

/** Writes everything but letters, digits and plain signs as Mermaid's entity codes. */
function escapeText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} _.()/+-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
