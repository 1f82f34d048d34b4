import fc from 'fast-check';

/** Facts of every kind, under names and with texts that a careless writer of SQL would trip over. */
export const facts = [
  { id: 'lines', kind: 'integer' },
  { id: 'usage "GB"', kind: 'number' },
  { id: 'rate', kind: 'decimal', scale: 4 },
  { id: 'spend', kind: 'money', currency: 'CNY' },
  { id: "baker's", kind: 'text' },
  { id: 'autoPay', kind: 'flag' },
  { id: 'since', kind: 'date' },
  { id: 'tags', kind: 'textList' },
] as const;

type FactId = (typeof facts)[number]['id'];

const texts = fc.constantFrom('hospital', "baker's", '', '政企', 'a"b', '%', 'Hospital', '__proto__');
const decimals = (places: number) =>
  fc.integer({ min: -300, max: 300 }).map((units) => (units / 10 ** places).toFixed(places));

/** Small ranges, so that rows meet the literals of conditions often. */
const literals = {
  lines: fc.integer({ min: -2, max: 3 }),
  'usage "GB"': fc.oneof(
    fc.constantFrom(0, -0, 0.1, 0.2, 0.1 + 0.2, 1e-300, 1e300),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  rate: decimals(4),
  spend: decimals(2),
  "baker's": texts,
  autoPay: fc.boolean(),
  since: fc.constantFrom('0001-01-01', '2012-02-29', '2013-01-01', '9999-12-31'),
  tags: texts,
} as const;

type Condition = { readonly [key: string]: unknown };

const ordered = new Set<FactId>(['lines', 'usage "GB"', 'rate', 'spend', 'since']);

function comparison(id: FactId): fc.Arbitrary<Condition> {
  const literal = literals[id] as fc.Arbitrary<unknown>;
  const exists = fc.boolean().map((needed) => ({ $exists: needed }));
  if (id === 'tags')
    return fc.oneof(
      literal.map((needed) => ({ $contains: needed })),
      exists,
    );
  const equality = fc.tuple(fc.constantFrom('$eq', '$ne'), literal).map(([key, needed]) => ({ [key]: needed }));
  if (id === 'autoPay') return fc.oneof(equality, exists);
  const lists = fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(literal, { minLength: 1, maxLength: 3 }))
    .map(([key, needed]) => ({ [key]: needed }));
  if (!ordered.has(id)) return fc.oneof(equality, exists, lists);
  const order = fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), literal)
    .map(([key, needed]) => ({ [key]: needed }));
  const between = fc.tuple(literal, literal).map((pair) => {
    const sorted = [...pair].sort((a, b) =>
      id === 'since' ? (String(a) < String(b) ? -1 : 1) : Number(a) - Number(b),
    );
    return { $between: sorted };
  });
  return fc.oneof(equality, exists, lists, order, between);
}

const leaf: fc.Arbitrary<Condition> = fc
  .constantFrom(...facts.map(({ id }) => id))
  .chain((id) =>
    fc
      .tuple(comparison(id), fc.integer({ min: 0, max: 3 }))
      .map(([tests, shape]) =>
        shape === 0 ? { [id]: { $not: tests } } : shape === 1 ? { [id]: { ...tests, $exists: true } } : { [id]: tests },
      ),
  );

/** Conditions of every operator, three levels deep. */
export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
      .map(([key, of]) => ({ [key]: of })),
  ),
})).tree;

/** Records in which any fact may be missing. */
export const records = fc.record({
  lines: fc.option(literals.lines),
  'usage "GB"': fc.option(literals['usage "GB"']),
  rate: fc.option(literals.rate),
  spend: fc.option(literals.spend.map((amount) => ({ amount, currency: 'CNY' }))),
  "baker's": fc.option(texts),
  autoPay: fc.option(fc.boolean()),
  since: fc.option(literals.since),
  tags: fc.option(fc.array(texts, { maxLength: 3 })),
});
