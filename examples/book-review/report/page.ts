import { labelLookup } from 'tenure/core';
import type { Plans } from '../plan.js';
import type { Policies } from '../policies.js';
import type { Base } from '../reviewed-base.js';
import type { Summary } from '../summary.js';
import { amount, number, style, text } from './html.js';
import { sections } from './sections.js';

/** One self-contained page; nothing is fetched and nothing runs in it. */
export function reportPage(summary: Summary, base: Base, plans: Plans, policies: Policies): string {
  const name = namesOf(policies);
  const title = `${summary.title}, as of ${summary.asOf}`;
  const material = { summary, base, plans, policies, name };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><style>${style}</style></head><body><main>
<h1>${text(title)}</h1>
${summary.synthetic ? banner : ''}
<ul class="tiles">${tiles(summary, name)
    .map(([label, value]) => `<li><b>${text(value)}</b><span>${text(label)}</span></li>`)
    .join('')}</ul>
${sections.map((part) => part(material)).join('\n')}
</main></body></html>
`;
}

const banner =
  '<p class="banner">Synthetic book: these customers are made up by a seeded generator, sized after published figures of the practice. No figure here is about a real company.</p>';

function tiles({ rows, left, tiers, risk, totals, expiry }: Summary, name: (id: string) => string) {
  const count = (list: readonly { readonly name: string; readonly count: number }[], id: string): string =>
    number(list.find((entry) => entry.name === id)?.count ?? 0);
  return [
    ['customers decided', number(rows.decided)],
    ['rows rejected', number(rows.rejected)],
    ['have left', number(left)],
    ['most valuable (MVC)', count(tiers, 'MVC')],
    ['below zero (BZ)', count(tiers, 'BZ')],
    ['unrated', count(tiers, 'UNRATED')],
    ['red risk', count(risk, 'red')],
    ['contracts ending', number(expiry.contracts)],
    ...totals.map(({ fact, sum }) => [name(fact), amount(sum)] as const),
  ] as const;
}

/** Names as the policies give them, ids where they give none. */
function namesOf({ segment, classify, assess, retain, contact, funnel }: Policies): (id: string) => string {
  const { measures, causes, owners, channels } = retain.policy;
  const { dimensions } = segment.policy;
  const { bands, warnings = [] } = assess.policy;
  const name = labelLookup([
    measures,
    causes,
    owners,
    channels,
    contact.channels,
    contact.approvals,
    bands,
    warnings,
    classify.policy.tiers,
    dimensions,
    ...dimensions.map((dimension) =>
      'segments' in dimension ? dimension.segments : 'bands' in dimension ? dimension.bands : [],
    ),
    funnel?.policy.stages ?? [],
    ...[segment, classify, assess, retain].map(({ policy }) => policy.facts),
  ]);
  return (id) => name(id, 'en');
}
