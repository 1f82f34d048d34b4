import type { RoleMatrix } from 'tenure/outreach';

const task = (id: string, en: string, zh: string) => ({ id, label: { en, zh } });

/*
 * Who does what before, in and after a sale, put together from a training deck whose table had come apart: the tasks are the deck's,
 * the cells are a reconstruction. Replace it by your own.
 */
export const roleMatrix: RoleMatrix = [
  {
    role: 'chiefAccountManager',
    phase: 'preSale',
    tasks: [
      task('keyOccasions', 'Attend key occasions', '出席重要场合'),
      task('keepRelations', 'Keep relations', '维护关系'),
    ],
  },
  {
    role: 'chiefAccountManager',
    phase: 'inSale',
    tasks: [
      task('projectDecisions', 'Project decisions', '项目决策'),
      task('urgeCoordination', 'Urge and coordinate', '督促协调'),
    ],
  },
  {
    role: 'accountManager',
    phase: 'preSale',
    tasks: [
      task('knowCustomer', 'Know the customer', '了解客户'),
      task('gatherInformation', 'Gather information', '信息收集'),
      task('discoverNeeds', 'Discover needs', '需求挖掘'),
      task('jointVisit', 'Joint visit', '联合上访'),
    ],
  },
  {
    role: 'accountManager',
    phase: 'inSale',
    tasks: [
      task('negotiate', 'Negotiate', '业务洽谈'),
      task('leadCoordination', 'Lead coordination', '牵头协调'),
      task('arrangeAcceptance', 'Arrange acceptance', '安排验收'),
    ],
  },
  {
    role: 'accountManager',
    phase: 'afterSale',
    tasks: [
      task('leadAfterSales', 'Lead after-sales', '牵头售后工作'),
      task('followUp', 'Follow up', '跟踪反馈'),
      task('bookTraining', 'Book training', '预约培训'),
      task('keepRelations', 'Keep relations', '维护关系'),
    ],
  },
  {
    role: 'industryManager',
    phase: 'preSale',
    tasks: [
      task('industryAnalysis', 'Industry analysis', '行业分析'),
      task('conceiveSolution', 'Analyse needs and conceive a solution', '分析需求构思方案'),
    ],
  },
  {
    role: 'industryManager',
    phase: 'inSale',
    tasks: [
      task('projectManagement', 'Project management', '项目管理'),
      task('projectCoordination', 'Project coordination', '项目协调'),
    ],
  },
  {
    role: 'productManager',
    phase: 'preSale',
    tasks: [
      task('businessAnalysis', 'Business analysis', '业务分析'),
      task('conceiveSolution', 'Conceive a solution', '构思方案'),
    ],
  },
  { role: 'productManager', phase: 'inSale', tasks: [task('productDelivery', 'Product delivery', '产品交付')] },
  { role: 'productManager', phase: 'afterSale', tasks: [task('productTraining', 'Product training', '产品培训')] },
  {
    role: 'technicalManager',
    phase: 'preSale',
    tasks: [
      task('prepareSolution', 'Prepare the solution', '准备方案'),
      task('accompanyVisit', 'Accompany a visit', '协同上访'),
    ],
  },
  { role: 'technicalManager', phase: 'inSale', tasks: [task('projectAcceptance', 'Project acceptance', '项目验收')] },
  { role: 'technicalManager', phase: 'afterSale', tasks: [task('onSiteTraining', 'On-site training', '现场培训')] },
];
