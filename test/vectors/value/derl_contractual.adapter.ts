export { contractual as adapter } from './contractual.js';
