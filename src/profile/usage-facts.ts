import { issue } from '../core/issue.js';
import { type CalendarMonth, fromMonthNumber, readMonthNumber } from '../core/month.js';
import { serviceFactIds } from './declarations.js';
import { type Derivation, monthOf, pathOf, setFact, unknownFor } from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord } from './record.js';

/** Months of a service's series that have no usable amount: none reported, `null`, or reported in two ways. */
export interface UsageGap {
  readonly service: string;
  /** From the first month that the series has within the windows up to the last complete one; only while the service was held. */
  readonly months: readonly CalendarMonth[];
}

/** The facts of every service's usage, and where the series has gaps. */
export interface UsageFacts {
  readonly derive: (record: CustomerRecord, derivation: Derivation) => void;
  /** Of the record that was derived last. */
  readonly gaps: (record: CustomerRecord, derivation: Derivation) => readonly UsageGap[];
}

/** Beyond it whole amounts are not exact; far beyond use in any unit. */
const mostUsage = 2 ** 53;

const state = { missing: 0, known: 1, doubtful: 2, told: 3 } as const;

/** The month number that a date lies in; open where there is no date, or none that can be read. */
function monthNumberOf(date: string | undefined, open: number): number {
  const number = typeof date === 'string' ? readMonthNumber(date.slice(0, 7)) : Number.NaN;
  return Number.isNaN(number) ? open : number;
}

/** Whether a service was held in a month; held where the record doesn't tell its holdings. */
function wasHeld({ services }: CustomerRecord, service: string, month: number): boolean {
  const own = services?.filter((holding) => holding.service === service) ?? [];
  if (own.length === 0) return true;
  return own.some(
    ({ from, until }) =>
      monthNumberOf(from, Number.NEGATIVE_INFINITY) <= month && month <= monthNumberOf(until, Number.POSITIVE_INFINITY),
  );
}

/** The facts of every service's usage: level, change, season, share of the mix, how much is known, and for how long it has been silent. */
export function createUsageFacts({ services, windows }: ProfilePolicy): UsageFacts {
  const { recentMonths, baselineMonths, knownMonths } = windows;
  const span = Math.max(recentMonths + baselineMonths, recentMonths + 12);
  // Months of usage, newest first, service after service; NaN is a month without data.
  const amounts = new Float64Array(services.length * span);
  const states = new Uint8Array(services.length * span);
  const positions = new Map(services.map(({ id }, at) => [id, at]));
  const ids = services.map(({ id }) => serviceFactIds(id));
  const means = new Float64Array(services.length);
  const units = services.map(({ unit }) => services.flatMap((other, at) => (other.unit === unit ? [at] : [])));
  const unknowns = services.map(({ id }) => unknownFor(`usage.${id}`));

  const readAll = (record: CustomerRecord, { lastMonth, faults }: Derivation): void => {
    amounts.fill(Number.NaN);
    states.fill(state.missing);
    const usage = record.usage ?? [];
    for (let at = 0; at < usage.length; at += 1) {
      const { service, month, amount = null } = usage[at]!;
      const position = positions.get(service);
      const back = lastMonth - monthOf(month);
      if (position === undefined) {
        faults.push(issue('unknownReference', pathOf('usage', at, 'service'), 'a service of the policy', service));
        continue;
      }
      if (Number.isNaN(back)) {
        faults.push(issue('format', pathOf('usage', at, 'month'), 'a calendar month YYYY-MM', month));
        continue;
      }
      const isSound = amount === null || (typeof amount === 'number' && amount >= 0 && amount <= mostUsage);
      if (!isSound)
        faults.push(issue('range', pathOf('usage', at, 'amount'), 'an amount from 0 to 2^53, or null', amount));
      if (back < 0 || back >= span) continue;
      const cell = position * span + back;
      if (!isSound) states[cell] = state.doubtful;
      else if (amount === null) states[cell] ||= state.told;
      else if (states[cell] === state.known) {
        faults.push(
          issue('duplicate', pathOf('usage', at, 'month'), 'one amount a month', `${service} ${month} again`),
        );
        if (amounts[cell] !== amount) states[cell] = state.doubtful;
      } else if (states[cell] !== state.doubtful) {
        states[cell] = state.known;
        amounts[cell] = amount;
      }
    }
    for (let cell = 0; cell < states.length; cell += 1) if (states[cell] === state.doubtful) amounts[cell] = Number.NaN;
  };

  const countKnown = (service: number, first: number, count: number): number => {
    let known = 0;
    const start = service * span + first;
    for (let cell = start; cell < start + count; cell += 1) if (!Number.isNaN(amounts[cell]!)) known += 1;
    return known;
  };

  /** Mean of the known months from `first` on; NaN where too few are known. */
  const mean = (service: number, first: number, count: number): number => {
    let sum = 0;
    let known = 0;
    for (let back = first; back < first + count; back += 1) {
      const amount = amounts[service * span + back]!;
      if (Number.isNaN(amount)) continue;
      sum += amount;
      known += 1;
    }
    return known >= knownMonths ? sum / known : Number.NaN;
  };

  /** Recent months against the same months a year before, of those that both years know. */
  const seasonal = (service: number): number => {
    let now = 0;
    let then = 0;
    let known = 0;
    for (let back = 0; back < recentMonths; back += 1) {
      const a = amounts[service * span + back]!;
      const b = amounts[service * span + back + 12]!;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      now += a;
      then += b;
      known += 1;
    }
    return known >= knownMonths && then > 0 ? ((now - then) * 100) / then : Number.NaN;
  };

  /** Months from the last one back whose usage is known to be zero. */
  const silentMonths = (service: number): number => {
    let back = 0;
    while (back < span && amounts[service * span + back] === 0) back += 1;
    return back === 0 && Number.isNaN(amounts[service * span]!) ? Number.NaN : back;
  };

  const put = (facts: Record<string, unknown>, id: string, value: number, service: number): void => {
    // Months of hardly anything make ratios that no number holds.
    setFact(facts, id, Number.isFinite(value) ? value : unknowns[service]);
  };

  return {
    derive: (record, derivation) => {
      const { facts } = derivation;
      readAll(record, derivation);
      for (let at = 0; at < services.length; at += 1) means[at] = mean(at, 0, recentMonths);
      for (let at = 0; at < services.length; at += 1) {
        const id = ids[at]!;
        const now = means[at]!;
        const baseline = mean(at, recentMonths, baselineMonths);
        let total = 0;
        for (const other of units[at]!) total += means[other]!;
        put(facts, id.usage, now, at);
        put(facts, id.change, baseline > 0 ? ((now - baseline) * 100) / baseline : Number.NaN, at);
        put(facts, id.seasonal, seasonal(at), at);
        put(facts, id.share, total > 0 ? (now * 100) / total : Number.NaN, at);
        put(facts, id.knownMonths, countKnown(at, 0, recentMonths), at);
        put(facts, id.silentMonths, silentMonths(at), at);
      }
    },
    gaps: (record, { lastMonth }) =>
      services.flatMap(({ id }, at): readonly UsageGap[] => {
        const own = states.subarray(at * span, (at + 1) * span);
        const months: CalendarMonth[] = [];
        for (let back = own.findLastIndex((one) => one !== state.missing); back >= 0; back -= 1) {
          if (own[back] !== state.known && wasHeld(record, id, lastMonth - back))
            months.push(fromMonthNumber(lastMonth - back));
        }
        return months.length === 0 ? [] : [{ service: id, months }];
      }),
  };
}
