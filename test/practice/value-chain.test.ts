import { smileCurve } from 'tenure/practice';
import { describe, expect, it } from 'vitest';

const chain = [
  { link: 'content', revenue: '100', margin: '40' },
  { link: 'network', revenue: '800', margin: '80' },
  { link: 'customerService', revenue: '100', margin: '30' },
] as const;

describe('the smile curve', () => {
  it('is lowest at the network, with both ends higher', () => {
    expect(smileCurve(chain)).toMatchObject({ lowest: 'network', isSmile: true });
    expect(smileCurve([chain[1], chain[0], chain[2]])).toMatchObject({ lowest: 'network', isSmile: false });
  });

  it('shows shares of margin: 30, 50 and 20 of 100', () => {
    const stages = ['30', '50', '20'].map((margin, at) => ({ link: `s${at}`, revenue: '100', margin }));
    expect(smileCurve(stages).links.map(({ marginSharePercent }) => marginSharePercent)).toEqual([30, 50, 20]);
  });

  it('shows integration growing from 50 to 120 of 1,000: from 5 to 12 per cent of revenue', () => {
    const shareOf = (revenue: number) =>
      smileCurve([
        { link: 'integration', revenue: `${revenue}`, margin: '0' },
        { link: 'network', revenue: `${1000 - revenue}`, margin: '0' },
      ]).links[0]?.revenueSharePercent;
    expect([shareOf(50), shareOf(120)]).toEqual([5, 12]);
  });

  it('has no rate of nothing', () => {
    expect(smileCurve([{ link: 'a', revenue: '0', margin: '0' }])).toEqual({
      links: [{ link: 'a', marginPercent: null, revenueSharePercent: null, marginSharePercent: null }],
      lowest: null,
      isSmile: false,
    });
    expect(() => smileCurve([chain[0], chain[0]])).toThrow('results.1.link');
  });
});
