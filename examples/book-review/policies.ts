import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkWorkingCalendar,
  type DecisionContext,
  isCurrency,
  PolicyError,
  readScaled,
  type WorkingCalendar,
} from 'tenure/core';
import { compileFunnelJson, type Funnel } from 'tenure/funnel';
import { type ContactPolicy, checkContactPolicy, type RosterPerson } from 'tenure/outreach';
import { compilePricingJson } from 'tenure/pricing';
import { compileRetentionJson, compileRiskJson, type ExpiryBookTerms } from 'tenure/retention';
import { compileSegmentationJson } from 'tenure/segmentation';
import { compileValueJson } from 'tenure/value';
import * as z from 'zod';
import type { OfferTemplate } from './offer.js';
import { Refusal, refuseFile } from './refusal.js';

/** Two policies of one kind; segmentations are compared by one dimension. */
interface Comparison {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly dimension?: string | undefined;
}

/** A comparison made ready: what each policy calls a customer. */
interface CompiledComparison {
  readonly title: string;
  readonly before: NameOf;
  readonly after: NameOf;
}

type NameOf = (facts: { readonly [fact: string]: unknown }, context: DecisionContext) => string;

/** What may be spent, who works when: the review's own file beside the policies. */
export interface Plan {
  readonly currency: string;
  readonly budget: string;
  /** Zone of the customers, for quiet hours. */
  readonly zone: string;
  /** The money fact of which the probability of leaving is at risk. */
  readonly atStake: string;
  readonly calendar: WorkingCalendar;
  readonly expiry: Pick<ExpiryBookTerms, 'windowDays' | 'remindMonths' | 'decisionDays' | 'approvals'>;
  readonly roster: readonly RosterPerson[];
  /** How the funnel's follow-ups become actions; none where missing. */
  readonly followUp?: { readonly role: string; readonly channel: string; readonly withinDays: number } | undefined;
  /** Pairs of policies to hold against each other: who would move. Files are named from the policies' folder. */
  readonly compare?: readonly Comparison[] | undefined;
  /** What every customer is quoted where there is a price list. */
  readonly offer?: OfferTemplate | undefined;
}

/** Every policy of a review, compiled. */
export interface Policies {
  readonly segment: ReturnType<typeof compileSegmentationJson>;
  readonly classify: ReturnType<typeof compileValueJson>;
  readonly assess: ReturnType<typeof compileRiskJson>;
  readonly retain: ReturnType<typeof compileRetentionJson>;
  readonly funnel: Funnel | undefined;
  readonly quote: ReturnType<typeof compilePricingJson> | undefined;
  readonly contact: ContactPolicy;
  readonly plan: Plan;
  readonly comparisons: readonly CompiledComparison[];
}

const amount = z.union([z.number(), z.strictObject({ fact: z.string() })]);

/** Up to which cost, and who. */
const approver = {
  upTo: z.strictObject({ amount: z.string(), currency: z.string() }).optional(),
  by: z.string(),
};

const planSchema = z.strictObject({
  kind: z.literal('plan'),
  id: z.string(),
  version: z.string(),
  source: z.string().optional(),
  currency: z.string().refine(isCurrency, { error: 'an ISO 4217 currency code' }),
  budget: z.string().refine((text) => readScaled(text, 2) >= 0, { error: 'an amount of at least 0' }),
  zone: z.string(),
  atStake: z.string(),
  calendar: z.custom<WorkingCalendar>((value) => checkWorkingCalendar(value).length === 0, {
    error: 'a working calendar',
  }),
  expiry: z.strictObject({
    windowDays: z.int().min(0),
    remindMonths: z.int().min(0),
    decisionDays: z.int().min(0),
    approvals: z.array(
      z.union([
        z.strictObject({ ...approver, leadDays: z.int().min(0) }),
        z.strictObject({ ...approver, leadWorkingDays: z.int().min(0) }),
      ]),
    ),
  }),
  roster: z.array(z.custom<RosterPerson>((value) => typeof value === 'object' && value !== null)).min(1),
  compare: z
    .array(
      z.strictObject({ title: z.string(), before: z.string(), after: z.string(), dimension: z.string().optional() }),
    )
    .optional(),
  followUp: z.strictObject({ role: z.string(), channel: z.string(), withinDays: z.int().min(0) }).optional(),
  offer: z
    .strictObject({
      termMonths: z.int().min(1),
      requestedBy: z.string().optional(),
      lines: z
        .array(
          z.strictObject({
            offering: z.string(),
            quantity: amount.optional(),
            usage: z.record(z.string(), amount).optional(),
          }),
        )
        .min(1),
    })
    .optional(),
});

