import { labelLookup, startOfWeek } from 'tenure/core';
import type { Plans } from '../plan.js';
import type { Policies } from '../policies.js';
import type { Base } from '../reviewed-base.js';
import type { Summary } from '../summary.js';
import { concentrationChart, heatMap, weeklyPlan } from './charts.js';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything that comes from a book or a policy is text, never markup. */
const text = (value: unknown): string => String(value).replaceAll(/[&<>"']/g, (sign) => escapes[sign]!);
const number = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number | string): string =>
  typeof share === 'number' ? `${(100 * share).toFixed(1)} %` : text(share);
const amount = ({ amount, currency }: { readonly amount: string; readonly currency: string }): string =>
  `${amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')} ${currency}`;

type Cells = readonly (string | number)[];

/** A table of ready cells; the first column is text, the rest is set right. */
function table(head: readonly string[], rows: readonly Cells[]): string {
  if (rows.length === 0) return '<p class="none">Nothing to show.</p>';
  const line = (cells: Cells, tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${text(typeof cell === 'number' ? number(cell) : cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="scroll"><table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table></div>`;
}

const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${text(title)}</h2>${parts.join('')}</section>`;
const note = (html: string): string => `<p>${html}</p>`;
const counts = (list: readonly { readonly name: string; readonly count: number }[], total: number): readonly Cells[] =>
  list.map(({ name, count }) => [name, count, percent(total === 0 ? 0 : count / total)]);

const shownRows = 25;

/** One self-contained page: what a marketing head asks first stands first. */
export function reportPage(summary: Summary, base: Base, plans: Plans, policies: Policies): string {
  const { rows, allocation, concentration, expiry } = summary;
  const name = namesOf(policies);
  const title = `${summary.title}, as of ${summary.asOf}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><style>${style}</style></head><body><main>
<h1>${text(title)}</h1>
${summary.synthetic ? '<p class="banner">Synthetic book: these customers are made up by a seeded generator, sized after published figures of the practice. No figure here is about a real company.</p>' : ''}
<ul class="tiles">${tiles(summary, name)
    .map(([label, value]) => `<li><b>${text(value)}</b><span>${text(label)}</span></li>`)
    .join('')}</ul>
${section(
  'What to do with the budget',
  note(
    `${number(allocation.chosen)} of ${number(summary.candidates.offered)} possible actions are worth it within ${text(amount(allocation.budget))}: they cost ${text(amount(allocation.spent))} and are expected to keep ${text(amount(allocation.value))} more than they cost. ${allocation.proof === 'optimal' ? 'No other choice within the budget is worth more.' : `No choice can be worth more than ${text(amount(allocation.upperBound))}.`}`,
  ),
  table(
    ['customer', 'what', 'why', 'by', 'who', 'channel', 'cost', 'expected gain'],
    [...plans.chosen]
      .sort((a, b) => b.riskPoints - a.riskPoints || (a.id < b.id ? -1 : 1))
      .slice(0, shownRows)
      .map(({ subject, name: customer, candidate }) => [
        customer ?? subject,
        name(candidate.measure),
        candidate.causes.map((cause) => name(cause)).join(', '),
        candidate.due,
        name(candidate.owner),
        name(candidate.channel),
        candidate.cost === null ? 'unknown' : amount(candidate.cost),
        candidate.value.kind === 'incremental'
          ? amount(candidate.value.gain)
          : candidate.value.kind === 'breakEven'
            ? `pays from uplift ${candidate.value.uplift}`
            : 'unknown',
      ]),
  ),
  plans.chosen.length > shownRows ? note(`The first ${shownRows} by risk; <code>plan.csv</code> has all.`) : '',
)}
${section('The plan by week', plans.schedule.touches.length === 0 ? note('No touches are planned.') : weeklyPlan(plans.schedule, startOfWeek), note(`${number(summary.schedule.touches)} contacts from ${summary.schedule.from} to ${summary.schedule.until}; ${number(summary.schedule.unplaced)} actions found no place${summary.schedule.unplacedBecause.length === 0 ? '' : ` (${summary.schedule.unplacedBecause.map(({ name, count }) => `${text(name)} ${number(count)}`).join(', ')})`}; ${number(summary.schedule.approvals)} approvals to ask for; ${number(summary.schedule.orphans)} accounts without an owner on the roster.`))}
${section(
  'Who runs out of contract',
  note(
    `${number(expiry.contracts)} contracts end within ${number(expiry.window)} days. They bring ${text(amount(expiry.value))}; keeping them costs ${text(amount(expiry.costToKeep))}${expiry.unknownCosts === 0 ? '' : `, without the ${number(expiry.unknownCosts)} whose cost is unknown`}. For ${number(expiry.late)} the latest day to call has passed.`,
  ),
  table(
    ['customer', 'ends', 'remind', 'latest call', 'value', 'owner'],
    plans.expiry.rows
      .slice(0, shownRows)
      .map((row) => [
        row.customer,
        row.endsOn,
        row.remindOn,
        row.late ? `${row.latestCall} (passed)` : row.latestCall,
        row.value === null ? 'unknown' : amount(row.value),
        row.owner ?? 'nobody',
      ]),
  ),
)}
${concentration === null ? '' : section('How concentrated the value is', concentrationChart(base.value.values().filter((value) => !Number.isNaN(value))), note(`The top 10 % of customers hold ${percent(concentration.top10Share)} of ${text(name(concentration.fact))}, the top 20 % ${percent(concentration.top20Share)}; Gini ${text(concentration.gini)}. ${typeof concentration.top20Share === 'number' && concentration.top20Share >= 0.8 ? 'The 80/20 rule holds.' : 'The 80/20 rule does not hold in this book.'}`))}
${summary.tierBySegment === null ? '' : section(`Segment (${summary.tierBySegment.dimension}) by tier`, heatMap(summary.tierBySegment))}
${section(
  'Risk',
  table(['band', 'customers', 'share'], counts(summary.risk, rows.decided)),
  summary.backtest === null
    ? ''
    : note(
        `Judged by ${text(name(summary.backtest.outcome))}, which came true for ${number(summary.backtest.events)} of ${number(summary.backtest.customers)}: area under the curve ${text(summary.backtest.auc)} (0.5 is chance).`,
      ),
  summary.backtest === null
    ? ''
    : table(
        ['band', 'customers', 'came true', 'rate'],
        summary.backtest.bands.map(({ name, n, yes, rate }) => [name, n, yes, percent(rate)]),
      ),
)}
${summary.rates
  .map(({ flag, by, rows: rateRows }) =>
    section(
      `${flag} by ${by}`,
      table(
        [by, 'customers', 'yes', 'rate'],
        rateRows.map((row) => [
          String(row[by as keyof typeof row]),
          row.n,
          row.yes,
          row.rate === null ? 'unknown' : percent(row.rate),
        ]),
      ),
    ),
  )
  .join('')}
${section(
  'What is not known',
  note('Facts whose absence could have changed a decision. Unknown is never taken for zero.'),
  table(
    ['fact', 'customers'],
    summary.missing.map(({ fact, customers }) => [name(fact), customers]),
  ),
)}
${
  summary.assumed.length === 0
    ? ''
    : section(
        'Taken for granted',
        note('The book does not say these; the mapping assumes them.'),
        table(
          ['fact', 'value', 'why'],
          summary.assumed.map(({ fact, value, why }) => [
            fact,
            typeof value === 'string' ? value : JSON.stringify(value),
            why,
          ]),
        ),
      )
}
${section(
  'Behind this page',
  table(
    ['policy', 'version', 'digest'],
    summary.policies.map(({ kind, id, version, digest }) => [`${kind}: ${id}`, version, digest]),
  ),
  note(
    `${number(rows.rows)} rows read, ${number(rows.decided)} decided, ${number(rows.rejected)} rejected (<code>rejects.csv</code> says where and why). Every decision with its reasons stands in <code>decisions.jsonl</code>.`,
  ),
)}
</main></body></html>
`;
}

function tiles(
  { rows, left, tiers, risk, totals, expiry }: Summary,
  name: (id: string) => string,
): readonly (readonly [string, string])[] {
  const count = (list: readonly { readonly name: string; readonly count: number }[], id: string): number =>
    list.find((entry) => entry.name === id)?.count ?? 0;
  return [
    ['customers decided', number(rows.decided)],
    ['rows rejected', number(rows.rejected)],
    ['have left', number(left)],
    ['most valuable (MVC)', number(count(tiers, 'MVC'))],
    ['below zero (BZ)', number(count(tiers, 'BZ'))],
    ['unrated', number(count(tiers, 'UNRATED'))],
    ['red risk', number(count(risk, 'red'))],
    ['contracts ending', number(expiry.contracts)],
    ...totals.map(({ fact, sum }) => [name(fact), sum === null ? 'unknown' : amount(sum)] as const),
  ];
}

/** Names as the policies give them, ids where they give none. */
function namesOf({ segment, classify, assess, retain, contact, funnel }: Policies): (id: string) => string {
  const { measures, causes, owners, channels } = retain.policy;
  const facts = [segment, classify, assess, retain].map(({ policy }) => policy.facts);
  const dimensions = segment.policy.dimensions;
  const name = labelLookup([
    measures,
    causes,
    owners,
    channels,
    contact.approvals,
    contact.channels,
    assess.policy.bands,
    assess.policy.warnings ?? [],
    classify.policy.tiers,
    dimensions,
    funnel?.policy.stages ?? [],
    ...facts,
  ]);
  return (id) => name(id, 'en');
}

const style = `
:root{color-scheme:light;font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC",sans-serif;color:#14212c;background:#f5f7f9}
body{margin:0}main{max-width:1080px;margin:0 auto;padding:24px}
h1{font-size:24px;margin:8px 0 16px}h2{font-size:17px;margin:0 0 8px}
section{background:#fff;border:1px solid #dfe5ea;border-radius:8px;padding:16px 20px;margin:16px 0}
.banner{background:#fff4d6;border:1px solid #e5c868;border-radius:8px;padding:10px 14px}
.tiles{list-style:none;display:flex;flex-wrap:wrap;gap:12px;padding:0;margin:16px 0}
.tiles li{background:#fff;border:1px solid #dfe5ea;border-radius:8px;padding:10px 16px;min-width:110px}
.tiles b{display:block;font-size:20px}.tiles span{color:#51606f;font-size:13px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:5px 10px;border-bottom:1px solid #edf0f3;white-space:nowrap}
th{color:#51606f;font-weight:600}svg{max-width:100%;height:auto}.none{color:#51606f}code{background:#eef2f5;padding:1px 4px;border-radius:3px}
@media print{body{background:#fff}section{break-inside:avoid}}`;
