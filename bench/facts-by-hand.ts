import type { CustomerRecord } from 'tenure/profile';

/*
 * The facts of `profile.bench.ts` as one would write them for one policy, one day and records known to be sound: three services, windows of
 * three and nine months, yuan. Nothing is checked, no fault is named, no consent is asked.
 */

const today = Date.UTC(2013, 0, 15) / 86_400_000;
const dayOf = (date: string): number => Date.parse(date) / 86_400_000;
const monthsBack = (month: string): number =>
  2012 * 12 + 12 - (Number(month.slice(0, 4)) * 12 + Number(month.slice(5)));
const fen = ({ amount }: { readonly amount: string }): number => Math.round(Number(amount) * 100);
const yuan = (units: number) => ({ amount: (units / 100).toFixed(2), currency: 'CNY' });
const unknown = null;

function wholeMonths(from: string, to: string): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return Number(to.slice(8)) >= Number(from.slice(8)) ? months : months - 1;
}

function meanOf(values: readonly (number | undefined)[], first: number, count: number): number | null {
  let sum = 0;
  let known = 0;
  for (let at = first; at < first + count; at += 1) {
    const value = values[at];
    if (value === undefined) continue;
    sum += value;
    known += 1;
  }
  return known >= 2 ? sum / known : null;
}

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : (part * 100) / whole;

function usageOf(record: CustomerRecord, service: string) {
  const amounts: (number | undefined)[] = new Array(15).fill(undefined);
  for (const entry of record.usage ?? []) {
    const back = entry.service === service ? monthsBack(entry.month) : -1;
    if (back >= 0 && back < 15 && entry.amount !== null) amounts[back] = entry.amount;
  }
  const now = meanOf(amounts, 0, 3);
  const baseline = meanOf(amounts, 3, 9);
  let silent = 0;
  while (amounts[silent] === 0) silent += 1;
  let both = 0;
  let thisYear = 0;
  let lastYear = 0;
  for (let at = 0; at < 3; at += 1) {
    const [a, b] = [amounts[at], amounts[at + 12]];
    if (a === undefined || b === undefined) continue;
    both += 1;
    thisYear += a;
    lastYear += b;
  }
  return {
    now,
    change: now === null ? null : percentOf(now - (baseline ?? 0), baseline),
    seasonal: both >= 2 ? percentOf(thisYear - lastYear, lastYear) : null,
    known: amounts.slice(0, 3).filter((amount) => amount !== undefined).length,
    silent: silent === 0 && amounts[0] === undefined ? null : silent,
  };
}

function moneyOf(record: CustomerRecord) {
  const billed: (number | undefined)[] = [undefined, undefined, undefined];
  const cost: (number | undefined)[] = [undefined, undefined, undefined];
  const margin: (number | undefined)[] = [undefined, undefined, undefined];
  for (const entry of record.billing ?? []) {
    const back = monthsBack(entry.month);
    if (back < 0 || back >= 3) continue;
    if (entry.billed) billed[back] = fen(entry.billed);
    if (entry.costToServe) cost[back] = fen(entry.costToServe);
    if (entry.billed && entry.costToServe) margin[back] = fen(entry.billed) - fen(entry.costToServe);
  }
  const mean = (values: readonly (number | undefined)[]) => {
    const units = meanOf(values, 0, 3);
    // Half up, away from zero.
    return units === null ? unknown : yuan(Math.sign(units) * Math.round(Math.abs(units)));
  };
  let owed = 0;
  let oldest = 0;
  let late = 0;
  for (const { due, paidOn, amount, isDisputed } of record.invoices ?? []) {
    const age = today - dayOf(due);
    if (paidOn === undefined && !isDisputed && age > 0) {
      owed += fen(amount);
      oldest = Math.max(oldest, age);
    }
    if (paidOn !== undefined && paidOn > due && today - dayOf(paidOn) < 90) late += 1;
  }
  return {
    monthlyRevenue: mean(billed),
    monthlyCostToServe: mean(cost),
    monthlyMargin: mean(margin),
    arrears: yuan(owed),
    arrearsDays: oldest,
    arrearsClass: oldest === 0 ? 'none' : oldest <= 30 ? 'short' : 'long',
    latePayments: late,
    openDisputes: record.invoices?.filter(({ isDisputed }) => isDisputed).length ?? unknown,
  };
}

function contractsOf(record: CustomerRecord) {
  const running = (record.contracts ?? []).filter(
    ({ start, end }) => start <= '2013-01-15' && (end ?? '9') >= '2013-01-15',
  );
  const end = running.map((contract) => contract.end ?? '9999').sort()[0];
  return {
    activeContracts: running.length,
    contractEnd: end ?? unknown,
    monthsToContractEnd: end === undefined ? unknown : wholeMonths('2013-01-15', end),
    monthlyCommitment: yuan(
      running.reduce((sum, { monthlyFee }) => sum + (monthlyFee ? fen(monthlyFee) : Number.NaN), 0),
    ),
  };
}

