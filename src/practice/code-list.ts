import type { Language } from '../core/label.js';

/** A name in both languages. */
export type FullLabel = Readonly<Record<Language, string>>;

/** A code with its names. */
export interface CodeEntry<Id extends string = string> {
  readonly id: Id;
  readonly label: FullLabel;
}

/** A closed list of codes; the order is the practice's and breaks ties. */
export interface CodeList<Id extends string = string> {
  readonly label: FullLabel;
  readonly entries: readonly CodeEntry<Id>[];
}

/** A code list whose ids stay literal types. */
export function codeList<const Entries extends readonly CodeEntry[]>(
  label: FullLabel,
  entries: Entries,
): { readonly label: FullLabel; readonly entries: Entries } {
  return { label, entries };
}
