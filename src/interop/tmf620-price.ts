import { Decimal, isDecimalText } from '../core/decimal.js';
import { show } from '../core/issue.js';
import type { PricingPolicy } from '../pricing/policy.js';
import { groupBy } from './group-by.js';
import { idOf, isGiven, type Json, labelOf, listOf, recordOf, type Validity, validityOf } from './tmf-json.js';

export type ImportedPrice = PricingPolicy['prices'][number];
export type ImportedDiscount = PricingPolicy['adjustments'][number];

/** Reads a ProductOfferingPrice; or says why it cannot be read. */
export function readPrice(one: Json, id: string, currency: string): ImportedPrice | string {
  const priceType = priceTypeOf(one.priceType);
  if (priceType === undefined) return `the price type ${show(one.priceType)} is not read`;
  if (one.isBundle === true || listOf(one.bundledPopRelationship).length > 0)
    return 'a price that is made of others is not read';
  const { unit, value } = recordOf(one.price);
  const amount = unit === currency ? decimalTextOf(value) : undefined;
  if (amount === undefined || amount.startsWith('-'))
    return `needs an amount of 0 or more in ${currency}, of at most 15 digits`;
  const { unitOfMeasure } = one;
  const { units, amount: perUnits = 1 } = recordOf(unitOfMeasure);
  if (isGiven(unitOfMeasure) && (typeof unitOfMeasure !== 'object' || perUnits !== 1))
    return `is for ${show(perUnits)} units together, not for one`;
  const periodMonths = priceType === 'recurring' ? periodOf(one) : undefined;
  if (priceType === 'recurring' && periodMonths === undefined)
    return `its period, ${show(one.recurringChargePeriodLength)} × ${show(one.recurringChargePeriodType)}, is no number of months`;
  const validity = validityOf(one.validFor);
  if (typeof validity === 'string') return validity;
  return {
    id,
    ...labelOf(one.name),
    priceType,
    ...(periodMonths === undefined ? {} : { periodMonths }),
    ...(priceType === 'usage' ? { meters: [typeof units === 'string' && units !== '' ? units : id] } : {}),
    charge: { model: 'perUnit', amount },
    ...validity,
  };
}

/** Letters of a word alone: the words for price types and periods differ between versions and operators. */
const lettersOf = (word: unknown): string =>
  typeof word === 'string' ? word.toLowerCase().replaceAll(/[^a-z]/g, '') : '';

function priceTypeOf(value: unknown): ImportedPrice['priceType'] | undefined {
  const word = lettersOf(value);
  if (word === 'recurring' || word === 'usage') return word;
  return word === 'onetime' || word === 'nonrecurring' ? 'oneTime' : undefined;
}

const monthsOf: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ...['month', 'months', 'monthly'].map((word) => [word, 1] as const),
  ...['quarter', 'quarters', 'quarterly'].map((word) => [word, 3] as const),
  ...['halfyear', 'halfyearly', 'semiannual', 'semiannually'].map((word) => [word, 6] as const),
  ...['year', 'years', 'yearly', 'annual', 'annually'].map((word) => [word, 12] as const),
]);

/** Months of the recurring period; undefined where it is not given, or no number of months. */
function periodOf({ recurringChargePeriodType, recurringChargePeriodLength }: Json): number | undefined {
  const length = recurringChargePeriodLength ?? 1;
  const months = (monthsOf.get(lettersOf(recurringChargePeriodType)) ?? Number.NaN) * Number(length);
  return typeof length === 'number' && Number.isSafeInteger(length) && Number.isSafeInteger(months) && months >= 1
    ? months
    : undefined;
}

/** A JSON number as the decimal that was meant: certain up to 15 significant digits. */
function decimalTextOf(value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const decimal = new Decimal(value);
  const text = decimal.isZero() ? '0' : decimal.toFixed();
  return decimal.precision() <= 15 && isDecimalText(text) ? text : undefined;
}

export const isDiscount = ({ priceType }: Json): boolean => lettersOf(priceType) === 'discount';

/** A price that refers to a discount: its versions, and how long the reference is valid. */
export interface Reduction {
  readonly price: string;
  readonly versions: readonly ImportedPrice[];
  readonly validity: Validity;
}

/** The references of prices to discounts (`discountedBy`), by the discount's id. */
export function reductionsOf(
  resources: readonly Json[],
  prices: readonly ImportedPrice[],
): ReadonlyMap<string, readonly Reduction[]> {
  const versions = groupBy(prices, ({ id }) => id);
  const references = resources.flatMap((resource) => {
    const price = idOf(resource) ?? '';
    return listOf(resource.popRelationship).flatMap((relation) => {
      const { relationshipType, validFor } = recordOf(relation);
      const discount = idOf(relation);
      return discount === undefined || lettersOf(relationshipType) !== 'discountedby'
        ? []
        : [{ discount, price, versions: versions.get(price) ?? [], validity: validityOf(validFor) }];
    });
  });
  return groupBy(references, ({ discount }) => discount);
}

/** Reads a percentage discount on the prices that refer to it; or says why it cannot be read. */
export function readDiscount(
  one: Json,
  id: string,
  priority: number,
  reductions: readonly Reduction[],
): ImportedDiscount | string {
  const percent = decimalTextOf(one.percentage);
  if (percent === undefined || !(Number(percent) > 0 && Number(percent) <= 100))
    return 'a discount needs a percentage above 0, at most 100';
  const own = validityOf(one.validFor);
  if (typeof own === 'string') return own;
  if (reductions.length === 0) return 'no price that was read refers to this discount';
  for (const { price, versions, validity } of reductions) {
    if (typeof validity === 'string') return `where price ${price} refers to it, ${validity}`;
    // A reference may begin after its price, as in TM Forum's own example; it may not end before it.
    const covers = versions.every((each) => begins(own, each) && ends(own, each) && ends(validity, each));
    if (!covers) return `is not valid for as long as price ${price}, which it reduces`;
  }
  return {
    id,
    ...labelOf(one.name),
    stage: 'promotion',
    priority,
    lines: { prices: [...new Set(reductions.map(({ price }) => price))] },
    effect: { kind: 'percentOff', percent, of: 'running' },
  };
}

type Dated = Pick<ImportedPrice, 'validFor'>;

const begins = ({ validFor }: Dated, price: Dated): boolean =>
  validFor?.from === undefined || (price.validFor?.from !== undefined && validFor.from <= price.validFor.from);
const ends = ({ validFor }: Dated, price: Dated): boolean =>
  validFor?.until === undefined || (price.validFor?.until !== undefined && price.validFor.until <= validFor.until);
