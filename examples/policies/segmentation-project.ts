import type { ProjectPhase } from 'tenure/segmentation';

/*
 * A project that builds a market segmentation in five phases over eleven calendar weeks. Each phase says which sources
 * of data open with it: research attributes come with the survey, not before.
 */
export const segmentationProject: readonly ProjectPhase[] = [
  { id: '1.0', label: { en: 'Pilot cities', zh: '确定试点城市' }, fromWeek: 0, toWeek: 0 },
  {
    id: '1.1',
    label: { en: 'First segmentation from internal data', zh: '挖掘内部数据形成初步细分' },
    fromWeek: 1,
    toWeek: 3,
    opens: ['billing', 'crm'],
  },
  { id: '1.2', label: { en: 'Survey', zh: '定量调查' }, fromWeek: 4, toWeek: 6, opens: ['research'] },
  { id: '1.3', label: { en: 'Model and pilot segmentation', zh: '建立模型' }, fromWeek: 7, toWeek: 9 },
  { id: '1.4', label: { en: 'Segmentation mechanism', zh: '制定完善市场细分机制' }, fromWeek: 9, toWeek: 10 },
];
