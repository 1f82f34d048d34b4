import { InputError } from '../core/errors.js';
import { type Issue, issueAt } from '../core/issue.js';
import type { QuoteRequest } from './request.js';

/** Beyond so many lines the first fault has to do: the others would be asked one by one. */
const mostAsked = 1000;

/**
 * A request is refused at its first fault. Only then every line is asked by itself, so that the faults of all lines are told at
 * once, each line's first.
 *
 * @param price prices a request, or throws
 */
export function withFaultsOfLines(
  error: unknown,
  request: QuoteRequest,
  price: (request: QuoteRequest) => unknown,
): unknown {
  if (!(error instanceof InputError) || error.what !== 'request') return error;
  const lines: unknown = request?.lines;
  if (!Array.isArray(lines) || lines.length < 2 || lines.length > mostAsked) return error;
  const found = [...lines.entries()].flatMap(([at, line]) => faultsOf({ ...request, lines: [line] }, at, price));
  const own = error.issues.filter(({ message }) => !found.some((fault) => fault.message === message));
  return new InputError([...own, ...found], error.what);
}

function faultsOf(request: QuoteRequest, at: number, price: (request: QuoteRequest) => unknown): readonly Issue[] {
  try {
    price(request);
    return [];
  } catch (error) {
    // Whatever else is wrong with a line alone is no fault of the request, which got so far that it was refused.
    if (!(error instanceof InputError)) return [];
    return error.issues.flatMap((fault) =>
      fault.path[0] === 'lines' && fault.path[1] === 0 ? [issueAt(fault, ['lines', at, ...fault.path.slice(2)])] : [],
    );
  }
}
