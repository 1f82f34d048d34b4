import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { type DecisionContext, decideStream, InputError, type Issue } from 'tenure/core';
import type { Run } from './arguments.js';
import { compileCustomer } from './decide-customer.js';
import { columnsOf, compileMapping, type MappedRow, type Mapping, readMapping, withoutId } from './mapping.js';
import { neverGiven } from './never-given.js';
import { decisionLine, openLines, rejectCsv, writePlan } from './outputs.js';
import { emptyPipeline, readPipeline } from './pipeline.js';
import { planBook } from './plan.js';
import { readJson, readPolicies } from './policies.js';
import { type BookRow, readBook, sizeOf } from './read-book.js';
import { reportPage } from './report/page.js';
import { createBase, rejectLines } from './reviewed-base.js';
import { summarize } from './summary.js';

interface Customer {
  readonly row: number;
  readonly mapped: MappedRow;
}

async function* mapRows(rows: AsyncIterable<BookRow>, mapping: Mapping, asOf: string): AsyncGenerator<Customer> {
  const map = compileMapping(mapping, asOf);
  for await (const book of rows)
    yield { row: book.row, mapped: 'issues' in book ? unmapped(book.issues, mapping) : map(book.value) };
}

/** A row that could not be taken apart: which of its cells is the id is not known either. */
function unmapped(issues: readonly Issue[], mapping: Mapping): MappedRow {
  return { issues: [...issues, withoutId(mapping, undefined)], subject: null };
}

/** The same fault under the names of the book: the library calls every id `id` and counts records from 0, a file its rows from 1. */
function inTheBook(fault: Issue, { subject }: Mapping): Issue {
  return fault.code === 'duplicate' ? { ...fault, path: [subject], expected: 'an id that no earlier row has' } : fault;
}

function progressOn(file: string): { readonly at: (bytes: number) => void; readonly stop: () => void } {
  const size = sizeOf(file);
  if (!process.stderr.isTTY) return { at: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: 'reviewing {bar} {percentage} %', stream: process.stderr, hideCursor: true });
  bar.start(size, 0);
  return { at: (bytes) => bar.update(bytes), stop: () => bar.stop() };
}

const mostFindings = 5;

/** What the plan could not use, said where the user looks first. */
function foundIn(findings: readonly string[]): readonly string[] {
  const more = findings.length - mostFindings;
  return [
    ...findings.slice(0, mostFindings).map((finding) => `Plan: ${finding}`),
    ...(more > 0 ? [`Plan: and ${more} more in summary.json`] : []),
  ];
}

/** Reviews one book; returns what to tell the user. */
export async function review(run: Run): Promise<string> {
  const mapping = readMapping(readJson(run.mapping).json, run.mapping);
  const policies = readPolicies(run.policies);
  const decideFacts = compileCustomer(policies);
  const base = createBase(mapping, policies.comparisons.length, {
    asOf: run.asOf,
    days: policies.plan.expiry.windowDays,
  });
  const pipeline =
    policies.funnel === undefined || run.history === undefined
      ? emptyPipeline
      : await readPipeline(run.history, policies.funnel, run.asOf);
  const progress = progressOn(run.book);
  const decisions = openLines(run.out, 'decisions.jsonl');
  const rejects = openLines(run.out, 'rejects.csv');
  await rejects.write(rejectCsv([])[0]!);
  const counts = { rows: 0, rejected: 0 };
  const source = mapRows(readBook(run.book, columnsOf(mapping), progress.at), mapping, run.asOf);
  const decide = ({ row, mapped }: Customer, context: DecisionContext) => {
    if ('issues' in mapped) throw new InputError(mapped.issues, 'row');
    return { row, mapped, decisions: decideFacts(mapped.facts, context) };
  };
  let subject: string | null = null;
  // A row that cannot be mapped is rejected before its id counts as seen: a good row of the same id may follow.
  const id = ({ mapped }: Customer): string | null => {
    subject = mapped.subject;
    if ('issues' in mapped) throw new InputError(mapped.issues, 'row');
    return subject;
  };
  for await (const result of decideStream(decide, source, { asOf: run.asOf }, { id })) {
    counts.rows += 1;
    if (!result.ok) {
      counts.rejected += 1;
      const at = { file: basename(run.book), row: result.index + 1, subject };
      const issues = result.issues.map((fault) => inTheBook(fault, mapping));
      const lines = rejectCsv(rejectLines(at, issues));
      for (const line of lines.slice(1)) await rejects.write(line);
      continue;
    }
    const { row, mapped, decisions: decided } = result.decision;
    const who = {
      subject: mapped.subject,
      name: mapped.text('name'),
      owner: mapped.text('owner'),
      patch: mapped.text('patch'),
    };
    base.add(decided, who);
    const standings = pipeline.byAccount.get(who.subject);
    await decisions.write(decisionLine(row, who, decided, policies.plan.atStake, standings));
  }
  for (const line of rejectCsv(pipeline.rejects).slice(1)) await rejects.write(line);
  await Promise.all([decisions.end(), rejects.end()]);
  progress.stop();
  const plans = await planBook(base, join(run.out, 'decisions.jsonl'), pipeline, policies, run.asOf);
  const summary = summarize(run, mapping, policies, base, pipeline, plans, counts);
  writePlan(run.out, plans, policies, run.asOf);
  writeFileSync(join(run.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(join(run.out, 'report.html'), reportPage(summary, base, plans, policies));
  const what = run.synthetic ? ' of a synthetic book' : '';
  const unheard = neverGiven(mapping, policies);
  return [
    `${counts.rows} rows${what}: ${summary.rows.decided} decided, ${counts.rejected} rejected; ${summary.allocation.chosen} actions chosen, ${summary.schedule.touches} contacts planned.`,
    ...foundIn(summary.schedule.findings),
    ...(unheard.length > 0 ? [`Unknown of every customer, as no column gives it: ${unheard.join(', ')}.`] : []),
    `Report: ${join(run.out, 'report.html')}`,
  ].join('\n');
}
