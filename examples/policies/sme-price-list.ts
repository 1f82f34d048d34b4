import { compilePricing } from 'tenure/pricing';

/**
 * A starter price list for small and medium business customers: fibre, mobile and a switchboard, one bundle, discounts by
 * term and volume, one rescue discount, a cost floor and four levels of authority.
 *
 * Every figure is an example. Replace the prices, costs and thresholds by your own; nothing here is a default of the library.
 */
export const smePriceList = compilePricing({
  kind: 'pricing',
  id: 'sme-price-list',
  version: '2013.1',
  label: { en: 'SME price list', zh: '中小企业资费' },
  effectiveFrom: '2013-01-01',
  source: 'Example figures, not a real price list',
  currency: 'CNY',
  // Each line and each discount is rounded once, to the cent, as an invoice is.
  rounding: { mode: 'halfUp' },
  // A spread discount leaves its last cents to the lines with the largest cut-off fraction.
  allocation: 'largestRemainder',

  // What a request tells of the customer. A quote brings `termMonths`, `listTotal` and `lineCount` itself.
  facts: [
    { id: 'category', kind: 'text', values: ['sme', 'group', 'government'], label: { en: 'category', zh: '客户类别' } },
    { id: 'churnRisk', kind: 'decimal', scale: 2, min: '0', max: '1', label: { en: 'churn risk', zh: '流失概率' } },
    { id: 'creditClass', kind: 'text', label: { en: 'credit class', zh: '信用等级' } },
  ],

  // What is delivered; `needs` lets a cover be chosen for a customer's needs.
  specifications: [
    { id: 'fibre', label: { en: 'Fibre access', zh: '光纤接入' }, needs: ['internet'] },
    { id: 'mobile', label: { en: 'Mobile line', zh: '移动电话' }, needs: ['mobile'] },
    { id: 'switchboard', label: { en: 'Virtual switchboard', zh: '虚拟总机' }, needs: ['fixedVoice'] },
    { id: 'backup', label: { en: 'Backup circuit', zh: '备份电路' }, needs: ['resilience'] },
  ],

  // Fibre and backup circuits are for certain segments only: this fact says which one a customer is of.
  marketSegment: 'category',

  prices: [
    {
      id: 'fibre-rental',
      label: { en: 'Fibre rental', zh: '光纤月租' },
      priceType: 'recurring',
      periodMonths: 1,
      charge: { model: 'perUnit', amount: '880.00' },
      cost: { model: 'perUnit', amount: '520.00' },
    },
    {
      id: 'mobile-rental',
      label: { en: 'Mobile rental', zh: '手机月租' },
      priceType: 'recurring',
      periodMonths: 1,
      // The more lines, the less each of them costs: the tier reached prices all lines.
      charge: {
        model: 'volume',
        tiers: [{ upTo: 20, unit: '58.00' }, { upTo: 100, unit: '52.00' }, { unit: '46.00' }],
      },
      cost: { model: 'perUnit', amount: '21.00' },
    },
    {
      id: 'mobile-minutes',
      label: { en: 'Minutes', zh: '通话费' },
      priceType: 'usage',
      meters: ['minutes'],
      unit: 'minutes',
      // 500 minutes are included for each bill; each further minute costs 0.15.
      charge: { model: 'allowance', included: 500, unit: '0.15' },
      cost: { model: 'perUnit', amount: '0.03' },
    },
    {
      id: 'data',
      label: { en: 'Mobile data', zh: '流量费' },
      priceType: 'usage',
      meters: ['dataGb'],
      unit: 'GB',
      quantityScale: 3,
      // Graduated: each tier prices the gigabytes that fall into it.
      charge: {
        model: 'graduated',
        tiers: [{ upTo: 10, unit: '10.00' }, { upTo: 100, unit: '5.00' }, { unit: '3.00' }],
      },
      cost: { model: 'perUnit', amount: '1.20' },
    },
    {
      id: 'switchboard-rental',
      label: { en: 'Switchboard rental', zh: '总机月租' },
      priceType: 'recurring',
      periodMonths: 1,
      // Sold in packages of ten extensions, the started one included.
      charge: { model: 'package', size: 10, amount: '150.00' },
      cost: { model: 'package', size: 10, amount: '60.00' },
    },
    {
      id: 'backup-rental',
      label: { en: 'Backup circuit rental', zh: '备份电路月租' },
      priceType: 'recurring',
      periodMonths: 1,
      charge: { model: 'perUnit', amount: '400.00' },
      // What a backup circuit costs depends on the site: unknown here, given with the request's line. Never zero.
      cost: null,
    },
    {
      id: 'installation',
      label: { en: 'Installation', zh: '安装费' },
      priceType: 'oneTime',
      charge: { model: 'perUnit', amount: '300.00' },
      cost: { model: 'perUnit', amount: '260.00' },
    },
  ],

  offerings: [
    {
      id: 'fibre-100',
      label: { en: 'Fibre 100M', zh: '光纤100M' },
      specification: 'fibre',
      prices: ['fibre-rental', 'installation'],
      marketSegments: ['sme', 'group'],
      termMonths: [1, 12, 24, 36],
    },
    {
      id: 'mobile-business',
      label: { en: 'Business mobile', zh: '商务手机' },
      specification: 'mobile',
      prices: ['mobile-rental', 'mobile-minutes', 'data'],
    },
    {
      id: 'switchboard',
      label: { en: 'Switchboard', zh: '虚拟总机' },
      specification: 'switchboard',
      prices: ['switchboard-rental'],
      relationships: [{ type: 'requires', offering: 'fibre-100' }],
    },
    {
      id: 'backup',
      label: { en: 'Backup circuit', zh: '备份电路' },
      specification: 'backup',
      prices: ['backup-rental'],
      // For those who cannot afford an outage; a small shop is not sold one.
      marketSegments: ['group', 'government'],
    },
    {
      id: 'office-pack',
      label: { en: 'Office pack', zh: '商务套餐' },
      prices: [],
      // Fibre, five mobile lines and ten extensions for one monthly price; usage and installation stay as they are.
      bundle: {
        components: [
          { offering: 'fibre-100' },
          { offering: 'mobile-business', quantity: 5 },
          { offering: 'switchboard', quantity: 10 },
        ],
        price: { kind: 'fixedPrice', amount: '1160.00' },
        exclusive: 'bundles',
        priceTypes: ['recurring'],
      },
    },
  ],

  adjustments: [
    {
      id: 'fibre-and-mobile',
      label: { en: 'Fibre with mobile', zh: '光纤手机融合优惠' },
      stage: 'bundle',
      priority: 1,
      together: ['fibre-100', 'mobile-business'],
      lines: { offerings: ['fibre-100', 'mobile-business'], priceTypes: ['recurring'] },
      // The office pack has its own price; the two do not add up.
      exclusive: 'bundles',
      effect: { kind: 'percentOff', percent: '5', of: 'running' },
    },
    {
      id: 'contract-term',
      label: { en: 'Contract term', zh: '合同期优惠' },
      stage: 'term',
      priority: 1,
      lines: { priceTypes: ['recurring'] },
      effect: {
        kind: 'scheduleOff',
        by: 'termMonths',
        of: 'running',
        bands: [
          { below: 12, percent: '0' },
          { below: 24, percent: '5' },
          { below: 36, percent: '10' },
          { percent: '12' },
        ],
      },
    },
    {
      id: 'rescue',
      label: { en: 'At-risk discount', zh: '流失风险客户折扣' },
      stage: 'promotion',
      priority: 1,
      // Only above a churn risk of 30 %. Where the risk is unknown it is not granted, and the reasons say so.
      when: { churnRisk: { $gte: '0.30' } },
      lines: { priceTypes: ['recurring'] },
      effect: { kind: 'percentOff', percent: '8', of: 'running' },
    },
    {
      id: 'annual-rebate',
      label: { en: 'Annual rebate', zh: '年度返点' },
      stage: 'offInvoice',
      priority: 1,
      when: { category: 'group' },
      effect: { kind: 'percentOff', percent: '3', of: 'running' },
    },
  ],

  // Terms, volume and promotions together never take more than 25 % off a line.
  caps: [
    {
      id: 'most-off',
      label: { en: 'Most that is off', zh: '优惠上限' },
      stages: ['term', 'volume', 'promotion', 'negotiation'],
      percent: '25',
    },
  ],

  // Nobody may sell below cost plus 10 % of the price, measured after rebates.
  floor: { basis: 'pocket', minimumMargin: { percent: '10', of: 'price' }, per: 'quote' },

  // What the price list grants by itself needs no signature, so discounts are measured from the contract price.
  authority: {
    from: 'contract',
    to: 'invoice',
    chain: 'sequential',
    levels: [
      { id: 'accountManager', label: { en: 'account manager', zh: '客户经理' } },
      { id: 'head', label: { en: 'head of key accounts', zh: '大客户中心主任' } },
      { id: 'city', label: { en: 'city company', zh: '市公司' } },
      { id: 'province', label: { en: 'provincial company', zh: '省公司' } },
    ],
    rules: [
      {
        id: 'everyone',
        bands: [
          { upTo: '5', level: 'accountManager' },
          { upTo: '10', level: 'head' },
          { upTo: '15', level: 'city' },
          { upTo: '30', level: 'province' },
          { level: null },
        ],
      },
    ],
  },

  payment: {
    creditClass: 'creditClass',
    whenUnknown: 'C',
    terms: [
      {
        creditClass: 'A',
        modes: ['postpaid', 'prepaid', 'unifiedGroupBill'],
        termDays: 60,
        depositPercent: '0',
        limit: '50000',
      },
      { creditClass: 'B', modes: ['postpaid', 'prepaid'], termDays: 30, depositPercent: '0', limit: '20000' },
      { creditClass: 'C', modes: ['prepaid'], termDays: 0, depositPercent: '20' },
    ],
  },
});
