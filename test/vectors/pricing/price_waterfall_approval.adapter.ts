import { type Adjustment, compilePricingJson, type Effect } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { quoteOf } from './quoted.js';

interface Step {
  readonly name: string;
  readonly amount?: string;
  readonly percent?: string;
}

interface Case {
  readonly id: string;
  readonly input: {
    readonly listPrice?: string;
    readonly onInvoice?: readonly Step[];
    readonly offInvoice?: readonly Step[];
    readonly cost?: string;
    readonly unitOverride?: string;
    readonly quantity?: number;
    readonly bands?: readonly (readonly [from: string, to: string | null, level: string])[];
  };
  readonly expected: {
    readonly levels?: readonly (readonly [name: string, amount: string])[];
    readonly lostFromList?: string;
    readonly discount?: string;
    readonly invoicePrice?: string;
    readonly net?: string;
  };
}

const levelNames = new Map<string, string>([
  ['List Price', 'list'],
  ['Invoice Price', 'invoice'],
  ['Pocket Price', 'pocket'],
  ['COGS', 'cost'],
  ['Pocket Margin', 'margin'],
]);

const off = ({ amount, percent }: Step): Effect =>
  amount === undefined ? { kind: 'percentOff', percent: percent ?? '0', of: 'list' } : { kind: 'amountOff', amount };

function waterfall({ id, input, expected }: Case): VectorOutcome {
  const { listPrice = '0', onInvoice = [], offInvoice = [], cost, quantity = 1, unitOverride } = input;
  const steps = (stage: 'volume' | 'offInvoice', list: readonly Step[]): readonly Adjustment[] =>
    list.map((step, priority) => ({ id: step.name, stage, priority, effect: off(step) }));
  const override: readonly Adjustment[] =
    unitOverride === undefined
      ? []
      : [{ id: 'override', stage: 'promotion', priority: 0, effect: { kind: 'unitPrice', amount: unitOverride } }];
  const { waterfall: reached, total } = quoteOf({
    lines: [{ charge: { model: 'perUnit', amount: listPrice }, quantity, ...(cost === undefined ? {} : { cost }) }],
    adjustments: [...steps('volume', onInvoice), ...steps('offInvoice', offInvoice), ...override],
  });
  const at = (name: string): string =>
    reached.find(({ step, id: adjustment }) => (adjustment ?? step) === (levelNames.get(name) ?? name))?.amount
      ?.amount ?? 'NaN';
  const list = Number(listPrice) * quantity;
  return judged(id, [
    ...(expected.levels ?? []).flatMap(([name, amount]) => differs(name, amount, at(name))),
    ...(expected.lostFromList === undefined
      ? []
      : differs('lost', expected.lostFromList, list - Number(at('Pocket Margin')))),
    ...(expected.discount === undefined ? [] : differs('discount', expected.discount, list - Number(total.amount))),
    ...(expected.invoicePrice === undefined ? [] : differs('invoice', expected.invoicePrice, total.amount)),
    ...(expected.net === undefined ? [] : differs('net', expected.net, total.amount)),
  ]);
}

/** The source leaves open who owns a boundary; ours must be able to say both, and then decide by it. */
function bands({ id, input }: Case): VectorOutcome {
  const list = input.bands ?? [];
  const policy = (bound: 'upTo' | 'below') => ({
    kind: 'pricing',
    id: 'bands',
    version: '1',
    currency: 'USD',
    rounding: { mode: 'halfUp' },
    allocation: 'largestRemainder',
    facts: [],
    specifications: [],
    prices: [{ id: 'p', priceType: 'recurring', charge: { model: 'perUnit', amount: '1000' } }],
    offerings: [{ id: 'o', prices: ['p'] }],
    adjustments: [],
    authority: {
      from: 'list',
      to: 'invoice',
      chain: 'sequential',
      levels: [{ id: 'self' }, ...list.map(([, , level]) => ({ id: level }))],
      rules: [
        {
          id: 'bands',
          bands: [
            { [bound]: list[0]?.[0] ?? '0', level: 'self' },
            ...list.map(([, to, level]) => (to === null ? { level } : { [bound]: to, level })),
          ],
        },
      ],
    },
  });
  const levelAt = (bound: 'upTo' | 'below', percent: string) =>
    compilePricingJson(policy(bound))(
      { lines: [{ offering: 'o' }], discount: { kind: 'percent', percent } },
      { asOf: '2026-01-01' },
    ).outcome.approval?.level;
  const complaints = list.flatMap(([, to, level], at) => {
    if (to === null) return [];
    const next = list[at + 1]?.[2];
    const found = [levelAt('upTo', to), levelAt('below', to)];
    return found[0] === level && found[1] === next ? [] : [`${to} %: ${found}`];
  });
  return judged(id, complaints);
}

function judge(one: Case): VectorOutcome {
  const { id, input } = one;
  return attempt(id, () => {
    if (input.bands !== undefined) return bands(one);
    return input.listPrice === undefined ? unsupported(id, 'neither a price nor bands') : waterfall(one);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
