import { startOfWeek } from 'tenure/core';
import { weeksOf } from 'tenure/outreach';
import type { Plans } from '../plan.js';
import type { Policies } from '../policies.js';
import type { Base } from '../reviewed-base.js';
import type { Summary } from '../summary.js';
import { concentrationChart, heatMap, weeklyPlan } from './charts.js';
import { amount, note, number, percent, section, table, text } from './html.js';

/** What the sections draw on; `name` gives a policy's own name for an id. */
interface Material {
  readonly summary: Summary;
  readonly base: Base;
  readonly plans: Plans;
  readonly policies: Policies;
  readonly name: (id: string) => string;
}

/** A part of the page, or nothing where there is nothing to say. */
export type Section = (material: Material) => string;

const shownRows = 25;

type Counts = readonly { readonly name: string; readonly count: number }[];

const shares = (list: Counts, total: number, name: (id: string) => string) =>
  list.map(({ name: id, count }) => [name(id), count, percent(total === 0 ? 0 : count / total)]);

/** What the money does: the chosen actions and how good the choice is. */
const budget: Section = ({ summary: { allocation, candidates }, plans, name }) =>
  section(
    'What to do with the budget',
    note(
      `${number(allocation.chosen)} of ${number(candidates.offered)} possible actions are worth it within ${text(amount(allocation.budget))}: they cost ${text(amount(allocation.spent))} and are expected to keep ${text(amount(allocation.value))} more than they cost. ${
        allocation.proof === 'optimal'
          ? 'No other choice within the budget is worth more.'
          : `No choice can be worth more than ${text(amount(allocation.upperBound))}.`
      }`,
    ),
    table(
      ['customer', 'what', 'why', 'by', 'who', 'channel', 'cost', 'expected gain'],
      [...plans.chosen]
        .sort((a, b) => b.riskPoints - a.riskPoints || (a.id < b.id ? -1 : 1))
        .slice(0, shownRows)
        .map(({ subject, name: customer, candidate }) => [
          customer ?? subject,
          name(candidate.measure),
          candidate.causes.map(name).join(', '),
          candidate.due,
          name(candidate.owner),
          name(candidate.channel),
          amount(candidate.cost),
          worth(candidate.value),
        ]),
    ),
    plans.chosen.length > shownRows ? note(`The first ${shownRows} by risk; <code>plan.csv</code> has all.`) : '',
  );

function worth(value: Plans['chosen'][number]['candidate']['value']): string {
  if (value.kind === 'incremental') return amount(value.gain);
  return value.kind === 'breakEven' ? `pays from uplift ${value.uplift}` : 'unknown';
}

const byWeek: Section = ({ summary: { schedule: counts }, plans: { schedule } }) => {
  const reasons = counts.unplacedBecause.map(({ name, count }) => `${text(name)} ${number(count)}`).join(', ');
  return section(
    'The plan by week',
    schedule.touches.length === 0 ? note('No touches are planned.') : weeklyPlan(schedule, startOfWeek),
    note(
      `${number(counts.touches)} contacts from ${counts.from} to ${counts.until}; ${number(counts.unplaced)} actions found no place${reasons === '' ? '' : ` (${reasons})`}; ${number(counts.approvals)} approvals to ask for; ${number(counts.orphans)} accounts without an owner on the roster.`,
    ),
    counts.findings.map((finding) => note(`Not used: ${text(finding)}`)).join(''),
  );
};

