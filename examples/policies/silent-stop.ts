import type { SilentStopPolicy } from 'tenure/retention';

/**
 * Who has stopped using broadband while still paying for it: broadband hours against minutes of local calls, which a
 * customer who went back to dialling in would use more of. Every figure is an example.
 */
export const silentStop: SilentStopPolicy = {
  kind: 'silentStop',
  id: 'silent-stop',
  version: '1',
  label: { en: 'Silent stop', zh: '静默停用' },
  source: 'Example figures; the comparison is the practice’s.',
  baselineMonths: 6,
  knownMonths: 3,
  recentMonths: 2,
  stoppedAtMostPercent: 5,
  substituteRisePercent: 50,
  windingFallPercent: 70,
};
