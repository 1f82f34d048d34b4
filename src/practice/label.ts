import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Labelled, Language } from '../core/label.js';
import type { CodeList } from './code-list.js';
import { type CodeListName, type CodeOf, codeLists } from './code-lists.js';

const byName: ReadonlyMap<string, CodeList> = /* @__PURE__ */ new Map(Object.entries(codeLists));

function listOf(name: CodeListName): CodeList {
  const list = byName.get(name);
  if (list === undefined) throw new InputError([issue('unknownReference', ['list'], 'the name of a code list', name)]);
  return list;
}

/**
 * The codes of a list, in the practice's order.
 *
 * @example
 * codesOf('threat') //=> ['device', 'tariff', 'product', 'relationship']
 */
export function codesOf<L extends CodeListName>(list: L): readonly CodeOf<L>[] {
  return listOf(list).entries.map(({ id }) => id as CodeOf<L>);
}

/** Whether a value is a code of a list. */
export function isCode<L extends CodeListName>(list: L, value: unknown): value is CodeOf<L> {
  return listOf(list).entries.some(({ id }) => id === value);
}

/**
 * The name of a code in a language; complete in both.
 *
 * @throws InputError `unknownReference` for a code that the list does not have
 * @example
 * label('threat', 'relationship', 'zh') //=> '关系战'
 */
export function label<L extends CodeListName>(list: L, code: CodeOf<L>, language: Language): string {
  const found = listOf(list).entries.find(({ id }) => id === code);
  if (found === undefined) {
    throw new InputError([issue('unknownReference', ['code'], `one of ${codesOf(list).join(', ')}`, code)]);
  }
  return found.label[language];
}

/**
 * A list in the form that `labelLookup` and policies take.
 *
 * @example
 * labelled('chainLevel')[2] //=> { id: 'staff', label: { en: 'Ordinary staff (lower)', zh: '普通员工（下）' } }
 */
export function labelled(list: CodeListName): readonly Labelled[] {
  return listOf(list).entries;
}
