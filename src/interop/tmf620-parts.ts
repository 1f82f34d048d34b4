import type { Keep } from './tmf-json.js';
import type { ImportedOffering } from './tmf620-offering.js';

/** Offerings of which every part was read, in their order; those that contain themselves never are. */
export function withTheirParts(offerings: readonly ImportedOffering[], keep: Keep): readonly ImportedOffering[] {
  const kept = new Map<ImportedOffering, ImportedOffering>();
  const present = new Set<string>();
  let open = offerings;
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    const awaited = new Set(open.map(({ id }) => id));
    const isReady = (one: ImportedOffering) => partsOf(one).every((id) => !awaited.has(id));
    for (const one of open.filter(isReady)) {
      for (const whole of keep('offering', one.id, fromParts(one, present))) kept.set(one, whole);
    }
    for (const { id } of kept.keys()) present.add(id);
    open = open.filter((one) => !isReady(one));
  }
  for (const { id } of open) keep('offering', id, 'contains itself, or a part that does');
  return offerings.flatMap((one) => kept.get(one) ?? []);
}

const partsOf = ({ bundle }: ImportedOffering): readonly string[] => [
  ...(bundle?.components ?? []).map(({ offering }) => offering),
  ...(bundle?.groups ?? []).flatMap(({ options }) => options),
];

/** The offering with the options that are there; or why it cannot be sold. */
function fromParts(one: ImportedOffering, present: ReadonlySet<string>): ImportedOffering | string {
  const { bundle } = one;
  if (bundle === undefined) return one;
  const missing = bundle.components.filter(({ offering }) => !present.has(offering)).map(({ offering }) => offering);
  if (missing.length > 0) return `its part ${missing.join(', ')} was not read`;
  if (bundle.groups === undefined) return one;
  const groups = bundle.groups
    .map((group) => ({ ...group, options: group.options.filter((id) => present.has(id)) }))
    .filter(({ options, min }) => options.length > 0 || min > 0);
  const poor = groups.find(({ options, min }) => options.length < min);
  if (poor !== undefined) return `too few options of its group ${poor.id} were read`;
  if (groups.length + bundle.components.length + one.prices.length === 0) return 'none of its options was read';
  return { ...one, bundle: { ...bundle, groups } };
}
