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
