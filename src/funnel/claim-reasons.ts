import type { ReasonTexts } from '../core/explain.js';
import type { ClaimEventType } from './claim-event.js';
import { guardTexts } from './guard-texts.js';

/** Why a claim turned out as it did. */
export type ClaimCode =
  | ClaimEventType
  | 'takenOver'
  | 'notInCatalogue'
  | 'noOutcome'
  | 'heldByPerson'
  | 'heldByTeam'
  | 'coolingDown'
  | 'teamNotClaimed'
  | 'notOwner'
  | 'alreadyOwner'
  | 'notProtecting'
  | 'guardMet'
  | 'guardUnmet'
  | 'guardUnknown'
  | 'waived'
  | 'unknownCommand'
  | 'conflict'
  | 'retry';

export const claimTexts: ReasonTexts<ClaimCode> = {
  teamClaimed: { en: 'Team {team} claims the account.', zh: '团队 {team} 认领该客户。' },
  teamReleased: { en: 'Team {team} gives the account back.', zh: '团队 {team} 退回该客户。' },
  registered: { en: 'Registered to {person} until {validUntil}.', zh: '报备给 {person}，有效期至 {validUntil}。' },
  renewed: {
    en: '{action} ({outcome}) renews the registration until {validUntil}.',
    zh: '{action}（{outcome}）延续报备至 {validUntil}。',
  },
  noted: {
    en: '{action} is noted; the registration stays valid until {validUntil}.',
    zh: '{action} 已记录，报备有效期仍至 {validUntil}。',
  },
  protected: { en: 'A contract protects the ownership until {validUntil}.', zh: '合同保护归属至 {validUntil}。' },
  lapsed: { en: 'The registration of {person} has lapsed since {on}.', zh: '{person} 的报备自 {on} 起失效。' },
  released: { en: '{person} gives the account back to the pool.', zh: '{person} 将客户退回公海。' },
  transferred: { en: 'From {from} to {person}: {reason}.', zh: '由 {from} 移交 {person}：{reason}。' },
  takenOver: {
    en: '{role} goes before {otherRole} within {withinDays} days of the registration.',
    zh: '报备后 {withinDays} 天内，{role} 优先于 {otherRole}。',
  },
  notInCatalogue: {
    en: '{action} is no sales action of the catalogue and does not renew.',
    zh: '{action} 不属于规范销售动作，不能延续报备。',
  },
  noOutcome: {
    en: '{action} has no recorded outcome out of {outcomes} and does not renew.',
    zh: '{action} 未记录结果（{outcomes}），不能延续报备。',
  },
  heldByPerson: {
    en: 'Registered to {person} since {since}, valid until {validUntil}.',
    zh: '已由 {person} 报备（{since}），有效期至 {validUntil}。',
  },
  heldByTeam: { en: 'Claimed by team {team} since {since}.', zh: '已由团队 {team} 认领（{since}）。' },
  coolingDown: {
    en: '{person} owned it until {endedOn} and may register again from {on}.',
    zh: '{person} 的归属于 {endedOn} 结束，{on} 起方可再次报备。',
  },
  teamNotClaimed: { en: 'The own team has not claimed the account.', zh: '本团队尚未认领该客户。' },
  notOwner: {
    en: '{person} does not own the account; its owner is {owner}.',
    zh: '{person} 不是该客户归属人；归属人：{owner}。',
  },
  alreadyOwner: { en: '{person} owns the account already.', zh: '{person} 已是归属人。' },
  notProtecting: { en: 'Contracts do not protect an ownership under this policy.', zh: '本策略下合同不保护归属。' },
  ...guardTexts,
  unknownCommand: { en: 'There is no command {command}.', zh: '没有命令 {command}。' },
  conflict: {
    en: 'The account has changed since: revision {revision}, expected {expectedRevision}.',
    zh: '归属已被更改：当前版本 {revision}，预期版本 {expectedRevision}。',
  },
  retry: {
    en: 'By waiting alone it becomes possible on {on}, unless somebody acts.',
    zh: '若无人动作，{on} 起即可执行。',
  },
};
