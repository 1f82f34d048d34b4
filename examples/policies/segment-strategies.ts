import { compileStrategy } from 'tenure/segmentation';

/*
 * What to do about each kind of need: a card per segment of the starter segmentation (dimension `need`). Products are offerings of the
 * starter price list, loyalty plans its keep-plans and care calendar, channels those of the practice, actions its keep-plans, owners their
 * levels, targets indicators of the starter assessment: `checkStrategyReferences` holds that nothing dangles. All content is an example.
 */
export const segmentStrategies = compileStrategy({
  kind: 'strategy',
  id: 'segment-strategies',
  version: '1',
  label: { en: 'Strategy by segment', zh: '细分市场策略' },
  source: 'starter policy; all content is an example',
  dimension: 'need',
  cards: [
    {
      segment: 'resilience',
      label: { en: 'Resilience', zh: '安全可靠' },
      productMix: ['fibre-100', 'backup'],
      pricePosture: ['valueMessage', 'noDiscountOnBackup'],
      loyaltyPlan: ['keyVisit', 'roundTable'],
      channel: ['visit', 'serviceCentre'],
      actions: [
        { action: 'serviceRecovery', owner: 'county', target: { indicator: 'countyRetention', value: '98.00' } },
      ],
    },
    {
      segment: 'networking',
      label: { en: 'Networking', zh: '组网' },
      productMix: ['fibre-100', 'switchboard'],
      pricePosture: ['termDiscount'],
      loyaltyPlan: ['membership'],
      channel: ['visit', 'phone'],
      actions: [{ action: 'renewalCall', owner: 'grid', target: { indicator: 'ownCohort', value: '96.00' } }],
    },
    {
      // Young, price-insensitive, keen on new products, most of the bill for the internet. The discount on local calls is for those whose
      // broadband falls silent.
      segment: 'data',
      label: { en: 'Data', zh: '数据' },
      productMix: ['fibre-100', 'office-pack'],
      pricePosture: ['floatingBroadbandPrice', 'valueMessage'],
      loyaltyPlan: ['callDiscount'],
      channel: ['email', 'web'],
      actions: [{ action: 'callDiscount', owner: 'grid' }],
    },
    {
      // The loyalty plan is still open: the decider says so wherever this card is used.
      segment: 'voice',
      label: { en: 'Voice', zh: '语音' },
      productMix: ['mobile-business'],
      pricePosture: ['flatRate'],
      channel: ['phone', 'hall'],
    },
  ],
});
