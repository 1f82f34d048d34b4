import { daysInMonthOf, fromDayNumber, partsOfDayNumber } from '../core/day-number.js';
import { issue } from '../core/issue.js';
import { createAmountReader } from './amount-reader.js';
import { serviceFactIds } from './declarations.js';
import {
  type Derivation,
  dayOf,
  holds,
  mayHold,
  pathOf,
  repeatsIn,
  setFact,
  spanOf,
  unknownFor,
} from './derivation.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord, ServiceContract, ServiceHolding } from './record.js';

/** Whole calendar months between day numbers, the clamped way of `monthsBetween`; `from` is not after `to`. */
function wholeMonths(from: number, to: number): number {
  const start = partsOfDayNumber(from);
  const end = partsOfDayNumber(to);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  const lastDay = end.day >= start.day || end.day === daysInMonthOf(end.year, end.month);
  return lastDay ? months : months - 1;
}

/** Stands for all services together. */
const everywhere = -1;

const contractFacts = ['activeContracts', 'contractEnd', 'monthsToContractEnd', 'monthlyCommitment'] as const;
const startEnd = ['start', 'end'] as const;

const unknown = {
  since: /* @__PURE__ */ unknownFor('since'),
  services: /* @__PURE__ */ unknownFor('services'),
  lines: /* @__PURE__ */ unknownFor('services.lines'),
  contracts: /* @__PURE__ */ unknownFor('contracts'),
  fee: /* @__PURE__ */ unknownFor('contracts.monthlyFee'),
  noContract: /* @__PURE__ */ unknownFor('contracts', 'no contract is running'),
  noEnd: /* @__PURE__ */ unknownFor('contracts', 'the contracts have no end'),
} as const;

/** How many ids a list adds to those named before. */
function added(ids: readonly string[], named: Set<string>): number {
  const before = named.size;
  for (const id of ids) named.add(id);
  return named.size - before;
}

/** What the account has with us: services, lines, contracts and how long they still run. */
export function createContractFacts(policy: ProfilePolicy): (record: CustomerRecord, derivation: Derivation) => void {
  const ids = policy.services.map(({ id }) => id);
  const positions = new Map(ids.map((id, at) => [id, at]));
  const lineFacts = ids.map((id) => serviceFactIds(id).lines);
  const inOrder = [...ids].sort();
  const { readIfTold, exact, write } = createAmountReader(policy.currency);
  const lines = new Float64Array(ids.length);
  const isHeld = new Uint8Array(ids.length);

  const deriveServices = (services: readonly ServiceHolding[], { facts, faults, today }: Derivation): void => {
    lines.fill(0);
    isHeld.fill(0);
    // Lines that have ids count once, also where several holdings or services name them.
    let named: Map<number, Set<string>> | undefined;
    let all = 0;
    let isUnsure = false;
    for (let at = 0; at < services.length; at += 1) {
      const holding = services[at]!;
      const span = spanOf(holding.from, holding.until, faults, 'services', at);
      const position = positions.get(holding.service);
      if (position === undefined) {
        const path = pathOf('services', at, 'service');
        faults.push(issue('unknownReference', path, 'a service of the policy', holding.service));
      } else if (span === undefined) {
        if (!mayHold(holding.from, holding.until, today)) continue;
        // Held or not: nobody can tell.
        isUnsure = true;
        lines[position] = Number.NaN;
        all = Number.NaN;
      } else if (holds(span, today)) {
        isHeld[position] = 1;
        const { lines: told, lineIds } = holding;
        if (told !== undefined || lineIds === undefined) {
          lines[position]! += told ?? Number.NaN;
          all += told ?? Number.NaN;
          continue;
        }
        named ??= new Map([[everywhere, new Set()]]);
        const own = named.get(position) ?? new Set();
        named.set(position, own);
        lines[position]! += added(lineIds, own);
        all += added(lineIds, named.get(everywhere)!);
      }
    }
    const held = inOrder.filter((id) => isHeld[positions.get(id)!] === 1);
    for (let position = 0; position < ids.length; position += 1) {
      setFact(facts, lineFacts[position]!, Number.isNaN(lines[position]!) ? unknown.lines : lines[position]);
    }
    facts.services = isUnsure ? unknown.services : held;
    facts.serviceCount = isUnsure ? unknown.services : held.length;
    facts.breadthPercent = isUnsure || ids.length === 0 ? unknown.services : (held.length * 100) / ids.length;
    facts.lines = Number.isNaN(all) ? unknown.lines : all;
  };

  const checkServices = (of: readonly string[], faults: Derivation['faults'], at: number): void => {
    of.forEach((id, position) => {
      if (positions.has(id)) return;
      const path = ['contracts', at, 'services', position];
      faults.push(issue('unknownReference', path, 'a service of the policy', id));
    });
  };

  const deriveContracts = (contracts: readonly ServiceContract[], { facts, faults, today }: Derivation): void => {
    const { positions: again } = repeatsIn(contracts, 'contracts', faults, true);
    let active = 0;
    let nearest = Number.POSITIVE_INFINITY;
    let fees = 0;
    let isUnsure = false;
    for (let at = 0; at < contracts.length; at += 1) {
      if (again.has(at)) continue;
      const { start, end, services, monthlyFee } = contracts[at]!;
      checkServices(services ?? [], faults, at);
      const span = spanOf(start, end, faults, 'contracts', at, startEnd);
      if (span === undefined) {
        isUnsure ||= mayHold(start, end, today);
        continue;
      }
      if (!holds(span, today)) continue;
      active += 1;
      nearest = Math.min(nearest, span.last);
      fees += readIfTold(monthlyFee, faults, 'contracts', at, 'monthlyFee');
    }
    if (isUnsure) {
      for (const id of contractFacts) facts[id] = unknown.contracts;
      return;
    }
    const hasEnd = Number.isFinite(nearest);
    const noEnd = active === 0 ? unknown.noContract : unknown.noEnd;
    facts.activeContracts = active;
    facts.contractEnd = hasEnd ? fromDayNumber(nearest) : noEnd;
    facts.monthsToContractEnd = hasEnd ? wholeMonths(today, nearest) : noEnd;
    const total = exact(fees, faults, 'contracts');
    facts.monthlyCommitment = Number.isNaN(total) ? unknown.fee : write(total);
  };

  return (record, derivation) => {
    const { facts, faults, today } = derivation;
    const since = dayOf(record.since, faults, 'since');
    facts.tenureMonths = since !== undefined && since <= today ? wholeMonths(since, today) : unknown.since;
    if (record.services !== undefined) deriveServices(record.services, derivation);
    else {
      for (const id of ['services', 'serviceCount', 'breadthPercent', 'lines']) facts[id] = unknown.services;
      for (const id of lineFacts) setFact(facts, id, unknown.services);
    }
    if (record.contracts !== undefined) deriveContracts(record.contracts, derivation);
    else for (const id of contractFacts) facts[id] = unknown.contracts;
  };
}
