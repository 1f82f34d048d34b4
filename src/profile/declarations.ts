import type { FactDeclaration, FactInput, FactsOf } from '../core/facts.js';
import type { ProfileAttribute } from './policy.js';

/** The facts that every profile has. Amounts are in the policy's currency, which replaces the one written here. */
export const standardFacts = [
  { id: 'category', kind: 'text' },
  { id: 'industry', kind: 'text' },
  { id: 'employees', kind: 'integer', min: 0 },
  { id: 'currentOperator', kind: 'text' },
  { id: 'county', kind: 'text' },
  { id: 'grid', kind: 'text' },
  { id: 'patch', kind: 'text' },
  { id: 'owner', kind: 'text' },
  { id: 'unit', kind: 'text' },
  { id: 'unitRole', kind: 'text', values: ['leader', 'staff'] },
  { id: 'unitLeaders', kind: 'textList' },
  { id: 'tenureMonths', kind: 'integer', min: 0 },
  { id: 'services', kind: 'textList' },
  { id: 'serviceCount', kind: 'integer', min: 0 },
  { id: 'breadthPercent', kind: 'number', min: 0, max: 100 },
  { id: 'lines', kind: 'integer', min: 0 },
  { id: 'activeContracts', kind: 'integer', min: 0 },
  { id: 'contractEnd', kind: 'date' },
  { id: 'monthsToContractEnd', kind: 'integer', min: 0 },
  { id: 'monthlyCommitment', kind: 'money', currency: 'XXX' },
  { id: 'monthlyRevenue', kind: 'money', currency: 'XXX' },
  { id: 'monthlyCostToServe', kind: 'money', currency: 'XXX' },
  { id: 'monthlyMargin', kind: 'money', currency: 'XXX' },
  { id: 'arrears', kind: 'money', currency: 'XXX' },
  { id: 'arrearsDays', kind: 'integer', min: 0 },
  { id: 'arrearsClass', kind: 'text' },
  { id: 'latePayments', kind: 'integer', min: 0 },
  { id: 'openDisputes', kind: 'integer', min: 0 },
  { id: 'openComplaints', kind: 'integer', min: 0 },
  { id: 'recentComplaints', kind: 'integer', min: 0 },
  { id: 'openOrders', kind: 'integer', min: 0 },
  { id: 'recentOrders', kind: 'integer', min: 0 },
  { id: 'openFaults', kind: 'integer', min: 0 },
  { id: 'recentFaults', kind: 'integer', min: 0 },
  { id: 'openBillingErrors', kind: 'integer', min: 0 },
  { id: 'recentBillingErrors', kind: 'integer', min: 0 },
  { id: 'rivals', kind: 'textList' },
  { id: 'rivalOffers', kind: 'textList' },
  { id: 'daysSinceRivalSeen', kind: 'integer', min: 0 },
  { id: 'threats', kind: 'textList', values: ['device', 'tariff', 'product', 'relationship'] },
  { id: 'recentThreats', kind: 'textList', values: ['device', 'tariff', 'product', 'relationship'] },
  { id: 'rivalContractEnd', kind: 'date' },
  { id: 'needs', kind: 'textList' },
  { id: 'systemIslands', kind: 'integer', min: 0 },
  { id: 'chainLevels', kind: 'textList', values: ['leader', 'middle', 'staff'] },
  { id: 'hasDecisionMaker', kind: 'flag' },
  { id: 'recentTouches', kind: 'integer', min: 0 },
  { id: 'daysSinceTouch', kind: 'integer', min: 0 },
  { id: 'staleFields', kind: 'textList' },
] as const satisfies readonly FactDeclaration[];

/** The ids of {@link standardFacts}. */
export type StandardFactId = (typeof standardFacts)[number]['id'];

const serviceSuffixes = {
  usage: 'Usage',
  change: 'UsageChangePercent',
  seasonal: 'UsageSeasonalPercent',
  share: 'UsageSharePercent',
  knownMonths: 'UsageKnownMonths',
  silentMonths: 'SilentMonths',
  lines: 'Lines',
} as const;

type ServiceFact = keyof typeof serviceSuffixes;

/** The facts of one service: `broadbandUsage`, `broadbandUsageChangePercent`, `broadbandLines` … */
export type ServiceFactId<S extends string> = `${S}${(typeof serviceSuffixes)[ServiceFact]}`;

/** The ids of a service's facts. */
export function serviceFactIds<S extends string>(service: S): Readonly<Record<ServiceFact, ServiceFactId<S>>> {
  const named = Object.entries(serviceSuffixes).map(([fact, suffix]) => [fact, `${service}${suffix}`]);
  return Object.fromEntries(named) as Record<ServiceFact, ServiceFactId<S>>;
}

/** The facts of a profile, typed by the policy's services and attributes. */
export type ProfileFacts<S extends string, A extends readonly ProfileAttribute[]> = FactsOf<typeof standardFacts> & {
  readonly [Id in ServiceFactId<S>]?: FactInput<{ readonly kind: 'number' }>;
} & { readonly [X in A[number] as X['fact']['id']]?: FactInput<X['fact']> };

/** Declarations of every fact of a profile, for the policies that test them. */
export function declarationsOf(
  currency: string,
  services: readonly { readonly id: string; readonly unit: string }[],
  attributes: readonly ProfileAttribute[],
): readonly FactDeclaration[] {
  const standard = standardFacts.map((fact): FactDeclaration => (fact.kind === 'money' ? { ...fact, currency } : fact));
  const ofServices = services.flatMap(({ id, unit }): readonly FactDeclaration[] => {
    const of = serviceFactIds(id);
    return [
      { id: of.usage, kind: 'number', min: 0, unit },
      { id: of.change, kind: 'number' },
      { id: of.seasonal, kind: 'number' },
      { id: of.share, kind: 'number', min: 0, max: 100 },
      { id: of.knownMonths, kind: 'integer', min: 0 },
      { id: of.silentMonths, kind: 'integer', min: 0 },
      { id: of.lines, kind: 'integer', min: 0 },
    ];
  });
  return [...standard, ...ofServices, ...attributes.map(({ fact }) => fact)];
}
