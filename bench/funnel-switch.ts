import { dayNumber, isDate } from 'tenure/core';
import type { FunnelCommand, OpportunityState } from 'tenure/funnel';
import type { StageId } from './funnel-commands.js';

type Known = Readonly<Record<string, unknown>>;

/** What a developer would write for these commands, who trusts every input: no state, date or fact is looked at twice. */
export function trustingSwitch(stage: StageId, type: string, technique: string | undefined, facts: Known): StageId {
  switch (stage) {
    case 'target':
      if (
        type === 'list' &&
        facts.customerFileId != null &&
        facts.claimedByTeam === true &&
        facts.registration === 'valid'
      )
        return 'listed';
      return stage;
    case 'listed':
      if (
        type === 'qualify' &&
        isTechnique(technique) &&
        facts.registration === 'valid' &&
        (facts.needStatus === 'latent' || facts.needStatus === 'explicit' || facts.needStatus === 'unbearable') &&
        facts.ableToBuy === true
      )
        return 'potential';
      return stage;
    case 'potential':
      if (type === 'clarify' && facts.needStatus === 'unbearable' && facts.customerAskedForSolution === true)
        return 'intent';
      return stage;
    case 'intent':
      return type === 'cool' ? 'potential' : stage;
    case 'order':
      return type === 'activate' && facts.provisioning === 'activated' ? 'onNet' : stage;
    default:
      return stage;
  }
}

/**
 * The same with what the lane without reasons promises, no more and no less: the command's and the state's shape, the
 * date of the last change, the conflict of revisions, the lapse of a listing after 30 days; and of the facts that the
 * move asks for, each a value of its kind or unknown, also where an earlier one already says no. The day is checked once
 * for all, by the caller.
 */
export function checkingSwitch(
  state: OpportunityState<StageId>,
  command: FunnelCommand,
  facts: Known,
  asOf: string,
  today: number,
): StageId {
  checkCommand(command);
  checkState(state, asOf);
  let { stage } = state;
  if (stage === 'listed' && today > Math.max(dayNumber(state.enteredOn), dayNumber(state.touchedOn)) + 30)
    stage = 'target';
  const { type, expectedRevision } = command;
  const isStale = !isMissing(expectedRevision) && expectedRevision !== state.revision;
  switch (stage) {
    case 'target': {
      if (isStale || type !== 'list') return stage;
      checkRecord(facts);
      const file = text(facts.customerFileId);
      const claimed = flag(facts.claimedByTeam);
      const registration = registrationOf(facts.registration);
      return file !== null && claimed === true && registration === 'valid' ? 'listed' : stage;
    }
    case 'listed': {
      if (isStale || type !== 'qualify') return stage;
      checkRecord(facts);
      const registration = registrationOf(facts.registration);
      const need = needOf(facts.needStatus);
      const able = flag(facts.ableToBuy);
      const isFit = need === 'latent' || need === 'explicit' || need === 'unbearable';
      return isTechnique(command.technique) && registration === 'valid' && isFit && able === true ? 'potential' : stage;
    }
    case 'potential': {
      if (isStale || type !== 'clarify') return stage;
      checkRecord(facts);
      const need = needOf(facts.needStatus);
      const asked = flag(facts.customerAskedForSolution);
      return need === 'unbearable' && asked === true ? 'intent' : stage;
    }
    case 'intent':
      return type === 'cool' && !isStale ? 'potential' : stage;
    case 'order':
      if (isStale || type !== 'activate') return stage;
      checkRecord(facts);
      return provisioningOf(facts.provisioning) === 'activated' ? 'onNet' : stage;
    case 'onNet':
    case 'lost':
    case 'churned':
      return stage;
    default:
      throw new Error('unknown stage');
  }
}

function checkCommand(command: FunnelCommand): void {
  if (typeof command !== 'object' || command === null || typeof command.type !== 'string')
    throw new Error('no command');
  const { by, role, technique, reason, value, expectedRevision } = command;
  const areTexts = isText(by) && isText(role) && isText(technique) && isText(reason);
  if (!areTexts) throw new Error('a text expected');
  if (!isMissing(expectedRevision) && !Number.isSafeInteger(expectedRevision)) throw new Error('no revision');
  if (!isMissing(value) && (typeof value?.amount !== 'string' || typeof value.currency !== 'string'))
    throw new Error('no money');
}

/** What a command lacks may be null in JSON. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isText(value: unknown): boolean {
  return isMissing(value) || typeof value === 'string';
}

function checkState(state: OpportunityState, asOf: string): void {
  if (typeof state !== 'object' || state.schema !== 1) throw new Error('no state of version 1');
  if (!Number.isSafeInteger(state.revision) || state.revision < 1) throw new Error('no revision');
  if (!isDate(state.lastOn)) throw new Error('no date');
  if (asOf < state.lastOn) throw new Error('in the past');
}

function checkRecord(facts: Known): void {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) throw new Error('no record');
}

function unknown(value: unknown): null {
  const isKnown =
    value !== undefined &&
    value !== null &&
    !(typeof value === 'object' && 'unknown' in value && Array.isArray(value.unknown));
  if (isKnown) throw new Error('of another kind');
  return null;
}

function flag(value: unknown): boolean | null {
  return value === true || value === false ? value : unknown(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 10_000 ? value : unknown(value);
}

function registrationOf(value: unknown): string | null {
  return value === 'none' || value === 'valid' || value === 'lapsed' ? value : unknown(value);
}

function needOf(value: unknown): string | null {
  const isNeed = value === 'none' || value === 'latent' || value === 'explicit' || value === 'unbearable';
  return isNeed ? value : unknown(value);
}

function provisioningOf(value: unknown): string | null {
  const isStatus =
    value === 'ordered' ||
    value === 'resourceConfirmed' ||
    value === 'scheduled' ||
    value === 'activated' ||
    value === 'failed';
  return isStatus ? value : unknown(value);
}

function isTechnique(technique: string | undefined): boolean {
  return (
    technique === 'directVisit' ||
    technique === 'marketEvent' ||
    technique === 'brochures' ||
    technique === 'newsletterOnline' ||
    technique === 'telemarketing' ||
    technique === 'agentPartnerReferral'
  );
}