/** One page for each account manager: this week's contacts, why, what to say first, what needs approval. */
const managers: Section = ({ plans: { schedule, chosen }, policies, name }) => {
  const customers = new Map(chosen.map(({ subject, name: customer }) => [subject, customer ?? subject]));
  const people = new Map(policies.plan.roster.map(({ id, name: person }) => [id, person ?? id]));
  const requests = new Map(schedule.approvals.map(({ action, requestOn }) => [action, requestOn]));
  const first = startOfWeek(schedule.from);
  const pages = weeksOf(schedule).filter(({ week }) => week === first);
  return section(
    `The week from ${schedule.from}, by account manager`,
    ...pages.map(({ person, minutes, touches }) =>
      [
        `<h3 class="page">${text(people.get(person) ?? person)}: ${number(touches.length)} contacts, ${number(minutes)} minutes</h3>`,
        table(
          ['day', 'time', 'customer', 'how', 'what', 'say first', 'approval'],
          touches.map((touch) => [
            touch.date,
            touch.time,
            customers.get(touch.account) ?? touch.account,
            name(touch.channel),
            touch.topics.map(({ topic }) => name(topic)).join(', '),
            touch.topics.map(({ opening = '' }) => opening).join('; '),
            touch.topics
              .flatMap(({ action, approval, requestedOn }) =>
                approval === undefined
                  ? []
                  : requestedOn === undefined
                    ? [`${name(approval)}, ask on ${requests.get(action) ?? 'the day'}`]
                    : [`${name(approval)}, asked on ${requestedOn}`],
              )
              .join('; '),
          ]),
        ),
      ].join(''),
    ),
    pages.length === 0 ? note('Nothing is planned for this week.') : '',
  );
};

const expiry: Section = ({ summary: { expiry: totals }, plans }) =>
  section(
    'Who runs out of contract',
    note(
      `${number(totals.contracts)} contracts end within ${number(totals.window)} days. They bring ${text(amount(totals.value))}; keeping them costs ${text(amount(totals.costToKeep))}${
        totals.unknownCosts === 0 ? '' : `, without the ${number(totals.unknownCosts)} whose cost is unknown`
      }. For ${number(totals.late)} the latest day to call has passed. Of ${number(totals.outside.unknownEnd)} customers the end is unknown.`,
    ),
    table(
      ['customer', 'ends', 'remind', 'latest call', 'value', 'owner'],
      plans.expiry.rows
        .slice(0, shownRows)
        .map((row) => [
          row.customer,
          row.endsOn,
          row.remindOn,
          row.late ? `${row.latestCall} (passed)` : (row.latestCall ?? 'unknown'),
          amount(row.value),
          row.owner ?? 'nobody',
        ]),
    ),
  );

const concentration: Section = ({ summary: { concentration: found }, base, name }) => {
  if (found === null) return '';
  const coefficient = typeof found.gini === 'number' ? found.gini.toFixed(3) : found.gini;
  const holds = typeof found.top20Share === 'number' && found.top20Share >= 0.8;
  return section(
    'How concentrated the value is',
    concentrationChart(base.value.values().filter((value) => !Number.isNaN(value))),
    note(
      `The top 10 % of customers hold ${text(percent(found.top10Share))} of ${text(name(found.fact))}, the top 20 % ${text(percent(found.top20Share))}; Gini ${text(coefficient)}. The 80/20 rule ${holds ? 'holds' : 'does not hold'} in this book.`,
    ),
  );
};

const segments: Section = ({ summary, name }) =>
  [
    summary.tierBySegment === null
      ? ''
      : section(`${name(summary.tierBySegment.dimension)} by tier`, heatMap(summary.tierBySegment, name)),
    ...summary.segments.map(({ dimension, counts }) => {
      const grid = summary.grids.find((entry) => entry.dimension === dimension);
      return section(
        `Segments: ${name(dimension)}`,
        grid === undefined
          ? table(['segment', 'customers', 'share'], shares(counts, summary.rows.decided, name))
          : gridTables(grid, summary, name),
      );
    }),
  ].join('');

/** A grid as one table a figure; rows and columns add up to their margins. */
function gridTables(
  grid: Summary['grids'][number],
  { concentration: found, backtest }: Summary,
  name: Material['name'],
) {
  const all = (ids: readonly string[]): readonly (string | null)[] => [...ids, null];
  const shown = (figure: (cell: (typeof grid.cells)[number]) => string | number): string =>
    table(
      ['', ...all(grid.columns).map((id) => (id === null ? 'all' : name(id)))],
      all(grid.rows).map((row) => [
        row === null ? 'all' : name(row),
        ...all(grid.columns).map((column) =>
          figure(grid.cells.find((cell) => cell.row === row && cell.column === column)!),
        ),
      ]),
    );
  return [
    note('Customers'),
    shown(({ customers }) => customers),
    found === null
      ? ''
      : note(`${text(name(found.fact))}: sum, and mean of a customer`) +
        shown(({ customers, value, meanValue }) => (customers === 0 ? '' : `${amount(value)} (${amount(meanValue)})`)),
    backtest === null
      ? ''
      : note(text(name(backtest.outcome))) +
        shown(({ cameTrue, rate }) => (cameTrue === null ? '' : `${number(cameTrue)} (${percent(rate)})`)),
  ].join('');
}

