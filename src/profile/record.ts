import type { CalendarDate } from '../core/day-number.js';
import type { Money } from '../core/money.js';
import type { CalendarMonth } from '../core/month.js';
import type { CodeOf } from '../practice/code-lists.js';
import type { LineId, SubscriberId, UnitId } from './ids.js';

/** First and last day that something holds; open where missing. */
export interface Validity {
  readonly from?: CalendarDate | undefined;
  readonly until?: CalendarDate | undefined;
}

/** A value of a declared attribute, as one source has it. Several sources may disagree. */
export interface SourcedValue {
  readonly attribute: string;
  readonly value: unknown;
  /** The system or study it comes from; the policy ranks these. */
  readonly source: string;
  readonly provenance: CodeOf<'provenance'>;
  /** The day it was true. */
  readonly on: CalendarDate;
  /** The study, for values from research. */
  readonly study?: string | undefined;
}

/** What the customer said to the use of their data for a purpose. */
export interface ConsentRecord extends Validity {
  readonly purpose: string;
  readonly given: boolean;
}

/** That the account, or a person at it, belongs to a group unit. */
export interface UnitMembership extends Validity {
  readonly unit: UnitId;
  readonly subscriber?: SubscriberId | undefined;
  readonly role: CodeOf<'unitRole'>;
}

/** Where the account stands in our organisation. */
export interface OrganisationPlace extends Validity {
  readonly county?: string | undefined;
  readonly grid?: string | undefined;
  readonly patch?: string | undefined;
  readonly owner?: string | undefined;
}

/** A person at the customer. */
export interface CustomerContact {
  readonly id: string;
  readonly name?: string | undefined;
  readonly level?: CodeOf<'chainLevel'> | undefined;
  readonly isDecisionMaker?: boolean | undefined;
  readonly reportsTo?: string | undefined;
}

/** A service in use, or formerly in use. */
export interface ServiceHolding<S extends string = string> extends Validity {
  readonly service: S;
  readonly lines?: number | undefined;
  readonly lineIds?: readonly LineId[] | undefined;
}

/** A contract with its term; `end` is its last day. */
export interface ServiceContract<S extends string = string> {
  readonly id: string;
  readonly services: readonly S[];
  readonly start: CalendarDate;
  readonly end?: CalendarDate | undefined;
  readonly monthlyFee?: Money | undefined;
}

/** What was used of a service in a month; `null` is no data, which is not zero. */
export interface UsageMonth<S extends string = string> {
  readonly service: S;
  readonly month: CalendarMonth;
  readonly amount: number | null;
}

/** What was billed for a month, and what serving cost. */
export interface MonthlyBilling {
  readonly month: CalendarMonth;
  readonly billed?: Money | null | undefined;
  readonly costToServe?: Money | null | undefined;
}

/** An invoice as far as paying it goes. */
export interface Invoice {
  readonly id: string;
  readonly due: CalendarDate;
  readonly amount: Money;
  readonly paidOn?: CalendarDate | undefined;
  readonly isDisputed?: boolean | undefined;
}

/** Something that happened in a process: an order, a fault, a billing error; open until closed. */
export interface ServiceEvent {
  readonly id: string;
  readonly process: CodeOf<'serviceEventType'>;
  readonly on: CalendarDate;
  readonly closedOn?: CalendarDate | undefined;
}

/** A complaint; open until closed. */
export interface Complaint {
  readonly id: string;
  readonly on: CalendarDate;
  readonly closedOn?: CalendarDate | undefined;
}

/** A rival seen at the customer. */
export interface RivalPresence {
  readonly rival: string;
  readonly seenOn: CalendarDate;
  readonly services?: readonly string[] | undefined;
  /** Last day of the rival's contract. */
  readonly contractEnd?: CalendarDate | undefined;
  /** What the rival attacks with. */
  readonly threat?: CodeOf<'threat'> | undefined;
  readonly offer?: string | undefined;
}

/** A system at the customer and what it exchanges data with. */
export interface CustomerSystem {
  readonly id: string;
  readonly connectedTo?: readonly string[] | undefined;
}

/** A contact that took place. */
export interface ContactEvent {
  readonly on: CalendarDate;
  readonly channel: string;
  readonly by?: string | undefined;
  readonly isInbound?: boolean | undefined;
}

/**
 * All that is known of an account. Only `id` is needed: for a potential account little is known, for a key account nearly all. A list that
 * is missing is unknown; an empty one says that there is nothing.
 */
export interface CustomerRecord<S extends string = string> {
  readonly id: string;
  /** Which file is kept on the account; completeness is measured against it. */
  readonly file?: string | undefined;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly category?: string | undefined;
  readonly industry?: string | undefined;
  readonly employees?: number | undefined;
  readonly currentOperator?: string | undefined;
  /** Customer since. */
  readonly since?: CalendarDate | undefined;
  readonly attributes?: readonly SourcedValue[] | undefined;
  readonly consents?: readonly ConsentRecord[] | undefined;
  readonly memberships?: readonly UnitMembership[] | undefined;
  readonly organisation?: readonly OrganisationPlace[] | undefined;
  readonly sites?: readonly string[] | undefined;
  readonly contacts?: readonly CustomerContact[] | undefined;
  readonly services?: readonly ServiceHolding<S>[] | undefined;
  readonly contracts?: readonly ServiceContract<S>[] | undefined;
  readonly usage?: readonly UsageMonth<S>[] | undefined;
  readonly billing?: readonly MonthlyBilling[] | undefined;
  readonly invoices?: readonly Invoice[] | undefined;
  readonly events?: readonly ServiceEvent[] | undefined;
  readonly complaints?: readonly Complaint[] | undefined;
  readonly rivals?: readonly RivalPresence[] | undefined;
  readonly needs?: readonly string[] | undefined;
  readonly systems?: readonly CustomerSystem[] | undefined;
  readonly touches?: readonly ContactEvent[] | undefined;
}
