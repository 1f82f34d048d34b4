import { issue } from '../core/issue.js';
import { type ServiceFactId, serviceFactIds } from './declarations.js';
import { createMonthReader, type Derivation, unknownFor } from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord } from './record.js';

/** Months of usage, newest first, per service; NaN is a month without data. */
export interface UsageFacts {
  readonly derive: (record: CustomerRecord, derivation: Derivation) => void;
}

const state = { missing: 0, known: 1, doubtful: 2 } as const;

/** The facts of every service's usage: level, change, season, share of the mix, and for how long it has been silent. */
export function createUsageFacts({ services, windows }: ProfilePolicy): UsageFacts {
  const { recentMonths, baselineMonths, knownMonths } = windows;
  const span = Math.max(recentMonths + baselineMonths, recentMonths + 12);
  const amounts = new Float64Array(services.length * span);
  const states = new Uint8Array(services.length * span);
  const positions = new Map(services.map(({ id }, at) => [id, at]));
  const ids = services.map(({ id }) => serviceFactIds(id));
  const means = new Float64Array(services.length);
  const units = services.map(({ unit }) => services.flatMap((other, at) => (other.unit === unit ? [at] : [])));
  const monthOf = createMonthReader();
  const unknowns = services.map(({ id }) => unknownFor(`usage.${id}`));

  const readAll = (record: CustomerRecord, { lastMonth, faults }: Derivation): void => {
    amounts.fill(Number.NaN);
    states.fill(state.missing);
    const usage = record.usage ?? [];
    for (let at = 0; at < usage.length; at += 1) {
      const { service, month, amount } = usage[at]!;
      const position = positions.get(service);
      const number = monthOf(month);
      if (position === undefined) {
        faults.push(issue('unknownReference', ['usage', at, 'service'], 'a service of the policy', service));
      } else if (Number.isNaN(number)) {
        faults.push(issue('format', ['usage', at, 'month'], 'a calendar month YYYY-MM', month));
      } else if (amount !== null && !(typeof amount === 'number' && amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
        faults.push(issue('range', ['usage', at, 'amount'], 'an amount of 0 or more, or null', amount));
        const back = lastMonth - number;
        if (back >= 0 && back < span) states[position * span + back] = state.doubtful;
      } else {
        const back = lastMonth - number;
        if (back < 0 || back >= span || amount === null) continue;
        const cell = position * span + back;
        if (states[cell] === state.known && amounts[cell] !== amount) {
          faults.push(issue('duplicate', ['usage', at, 'month'], 'one amount a month', `${service} ${month} again`));
          states[cell] = state.doubtful;
        } else if (states[cell] === state.missing) {
          states[cell] = state.known;
          amounts[cell] = amount;
        }
      }
    }
    for (let cell = 0; cell < states.length; cell += 1) if (states[cell] === state.doubtful) amounts[cell] = Number.NaN;
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
      const [a, b] = [amounts[service * span + back]!, amounts[service * span + back + 12]!];
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

  return {
    derive: (record, derivation) => {
      const { facts } = derivation;
      readAll(record, derivation);
      for (let at = 0; at < services.length; at += 1) means[at] = mean(at, 0, recentMonths);
      for (let at = 0; at < services.length; at += 1) {
        const unknown = unknowns[at]!;
        const put = (id: ServiceFactId<string>, value: number): void => {
          facts[id] = Number.isNaN(value) ? unknown : value;
        };
        const [usage, change, season, share, silent] = ids[at]!;
        const now = means[at]!;
        const baseline = mean(at, recentMonths, baselineMonths);
        let total = 0;
        for (const other of units[at]!) total += means[other]!;
        put(usage!, now);
        put(change!, baseline > 0 ? ((now - baseline) * 100) / baseline : Number.NaN);
        put(season!, seasonal(at));
        put(share!, total > 0 ? (now * 100) / total : Number.NaN);
        put(silent!, silentMonths(at));
      }
    },
  };
}
