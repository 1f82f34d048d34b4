import { compileClaims } from 'tenure/funnel';

/**
 * Ownership of accounts in a sales grid (认领与报备): the team claims, a person registers and owns the account alone,
 * catalogue sales actions keep the registration alive.
 *
 * The practice names the mechanism and no number: 30 days, 14 days of cool-down and the warning a week ahead are
 * examples. Put your own.
 */
export const accountClaims = compileClaims({
  kind: 'claims',
  id: 'grid-registration',
  version: '1',
  label: { en: 'Account registration', zh: '客户报备' },
  facts: [
    // How many more accounts the person may hold, and register today: counted by the caller, who sees the whole book.
    { id: 'capacityLeft', kind: 'integer', label: { en: 'capacity left', zh: '剩余容量' } },
    { id: 'quotaLeftToday', kind: 'integer', label: { en: 'quota left today', zh: '今日剩余额度' } },
  ],
  validity: { length: 30, unit: 'days' },
  expiringDays: 7,
  coolDownDays: 14,
  teamClaim: 'needed',
  teamClaimAfterLapse: 'survives',
  // A running contract protects its owner until 90 days after its end.
  protection: { length: 90, unit: 'days' },
  // The company's own manager goes before an agent who registered on the same day.
  precedence: { roles: ['accountManager', 'agent'], withinDays: 0 },
  actions: [
    { id: 'onSiteVisit', outcomes: ['met', 'presented'], label: { en: 'visit on site', zh: '上门拜访' } },
    { id: 'effectiveCall', outcomes: ['spoke'], label: { en: 'effective call', zh: '有效通话' } },
    { id: 'proposal', outcomes: ['handedOver'], label: { en: 'proposal', zh: '提交方案' } },
    { id: 'demo', outcomes: ['held'], label: { en: 'demonstration', zh: '产品演示' } },
    { id: 'eventInvite', outcomes: ['accepted', 'attended'], label: { en: 'event invitation', zh: '活动邀请' } },
    { id: 'materialSent', outcomes: ['confirmed'], label: { en: 'material sent', zh: '资料寄送' } },
  ],
  guards: [
    {
      id: 'capacity',
      label: { en: 'Room in the own list', zh: '名下容量' },
      on: ['register', 'transfer'],
      when: { capacityLeft: { $gte: 1 } },
      evidence: { en: 'an account given back first', zh: '先退回一个客户' },
    },
    {
      id: 'quota',
      label: { en: 'Daily quota', zh: '每日额度' },
      on: ['register'],
      when: { quotaLeftToday: { $gte: 1 } },
      evidence: { en: 'tomorrow’s quota', zh: '次日额度' },
    },
  ],
  terms: [
    { id: 'accountManager', label: { en: 'account manager', zh: '客户经理' } },
    { id: 'agent', label: { en: 'agent', zh: '代理商' } },
  ],
});
