import type { Reason } from '../core/decision.js';
import { type Costed, type FloorTest, testFloor } from './floor.js';
import type { Item } from './item.js';
import { type Case, type Judgement, notJudged, unknownCosts } from './judgement.js';
import type { FloorOutcome } from './outcome.js';
import type { CostFloor } from './policy.js';
import type { PricingCode } from './reasons.js';
import { moneyOf, type Workings } from './workings.js';

/** May we sell at that cost? The floor stands above every authority. */
export function judgeFloor<N extends number | bigint>(one: Case<N>): Judgement<FloorOutcome | null> {
  const { policy, workings, totals, priced } = one;
  const { floor } = policy;
  if (floor === undefined) return notJudged;
  const { arithmetic } = workings;
  const whole: Costed<N> = {
    line: undefined,
    price: floor.basis === 'invoice' ? totals.invoice : totals.pocket,
    list: totals.list,
    cost: totals.cost,
  };
  const tests = testFloor(floor, floor.per === 'quote' ? [whole] : perLine(one, floor), arithmetic);
  const broken = tests.filter(({ holds }) => holds === false);
  const worst =
    broken.length > 0
      ? worstOf(broken)
      : (tests.find(({ holds }) => holds === undefined) ?? closest(tests, arithmetic));
  const missing = totals.cost === undefined ? unknownCosts(one) : [];
  const reasons: Reason<PricingCode>[] = broken.map((test) => floorReason('belowFloor', test, one));
  if (tests.some(({ holds }) => holds === undefined)) reasons.push({ code: 'costUnknown', facts: { missing } });
  else if (broken.length === 0) reasons.push(floorReason('aboveFloor', worst, one));
  const verdict = broken.length > 0 ? 'refused' : worst.holds === undefined ? 'undecided' : 'acceptable';
  const room = worst.floor === undefined ? undefined : arithmetic.subtract(worst.price, worst.floor);
  const outcome: FloorOutcome = {
    holds: worst.holds ?? null,
    price: moneyOf(worst.price, workings),
    floor: worst.floor === undefined ? null : moneyOf(worst.floor, workings),
    shortfall: worst.shortfall === undefined ? null : moneyOf(worst.shortfall, workings),
    room: room === undefined ? null : moneyOf(room > arithmetic.zero ? room : arithmetic.zero, workings),
    ...(worst.line === undefined ? {} : { line: worst.line }),
  };
  return {
    outcome,
    verdict,
    reasons,
    unknown: priced.sheet.items.length > 0 && worst.holds === undefined ? missing : [],
  };
}

function perLine<N extends number | bigint>(
  { priced, totals, request, workings }: Case<N>,
  { basis }: CostFloor,
): readonly Costed<N>[] {
  const { add, zero } = workings.arithmetic;
  const { items } = priced.sheet;
  // Items stand in the order of their lines.
  let at = 0;
  return request.lines.map((_, line) => {
    let price = zero;
    let list = zero;
    for (; items[at]?.line === line; at += 1) {
      const item = items[at] as Item<N>;
      price = add(price, basis === 'pocket' ? item.running : item.invoice);
      list = add(list, item.list);
    }
    return { line, price, list, cost: totals.costs[line] };
  });
}

function worstOf<N extends number | bigint>(tests: readonly FloorTest<N>[]): FloorTest<N> {
  return tests.reduce((worst, test) => ((test.shortfall as N) > (worst.shortfall as N) ? test : worst));
}

function closest<N extends number | bigint>(
  tests: readonly FloorTest<N>[],
  { subtract }: Workings<N>['arithmetic'],
): FloorTest<N> {
  const room = ({ price, floor }: FloorTest<N>): N => subtract(price, floor as N);
  return tests.reduce((near, test) => (room(test) < room(near) ? test : near));
}

function floorReason<N extends number | bigint>(
  code: 'aboveFloor' | 'belowFloor',
  { line, price, floor, shortfall }: FloorTest<N>,
  { policy, workings, request }: Case<N>,
): Reason<PricingCode> {
  return {
    code,
    facts: {
      ...(line === undefined ? {} : { line: request.lines[line]?.id ?? `line ${line + 1}` }),
      basis: policy.floor?.basis ?? '',
      price: moneyOf(price, workings),
      floor: floor === undefined ? null : moneyOf(floor, workings),
      ...(code === 'belowFloor' ? { shortfall: moneyOf(shortfall as N, workings) } : {}),
    },
  };
}