interface File {
  readonly path: string;
  readonly json: unknown;
}

/** Reads and compiles every policy of a folder. */
export function readPolicies(folder: string): Policies {
  if (!existsSync(folder)) throw new Refusal(`${folder}: no such folder`);
  const byKind = new Map<string, File>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = readJson(join(folder, name));
    const kind = String((file.json as { readonly kind?: unknown } | null)?.kind);
    const other = byKind.get(kind);
    if (other !== undefined)
      throw new Refusal(`${file.path}: a second policy of kind ${JSON.stringify(kind)} beside ${other.path}`);
    byKind.set(kind, file);
  }
  const need = (kind: string): File => {
    const file = byKind.get(kind);
    if (file === undefined) throw new Refusal(`${folder}: no policy of kind ${JSON.stringify(kind)}`);
    return file;
  };
  const plan = compiled(need('plan'), readPlan);
  const funnel = byKind.get('funnel');
  const pricing = byKind.get('pricing');
  return {
    segment: compiled(need('segmentation'), compileSegmentationJson),
    classify: compiled(need('value'), compileValueJson),
    assess: compiled(need('risk'), compileRiskJson),
    retain: compiled(need('retention'), compileRetentionJson),
    funnel: funnel === undefined ? undefined : compiled(funnel, compileFunnelJson),
    quote: pricing === undefined ? undefined : compiled(pricing, compilePricingJson),
    contact: compiled(need('contact'), (json) => {
      const issues = checkContactPolicy(json);
      if (issues.length > 0) throw new PolicyError(issues, 'contact policy');
      return json as ContactPolicy;
    }),
    plan,
    comparisons: (plan.compare ?? []).map(({ title, before, after, dimension }) => ({
      title,
      before: nameBy(readJson(join(folder, before)), dimension),
      after: nameBy(readJson(join(folder, after)), dimension),
    })),
  };
}

function nameBy(file: File, dimension: string | undefined): NameOf {
  if ((file.json as { readonly kind?: unknown } | null)?.kind === 'value') {
    const classify = compiled(file, compileValueJson);
    return (facts, context) => classify.outcome(facts, context).tier;
  }
  const segment = compiled(file, compileSegmentationJson);
  const known = segment.policy.dimensions.map(({ id }) => id);
  if (dimension === undefined || !known.includes(dimension)) {
    throw new Refusal(
      `${file.path}: expected a dimension to compare, one of ${known.join(', ')}, got ${dimension ?? 'nothing'}`,
    );
  }
  return (facts, context) => String(segment.outcome(facts, context)[dimension]);
}

/** Reads a JSON file, or says why it cannot. */
export function readJson(path: string): File {
  if (!existsSync(path)) throw new Refusal(`${path}: no such file`);
  try {
    return { path, json: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    throw new Refusal(`${path}: ${(error as Error).message}`);
  }
}

function compiled<T>({ path, json }: File, compile: (json: unknown) => T): T {
  try {
    return compile(json);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw refuseFile(
      path,
      error.issues.map(({ message }) => message),
    );
  }
}

function readPlan(json: unknown): Plan {
  const parsed = planSchema.safeParse(json);
  if (parsed.success) return parsed.data as Plan;
  throw new PolicyError(
    parsed.error.issues.map(({ path, message }) => ({
      code: 'type',
      path: path as readonly (string | number)[],
      expected: message,
      received: '',
      message: `${path.join('.')}: ${message}`,
    })),
    'plan',
  );
}