const movers: Section = ({ summary, name }) =>
  summary.comparisons
    .map(({ title, customers, moved, names, counts }) =>
      section(
        `Who moves: ${title}`,
        note(`${number(moved)} of ${number(customers)} customers move. Rows are before, columns after.`),
        table(
          ['', ...names.map(name)],
          names.map((from, row) => [name(from), ...counts[row]!]),
        ),
      ),
    )
    .join('');

const quotes: Section = ({ summary: { quotes: found }, name }) =>
  found === null
    ? ''
    : section(
        'What they would pay',
        note(
          `The plan’s offer, quoted to every customer of whom enough is known: ${text(amount(found.total))} a period in all.`,
        ),
        table(
          ['verdict', 'customers'],
          found.verdicts.map(({ name: id, count }) => [name(id), count]),
        ),
      );

const funnel: Section = ({ summary: { funnel: found } }) =>
  found === null
    ? ''
    : section(
        'The funnel',
        note(
          `${number(found.opportunities)} opportunities from ${number(found.events)} events. ${number(found.lapsed)} lapsed for want of a touch, ${number(found.overdue)} follow-ups are overdue${
            found.rejected === 0 ? '' : `, ${number(found.rejected)} events could not be used`
          }.`,
        ),
        table(
          ['stage', 'opportunities'],
          found.stages.map(({ name, count }) => [name, count]),
        ),
      );

const risk: Section = ({ summary: { risk: bands, rows, backtest }, name }) =>
  section(
    'Risk',
    table(['band', 'customers', 'share'], shares(bands, rows.decided, name)),
    ...(backtest === null
      ? []
      : [
          note(
            `Judged by ${text(name(backtest.outcome))}, which came true for ${number(backtest.events)} of ${number(backtest.customers)}: area under the curve ${text(backtest.auc)} (0.5 is chance).`,
          ),
          table(
            ['band', 'customers', 'came true', 'rate'],
            backtest.bands.map(({ name: id, n, yes, rate }) => [name(id), n, yes, percent(rate)]),
          ),
        ]),
  );

const rates: Section = ({ summary, name }) =>
  summary.rates
    .map(({ flag, by, rows }) =>
      section(
        `${name(flag)} by ${name(by)}`,
        table(
          [name(by), 'customers', 'yes', 'rate'],
          rows.map((row) => [String(Object.values(row)[0]), row.n, row.yes, percent(row.rate)]),
        ),
      ),
    )
    .join('');

const unknowns: Section = ({ summary: { missing, assumed }, name }) =>
  [
    section(
      'What is not known',
      note('Facts whose absence could have changed a decision. Unknown is never taken for zero.'),
      table(
        ['fact', 'customers'],
        missing.map(({ fact, customers }) => [name(fact), customers]),
      ),
    ),
    assumed.length === 0
      ? ''
      : section(
          'Taken for granted',
          note('The book does not say these; the mapping assumes them.'),
          table(
            ['fact', 'value', 'why'],
            assumed.map(({ fact, value, why }) => [
              name(fact),
              typeof value === 'string' ? value : JSON.stringify(value),
              why,
            ]),
          ),
        ),
  ].join('');

const behind: Section = ({ summary: { policies, rows } }) =>
  section(
    'Behind this page',
    table(
      ['policy', 'version', 'digest'],
      policies.map(({ kind, id, version, digest }) => [`${kind}: ${id}`, version, digest]),
    ),
    note(
      `${number(rows.rows)} rows read, ${number(rows.decided)} decided, ${number(rows.rejected)} rejected (<code>rejects.csv</code> says where and why). Every decision with its reasons stands in <code>decisions.jsonl</code>.`,
    ),
  );

/** The page from top to bottom: what a marketing head asks first stands first. */
export const sections: readonly Section[] = [
  budget,
  byWeek,
  expiry,
  concentration,
  segments,
  movers,
  quotes,
  funnel,
  risk,
  rates,
  managers,
  unknowns,
  behind,
];
