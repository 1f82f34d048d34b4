import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { ProfilePolicy } from './policy.js';
import type { CustomerRecord } from './record.js';

/** How complete a customer file is. */
export interface Completeness {
  readonly file: string;
  readonly present: number;
  readonly of: number;
  /** `null` for a file that asks for nothing. */
  readonly percent: number | null;
  readonly missingRequired: readonly string[];
  readonly missingOptional: readonly string[];
  /** Whether every required field is there. */
  readonly isValid: boolean;
}

/** Whether a source that the policy believes has reported the attribute: hearsay completes no file. */
function isReported({ attributes = [] }: CustomerRecord, field: string, policy: ProfilePolicy): boolean {
  const rule = policy.attributes.find(({ fact }) => fact.id === field);
  return attributes.some(
    ({ attribute, value, source, provenance }) =>
      attribute === field &&
      value !== null &&
      value !== undefined &&
      rule?.sources.includes(source) === true &&
      rule.provenance.includes(provenance),
  );
}

function isPresent(record: CustomerRecord, field: string, policy: ProfilePolicy): boolean {
  if (isReported(record, field, policy)) return true;
  if (!Object.hasOwn(record, field)) return false;
  const value = (record as unknown as Readonly<Record<string, unknown>>)[field];
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Measures a record against the file that is kept on it. A field is a key of the record, or an attribute that a source has reported. */
export function completenessOf(record: CustomerRecord, policy: ProfilePolicy, file: string | undefined): Completeness {
  const { files } = policy;
  const found = files.find(({ id }) => id === file);
  if (found === undefined) {
    throw new InputError(
      [issue('unknownReference', ['file'], `one of ${files.map(({ id }) => id).join(', ')}`, file)],
      'record',
    );
  }
  const missingRequired = found.required.filter((field) => !isPresent(record, field, policy));
  const missingOptional = found.optional.filter((field) => !isPresent(record, field, policy));
  const of = found.required.length + found.optional.length;
  const present = of - missingRequired.length - missingOptional.length;
  return {
    file: found.id,
    present,
    of,
    percent: of === 0 ? null : (present * 100) / of,
    missingRequired,
    missingOptional,
    isValid: missingRequired.length === 0,
  };
}
