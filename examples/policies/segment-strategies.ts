import { compileStrategy } from 'tenure/segmentation';

/*
 * What to do about each kind of need: a card per segment of the starter segmentation (dimension `need`). The ids of
 * actions, owners and indicators are those of your own plans, roles and assessment; all content is an example.
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
      productMix: ['leasedLine', 'backupCircuit'],
      pricePosture: ['valueMessage', 'noDiscountOnBackup'],
      loyaltyPlan: ['yearlyNetworkReview', 'namedEngineer'],
      channel: ['visit', 'serviceCentre'],
      actions: [
        {
          action: 'networkReview',
          owner: 'chiefAccountManager',
          target: { indicator: 'retentionRate', value: '0.98' },
        },
      ],
    },
    {
      segment: 'networking',
      label: { en: 'Networking', zh: '组网' },
      productMix: ['virtualPrivateNetwork', 'privateLine'],
      pricePosture: ['termDiscount'],
      loyaltyPlan: ['siteBonus'],
      channel: ['visit', 'phone'],
    },
    {
      // Young, price-insensitive, keen on new products, most of the bill for the internet.
      segment: 'data',
      label: { en: 'Data', zh: '数据' },
      productMix: ['broadband', 'cloudStorage'],
      pricePosture: ['floatingBroadbandPrice', 'valueMessage'],
      loyaltyPlan: ['localCallDiscountOnBroadbandStop'],
      channel: ['email', 'web'],
    },
    {
      // The loyalty plan is still open: the decider says so wherever this card is used.
      segment: 'voice',
      label: { en: 'Voice', zh: '语音' },
      productMix: ['callBundle'],
      pricePosture: ['flatRate'],
      channel: ['phone', 'hall'],
    },
  ],
});
