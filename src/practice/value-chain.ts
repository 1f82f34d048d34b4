import { Decimal, parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { FullLabel } from './code-list.js';
import type { CodeOf } from './code-lists.js';

/** The capability that controls a link of the value chain, and where an operator stands on it. */
export interface ControlPoint {
  readonly link: CodeOf<'valueChainLink'>;
  readonly capability: FullLabel;
  /** The area an operator works in today; the others are to be explored. */
  readonly area: 'current' | 'exploratory';
  /** Whether the practice says that an operator lacks the capability. */
  readonly operatorLacks: boolean;
}

/** The links of the value chain in order, with the capability behind each: the control points of the smile curve (微笑曲线). */
export const controlPoints: readonly ControlPoint[] = [
  {
    link: 'content',
    capability: { en: 'Content resources', zh: '内容资源' },
    area: 'exploratory',
    operatorLacks: true,
  },
  {
    link: 'integration',
    capability: { en: 'Technical resources and the standing to negotiate for them', zh: '技术资源及议价能力' },
    area: 'exploratory',
    operatorLacks: false,
  },
  {
    link: 'consulting',
    capability: { en: 'Recognising customer needs; technical resources', zh: '客户需求识别能力、技术资源' },
    area: 'exploratory',
    operatorLacks: false,
  },
  {
    link: 'platform',
    capability: { en: 'Platform capability', zh: '平台能力' },
    area: 'exploratory',
    operatorLacks: false,
  },
  {
    link: 'serviceProvision',
    capability: { en: 'Service control and management', zh: '业务控制与管理' },
    area: 'exploratory',
    operatorLacks: false,
  },
  { link: 'network', capability: { en: 'Network resources', zh: '网络资源' }, area: 'current', operatorLacks: false },
  {
    link: 'marketing',
    capability: { en: 'Channel resources', zh: '渠道资源' },
    area: 'exploratory',
    operatorLacks: false,
  },
  {
    link: 'customerService',
    capability: { en: 'Customer scale, profile information, brand', zh: '客户规模、客户信息、品牌' },
    area: 'exploratory',
    operatorLacks: false,
  },
];

/** What a link of the chain turns over and earns; decimal texts. */
export interface LinkResult<Id extends string = string> {
  readonly link: Id;
  readonly revenue: string;
  readonly margin: string;
}

/** A link with its rates in per cent; `null` where there is nothing to take the rate of. */
export interface LinkMargin<Id extends string = string> {
  readonly link: Id;
  readonly marginPercent: number | null;
  readonly revenueSharePercent: number | null;
  readonly marginSharePercent: number | null;
}

/** Margins along the chain. */
export interface SmileCurve<Id extends string = string> {
  readonly links: readonly LinkMargin<Id>[];
  /** The link of the lowest margin rate, the first of equal ones; `null` where none has a rate. */
  readonly lowest: Id | null;
  /** Whether the lowest lies inside and both ends are higher. */
  readonly isSmile: boolean;
}

/**
 * Margins along the value chain, and whether they smile (微笑曲线): low in the middle, high at both ends.
 *
 * @param results in the order of the chain
 * @throws InputError `format`, or `duplicate` for a link that comes twice
 */
export function smileCurve<const Id extends string>(results: readonly LinkResult<Id>[]): SmileCurve<Id> {
  const twice = results.findIndex(({ link }, at) => results.findIndex((other) => other.link === link) < at);
  if (twice >= 0)
    throw new InputError([issue('duplicate', ['results', twice, 'link'], 'each link once', results[twice]!.link)]);
  const read = results.map(({ revenue, margin }, at) => ({
    revenue: parseDecimal(revenue, ['results', at, 'revenue']),
    margin: parseDecimal(margin, ['results', at, 'margin']),
  }));
  const total = (key: 'revenue' | 'margin') => read.reduce((sum, one) => sum.plus(one[key]), new Decimal(0));
  const [revenue, margin] = [total('revenue'), total('margin')];
  const rate = (part: Decimal, of: Decimal) => (of.greaterThan(0) ? part.times(100).div(of).toNumber() : null);
  const links = results.map(({ link }, at) => ({
    link,
    marginPercent: rate(read[at]!.margin, read[at]!.revenue),
    revenueSharePercent: rate(read[at]!.revenue, revenue),
    marginSharePercent: rate(read[at]!.margin, margin),
  }));
  const rates = links.flatMap(({ marginPercent }) => marginPercent ?? []);
  const least = Math.min(...rates);
  const lowest = links.find(({ marginPercent }) => marginPercent === least)?.link ?? null;
  const [first, last] = [links[0]?.marginPercent, links.at(-1)?.marginPercent];
  const isSmile = rates.length === links.length && rates.length > 2 && first! > least && last! > least;
  return { links, lowest, isSmile };
}
