import type { ReasonTexts } from '../core/explain.js';

/** Why a quote is as it is: what each adjustment did or why it did not, and what floor, authority and payment say. */
export type PricingCode =
  | 'pooled'
  | 'applied'
  | 'limited'
  | 'notMatched'
  | 'undecided'
  | 'noLine'
  | 'notTogether'
  | 'excluded'
  | 'noEffect'
  | 'bundlePrice'
  | 'negotiated'
  | 'belowMinimum'
  | 'aboveFloor'
  | 'belowFloor'
  | 'costUnknown'
  | 'noDiscount'
  | 'withinAuthority'
  | 'approvalNeeded'
  | 'beyondAuthority'
  | 'overBudget'
  | 'authorityUndecided'
  | 'paymentAllowed'
  | 'paymentRefused'
  | 'creditUnknown'
  | 'overLimit'
  | 'exposureUnknown'
  | 'requires'
  | 'excludes'
  | 'otherSegment'
  | 'segmentUnknown'
  | 'benefitAllowed'
  | 'benefitNeedsClearance'
  | 'benefitBlocked';

export const pricingTexts: ReasonTexts<PricingCode> = {
  pooled: {
    en: '{rule}: {used} used of {included} shared units, {overage} beyond.',
    zh: '{rule}：共享 {included}，已用 {used}，超出 {overage}。',
  },
  applied: { en: '{rule} ({stage}): {change}.', zh: '{rule}（{stage}）：{change}。' },
  limited: {
    en: '{rule} ({stage}): only {change}, because a cap, a minimum price or the price itself ends it.',
    zh: '{rule}（{stage}）：仅 {change}，因受上限、最低价或价格本身限制。',
  },
  notMatched: { en: 'Not {rule}: {tests}.', zh: '不适用 {rule}：{tests}。' },
  undecided: {
    en: '{rule} cannot be decided and is not granted: {tests}.',
    zh: '{rule} 无法判断，暂不给予：{tests}。',
  },
  noLine: { en: 'Not {rule}: no line that it is for.', zh: '不适用 {rule}：没有对应的产品。' },
  notTogether: { en: 'Not {rule}: {missing} is not in the quote.', zh: '不适用 {rule}：报价中缺少 {missing}。' },
  excluded: { en: 'Not {rule}: {by} excludes it.', zh: '不适用 {rule}：与 {by} 互斥。' },
  noEffect: { en: '{rule} changes nothing here.', zh: '{rule} 在此不产生变化。' },
  bundlePrice: { en: 'Bundle price of {rule}: {change}.', zh: '{rule} 套餐价：{change}。' },
  negotiated: { en: 'Discount asked for ({rule}): {change}.', zh: '申请优惠（{rule}）：{change}。' },
  belowMinimum: { en: '{rule}: {shortfall} short of the minimum.', zh: '{rule}：距保底差 {shortfall}。' },
  aboveFloor: { en: '{basis} {price} holds the cost floor {floor}.', zh: '{basis} {price} 不低于成本底价 {floor}。' },
  belowFloor: {
    en: '{basis} {price} is {shortfall} below the cost floor {floor}; nobody may approve that.',
    zh: '{basis} {price} 低于成本底价 {floor}，差 {shortfall}，任何权限不得批准。',
  },
  costUnknown: {
    en: 'A cost is unknown ({missing}), so floor and margin are unknown.',
    zh: '成本未知（{missing}），底价与毛利无法判断。',
  },
  noDiscount: { en: 'No discount that needs an authority.', zh: '没有需要审批的优惠。' },
  withinAuthority: {
    en: '{percent} % off is within the authority of {requester}.',
    zh: '优惠 {percent}% 在 {requester} 权限之内。',
  },
  approvalNeeded: {
    en: '{percent} % off is decided by {level}; to sign: {chain}.',
    zh: '优惠 {percent}% 由 {level} 审批，审批链：{chain}。',
  },
  beyondAuthority: { en: '{percent} % off is beyond every authority.', zh: '优惠 {percent}% 超出所有权限。' },
  overBudget: {
    en: '{requester} has {budgetLeft} left to give and {discount} is asked: {over} over.',
    zh: '{requester} 剩余优惠额度 {budgetLeft}，申请 {discount}，超出 {over}。',
  },
  authorityUndecided: {
    en: 'Which authority rule holds cannot be decided: {tests}.',
    zh: '适用哪条权限规则无法判断：{tests}。',
  },
  paymentAllowed: {
    en: 'Credit class {creditClass} may pay by {mode} within {termDays} days.',
    zh: '信用等级 {creditClass} 可采用 {mode}，账期 {termDays} 天。',
  },
  paymentRefused: {
    en: 'Credit class {creditClass} may not pay by {mode} within {termDays} days; it may by {modes} within {allowedDays}.',
    zh: '信用等级 {creditClass} 不可采用 {mode}（账期 {termDays} 天），可采用 {modes}（账期 {allowedDays} 天）。',
  },
  creditUnknown: {
    en: 'The credit class is unknown, so {creditClass} is assumed.',
    zh: '信用等级未知，按 {creditClass} 处理。',
  },
  overLimit: {
    en: '{exposure} stands open, {over} above the limit of {limit}.',
    zh: '未结金额 {exposure}，超出限额 {limit} 达 {over}。',
  },
  exposureUnknown: {
    en: 'What stands open is not fully known, so the limit of {limit} cannot be checked.',
    zh: '未结金额不全，无法核对限额 {limit}。',
  },
  requires: { en: '{rule} requires {missing} in the same quote.', zh: '{rule} 须与 {missing} 同时订购。' },
  excludes: { en: '{rule} and {other} cannot be sold together.', zh: '{rule} 与 {other} 不可同时订购。' },
  otherSegment: {
    en: '{rule} is sold to {segments} only, not to {seen}.',
    zh: '{rule} 仅面向 {segments}，不面向 {seen}。',
  },
  segmentUnknown: {
    en: '{rule} is sold to {segments} only, and the market segment is unknown.',
    zh: '{rule} 仅面向 {segments}，客户所属细分市场未知。',
  },
  benefitAllowed: { en: '{rule} ({benefit}) may be given: {because}.', zh: '{rule}（{benefit}）可以给予：{because}。' },
  benefitNeedsClearance: {
    en: '{rule} ({benefit}) needs clearance: {because}.',
    zh: '{rule}（{benefit}）须经合规审批：{because}。',
  },
  benefitBlocked: {
    en: '{rule} ({benefit}) is blocked: {because}.',
    zh: '{rule}（{benefit}）被合规审查拦截：{because}。',
  },
};