/** The same facts as the profile's, by hand. */
export function factsByHand(record: CustomerRecord): Readonly<Record<string, unknown>> {
  const place = record.organisation?.[0];
  const held = (record.services ?? []).filter(({ until = '9' }) => until >= '2013-01-15');
  const linesOf = (service: string) =>
    held.reduce((sum, holding) => (holding.service === service ? sum + (holding.lines ?? 0) : sum), 0);
  const money = moneyOf(record);
  const contracts = contractsOf(record);
  const voice = usageOf(record, 'voice');
  const broadband = usageOf(record, 'broadband');
  const mobileData = usageOf(record, 'mobileData');
  const gigabytes = broadband.now === null || mobileData.now === null ? null : broadband.now + mobileData.now;
  const since = (date: string) => today - dayOf(date);
  const complaints = record.complaints ?? [];
  const rivals = record.rivals ?? [];
  const threats = [...new Set(rivals.flatMap(({ threat }) => threat ?? []))].sort();
  const touches = (record.touches ?? []).map(({ on }) => since(on));
  return {
    category: record.category,
    industry: record.industry,
    employees: record.employees,
    currentOperator: record.currentOperator ?? unknown,
    county: place?.county ?? unknown,
    grid: place?.grid ?? unknown,
    patch: place?.patch ?? unknown,
    owner: place?.owner ?? unknown,
    unit: unknown,
    unitRole: unknown,
    unitLeaders: unknown,
    tenureMonths: record.since === undefined ? unknown : wholeMonths(record.since, '2013-01-15'),
    services: held.map(({ service }) => service).sort(),
    serviceCount: held.length,
    breadthPercent: (held.length * 100) / 3,
    lines: linesOf('voice') + linesOf('broadband') + linesOf('mobileData'),
    activeContracts: contracts.activeContracts,
    contractEnd: contracts.contractEnd,
    monthsToContractEnd: contracts.monthsToContractEnd,
    monthlyCommitment: contracts.monthlyCommitment,
    monthlyRevenue: money.monthlyRevenue,
    monthlyCostToServe: money.monthlyCostToServe,
    monthlyMargin: money.monthlyMargin,
    arrears: money.arrears,
    arrearsDays: money.arrearsDays,
    arrearsClass: money.arrearsClass,
    latePayments: money.latePayments,
    openDisputes: money.openDisputes,
    openComplaints: complaints.filter(({ closedOn = '9' }) => closedOn > '2013-01-15').length,
    recentComplaints: complaints.filter(({ on }) => since(on) < 90).length,
    openOrders: unknown,
    recentOrders: unknown,
    openFaults: unknown,
    recentFaults: unknown,
    openBillingErrors: unknown,
    recentBillingErrors: unknown,
    rivals: [...new Set(rivals.map(({ rival }) => rival))].sort(),
    rivalOffers: rivals.flatMap(({ offer }) => offer ?? []),
    daysSinceRivalSeen: rivals.length === 0 ? unknown : Math.min(...rivals.map(({ seenOn }) => since(seenOn))),
    threats,
    recentThreats: threats,
    rivalContractEnd: unknown,
    needs: unknown,
    systemIslands: unknown,
    chainLevels: unknown,
    hasDecisionMaker: unknown,
    recentTouches: touches.filter((days) => days < 90).length,
    daysSinceTouch: touches.length === 0 ? unknown : Math.min(...touches),
    staleFields: [],
    voiceUsage: voice.now,
    voiceUsageChangePercent: voice.change,
    voiceUsageSeasonalPercent: voice.seasonal,
    voiceUsageSharePercent: percentOf(voice.now, voice.now),
    voiceUsageKnownMonths: voice.known,
    voiceSilentMonths: voice.silent,
    voiceLines: linesOf('voice'),
    broadbandUsage: broadband.now,
    broadbandUsageChangePercent: broadband.change,
    broadbandUsageSeasonalPercent: broadband.seasonal,
    broadbandUsageSharePercent: percentOf(broadband.now, gigabytes),
    broadbandUsageKnownMonths: broadband.known,
    broadbandSilentMonths: broadband.silent,
    broadbandLines: linesOf('broadband'),
    mobileDataUsage: mobileData.now,
    mobileDataUsageChangePercent: mobileData.change,
    mobileDataUsageSeasonalPercent: mobileData.seasonal,
    mobileDataUsageSharePercent: percentOf(mobileData.now, gigabytes),
    mobileDataUsageKnownMonths: mobileData.known,
    mobileDataSilentMonths: mobileData.silent,
    mobileDataLines: linesOf('mobileData'),
    satisfaction: unknown,
    priceImage: unknown,
    address: unknown,
  };
}
