/** The languages in which decisions explain themselves. */
export type Language = 'en' | 'zh';

/** A name to show a person; where a language is missing, the id stands in. */
export interface Label {
  readonly en?: string | undefined;
  readonly zh?: string | undefined;
}

/** Anything in a policy that a person may have to recognise in an explanation. */
export interface Labelled {
  readonly id: string;
  readonly label?: Label | undefined;
}

/**
 * Finds the name of an id in a language; the id itself where nobody named it. `of` is the element of the policy that the
 * id is asked for, where ids are its own: a bin is named within its term.
 */
export type LabelLookup = (id: string, language: Language, of?: string) => string;

/**
 * Builds a lookup over everything in a policy that carries a label.
 *
 * @param sources - lists of `{ id, label? }`; the first entry of an id wins
 * @example
 * labelLookup([[{ id: 'smb', label: { en: 'SME', zh: '中小企业' } }]])('smb', 'zh') //=> '中小企业'
 */
export function labelLookup(sources: readonly (readonly Labelled[])[]): LabelLookup {
  const names = new Map<string, Label>();
  for (const source of sources) {
    for (const { id, label } of source) if (label !== undefined && !names.has(id)) names.set(id, label);
  }
  return (id, language) => names.get(id)?.[language] ?? id;
}

/**
 * Names ids within their element, where ids are its own: two may have one in common and mean different things by it. What an
 * element calls by several names is shown by its id; what it does not have, by its shared name.
 *
 * @param elements - by the element's id
 */
export function labelLookupWithin(
  elements: ReadonlyMap<string, readonly Labelled[]>,
  shared: LabelLookup,
): LabelLookup {
  const named = new Map([...elements].map(([id, own]) => [id, agreed(own)]));
  return (id, language, of) => {
    const own = of === undefined ? undefined : named.get(of);
    return own?.has(id) ? (own.get(id)?.[language] ?? id) : shared(id, language);
  };
}

function agreed(entries: readonly Labelled[]): ReadonlyMap<string, Label | undefined> {
  const labels = new Map<string, Label | undefined>();
  for (const { id, label } of entries) {
    const known = labels.get(id);
    const same = known?.en === label?.en && known?.zh === label?.zh;
    labels.set(id, !labels.has(id) || same ? label : undefined);
  }
  return labels;
}
