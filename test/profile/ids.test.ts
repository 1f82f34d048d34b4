import { countCustomers, countLines, lineId, subscriberId, unitId } from 'tenure/profile';
import { describe, expect, it } from 'vitest';

describe('ids', () => {
  it('a unit with two lines is one customer', () => {
    expect(countCustomers([unitId('hospital'), unitId('hospital')])).toBe(1);
    expect(countLines([lineId('1'), lineId('2')])).toBe(2);
  });

  it('is a text', () => {
    expect(() => unitId('')).toThrow('unit: expected an id');
    expect(() => subscriberId(7 as unknown as string)).toThrow('subscriber: expected an id');
  });
});
