import type { AssessmentScheme } from 'tenure/outreach';

/*
 * A starter scheme for assessing how a base of customers is kept: two levels, "both hands". Every figure is an example, to be replaced
 * by your own; names of people and departments are placeholders.
 */
export const retentionAssessment: AssessmentScheme = {
  kind: 'assessment',
  id: 'retention',
  version: '1',
  label: { en: 'Keeping mid-to-high-end customers', zh: '中高端客户保有考核' },
  procedure: {
    document: 'Joint procedure of key service, hall and phone managers',
    version: '1',
    issuedOn: '2013-01-01',
  },
  indicators: [
    {
      id: 'countyRetention',
      label: { en: 'Customers kept', zh: '中高端客户保有率' },
      level: 'unit',
      formula: 'customers of the frozen cohort still on net / customers of the frozen cohort',
      unit: '%',
      weight: 60,
      department: 'Market department',
      person: 'head of market',
      standard: {
        target: '95.00',
        better: 'higher',
        perPointBetter: '1',
        perPointWorse: '2',
        mostWon: '5',
        mostLost: '10',
      },
    },
    {
      id: 'countyRevenueRetention',
      label: { en: 'Revenue kept', zh: '中高端收入保有率' },
      level: 'unit',
      formula: 'revenue of the frozen cohort now / revenue of the frozen cohort then',
      unit: '%',
      weight: 40,
      department: 'Finance department',
      person: 'head of finance',
      standard: { target: '90.00', better: 'higher', perPointBetter: '1', perPointWorse: '1' },
    },
    {
      id: 'ownCohort',
      label: { en: 'Own customers kept', zh: '个人客户保有率' },
      level: 'manager',
      formula: 'customers of the own frozen cohort still on net / customers of the own frozen cohort',
      unit: '%',
      weight: 70,
      department: 'Key-account department',
      person: 'head of key accounts',
      standard: { target: '95.00', better: 'higher', perPointBetter: '1', perPointWorse: '2' },
    },
    {
      id: 'lateCallbacks',
      label: { en: 'Callbacks made late', zh: '回访超时率' },
      level: 'manager',
      formula: 'callbacks after their day / callbacks',
      unit: '%',
      weight: 30,
      department: 'Customer service',
      person: 'head of service',
      standard: { target: '5.00', better: 'lower', perPointBetter: '0', perPointWorse: '1' },
    },
  ],
};
