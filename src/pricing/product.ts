import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';
import type { ProductOffering, ProductOfferingPrice, ProductSpecification } from './catalogue.js';
import { compileCharge, isStepped } from './charge.js';
import type { ChargeModel } from './charge-model.js';
import type { PieceTable } from './piece-table.js';

/** A charge ready to run; what is not a function of one quantity alone stands apart. */
type CompiledCharge<N extends number | bigint> =
  | { readonly kind: 'stepped'; readonly table: PieceTable<N> }
  | {
      readonly kind: 'capacity';
      readonly amountScale: number;
      readonly tiers: readonly { readonly flat: N; readonly limits: readonly MeterBound<N>[] }[];
    }
  | {
      readonly kind: 'floating';
      readonly reference: N;
      readonly floor: N;
      readonly cap: N;
      readonly priceScale: number;
    };

interface MeterBound<N extends number | bigint> {
  readonly meter: string;
  readonly upTo: N;
}

/** One price of one offering, ready to run. */
export interface Product<N extends number | bigint> {
  /** Position among all products, for the selectors of adjustments. */
  readonly index: number;
  readonly offering: ProductOffering;
  /** Position of the offering's id among all ids. */
  readonly offeringIndex: number;
  readonly specification: ProductSpecification | undefined;
  readonly price: ProductOfferingPrice;
  readonly quantityScale: number;
  readonly charge: CompiledCharge<N>;
  readonly cost: PieceTable<N> | undefined;
  /** The unknown root where the cost is not known. */
  readonly costRoot: string;
  /** Lowest price of one unit, with its digits after the point. */
  readonly minimum: N | undefined;
  readonly minimumScale: number;
}

/** An offering's version with its prices' versions, ready to run. */
export interface CompiledOffering<N extends number | bigint> {
  readonly offering: ProductOffering;
  readonly index: number;
  /** Versions of each price, several where their validity differs. */
  readonly products: readonly (readonly Product<N>[])[];
}

/** The versions of every offering by id, and the products by position. */
export interface CompiledCatalogue<N extends number | bigint> {
  readonly offerings: ReadonlyMap<string, readonly CompiledOffering<N>[]>;
  readonly products: readonly Product<N>[];
  readonly ids: readonly string[];
}

interface Source {
  readonly specifications: readonly ProductSpecification[];
  readonly prices: readonly ProductOfferingPrice[];
  readonly offerings: readonly ProductOffering[];
}

/** Compiles a catalogue that checked without fault; amounts keep at least `leastScale` digits after the point. */
export function compileCatalogue<N extends number | bigint>(
  source: Source,
  leastScale: number,
  arithmetic: Arithmetic<N>,
): CompiledCatalogue<N> {
  const specifications = new Map(source.specifications.map((one) => [one.id, one]));
  const versionsOf = new Map<string, ProductOfferingPrice[]>();
  for (const price of source.prices) {
    const known = versionsOf.get(price.id);
    if (known === undefined) versionsOf.set(price.id, [price]);
    else known.push(price);
  }
  const ids = [...new Set(source.offerings.map(({ id }) => id))];
  const positions = new Map(ids.map((id, at) => [id, at]));
  const products: Product<N>[] = [];
  const offerings = new Map<string, CompiledOffering<N>[]>();
  for (const offering of source.offerings) {
    const index = positions.get(offering.id) as number;
    const compiled = offering.prices.map((id) =>
      (versionsOf.get(id) ?? []).map((price) => {
        const product = {
          ...compilePrice(price, leastScale, arithmetic),
          index: products.length,
          offering,
          offeringIndex: index,
          specification: specifications.get(offering.specification ?? ''),
        };
        products.push(product);
        return product;
      }),
    );
    const versions = offerings.get(offering.id) ?? [];
    versions.push({ offering, index, products: compiled });
    offerings.set(offering.id, versions);
  }
  return { offerings, products, ids };
}

type PriceParts<N extends number | bigint> = Pick<
  Product<N>,
  'price' | 'quantityScale' | 'charge' | 'cost' | 'costRoot' | 'minimum' | 'minimumScale'
>;

function compilePrice<N extends number | bigint>(
  price: ProductOfferingPrice,
  leastScale: number,
  arithmetic: Arithmetic<N>,
): PriceParts<N> {
  const quantityScale = price.quantityScale ?? 0;
  const minimumScale = Math.max(leastScale, digitsOf(price.minimumPrice ?? 0));
  return {
    price,
    quantityScale,
    charge: compileAny(price.charge, quantityScale, leastScale, arithmetic),
    cost:
      price.cost && isStepped(price.cost)
        ? compileCharge(price.cost, quantityScale, leastScale, arithmetic)
        : undefined,
    costRoot: `${price.id}.cost`,
    minimum: price.minimumPrice === undefined ? undefined : unitsOf(price.minimumPrice, minimumScale, arithmetic),
    minimumScale,
  };
}

function compileAny<N extends number | bigint>(
  charge: ChargeModel,
  quantityScale: number,
  leastScale: number,
  arithmetic: Arithmetic<N>,
): CompiledCharge<N> {
  if (isStepped(charge)) {
    return { kind: 'stepped', table: compileCharge(charge, quantityScale, leastScale, arithmetic) };
  }
  if (charge.model === 'floating') {
    const texts = [charge.reference, charge.floor, charge.cap] as const;
    const priceScale = Math.max(leastScale, ...texts.map(digitsOf));
    const [reference, floor, cap] = texts.map((text) => unitsOf(text, priceScale, arithmetic) as N);
    return { kind: 'floating', reference: reference as N, floor: floor as N, cap: cap as N, priceScale };
  }
  const amountScale = Math.max(leastScale, ...charge.tiers.map(({ flat }) => digitsOf(flat)));
  return {
    kind: 'capacity',
    amountScale,
    tiers: charge.tiers.map(({ flat, limits }) => ({
      flat: unitsOf(flat, amountScale, arithmetic) as N,
      limits: limits.map(({ meter, upTo }) => ({ meter, upTo: unitsOf(upTo, quantityScale, arithmetic) as N })),
    })),
  };
}
