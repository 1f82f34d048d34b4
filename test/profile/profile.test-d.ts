import type { Money, UnknownFact } from 'tenure/core';
import { countCustomers, type LineId, lineId, type SubscriberId, unitId } from 'tenure/profile';
import { expectTypeOf, it } from 'vitest';
import { profile } from './book.js';

it('lines and subscribers are no customers', () => {
  countCustomers([unitId('a')]);
  // @ts-expect-error a line is no customer
  countCustomers([lineId('1')]);
  // @ts-expect-error nor is any text
  countCustomers(['a']);
  expectTypeOf<LineId>().not.toExtend<SubscriberId>();
});

it('facts are typed by the services and attributes of the policy', () => {
  const facts = profile.facts({ id: 'a' }, { asOf: '2013-01-15' });
  expectTypeOf(facts.dataUsageChangePercent).toEqualTypeOf<number | UnknownFact | null | undefined>();
  expectTypeOf(facts.satisfaction).toEqualTypeOf<number | UnknownFact | null | undefined>();
  expectTypeOf(facts.monthlyRevenue).toEqualTypeOf<Money | UnknownFact | null | undefined>();
  // @ts-expect-error a service that the policy does not have
  facts.telexUsage;
});
