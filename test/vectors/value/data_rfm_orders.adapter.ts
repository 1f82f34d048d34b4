import type { VectorAdapter } from '../adapter.js';
import { unsupported } from '../judge.js';

export const adapter: VectorAdapter = () => [
  unsupported('orders', 'orders for rfm_r_package.json, which expect nothing of their own'),
];
