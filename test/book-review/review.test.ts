import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { fitSegmentationJson } from 'tenure/segmentation';
import { seededRandom } from 'tenure/statistics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../examples/book-review/arguments.js';
import { compileMapping, type Facts, readMapping } from '../../examples/book-review/mapping.js';
import { review } from '../../examples/book-review/review.js';
import { draftFees, sampleFiles } from '../../examples/book-review/sample/generate.js';
import type { Summary } from '../../examples/book-review/summary.js';

const out = mkdtempSync(join(tmpdir(), 'tenure-'));
afterAll(() => rmSync(out, { recursive: true }));

const example = (path: string): string => `examples/book-review/${path}`;
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const summaryIn = (folder: string): Summary => JSON.parse(read(folder, 'summary.json')) as Summary;

describe('the sample book', () => {
  const folder = join(out, 'sample');
  let summary: Summary;
  beforeAll(async () => {
    const run = readArguments(['--out', folder]);
    if (run === 'help') throw new Error('not a run');
    await review(run);
    summary = summaryIn(folder);
  }, 120_000);

  it('is what its seeded generator writes', () => {
    for (const [name, content] of Object.entries(sampleFiles())) {
      expect(read(example('sample'), name) === content, name).toBe(true);
    }
  });

  it('says that it is synthetic', () => {
    expect(summary.synthetic).toBe(true);
    expect(read(folder, 'report.html')).toContain('Synthetic book');
  });

  it('is calibrated: 10.26 % of customers bring 28.77 % of revenue, 20 % sit in group units', () => {
    const drafts = draftFees(seededRandom(20_130_104, 'fees'));
    const sum = (high: boolean): number =>
      drafts.filter((draft) => draft.high === high).reduce((total, { fee }) => total + fee, 0);
    // 10.26 % of 3,000 is 307.8, so 308 customers.
    expect(drafts.filter(({ high }) => high)).toHaveLength(308);
    expect(sum(true) / (sum(true) + sum(false))).toBeCloseTo(0.2877, 9);
    const [header, ...lines] = sampleFiles()
      ['book.csv']!.trim()
      .split('\n')
      .map((line) => line.split(','));
    const group = header!.indexOf('group_unit');
    const inGroups = lines.filter((line) => line[group] === 'yes').length / lines.length;
    // 107,948 of 539,220 customers sit in group units, 20.02 %; drawn at random, so within three standard errors of 0.73 points.
    expect(Math.abs(inGroups - 107_948 / 539_220)).toBeLessThan(3 * 0.0073);
  });

  it('decides every good row and rejects the five spoilt ones with row, path, expected and got', () => {
    expect(summary.rows).toEqual({ rows: 3_000, decided: 2_995, rejected: 5 });
    expect(read(folder, 'rejects.csv').trim().split('\n').slice(1)).toEqual([
      'book.csv,121,SME-00121,contract_end,a calendar date YYYY-MM-DD,2013-02-30',
      'book.csv,778,SME-00778,monthlyFee,at least 0,-12.00',
      'book.csv,1501,SME-00001,account,an id that no earlier row has,SME-00001',
      'book.csv,2002,SME-02002,employees,a finite number,about ten',
      'book.csv,2501,SME-02501,sites,a finite number,1e999',
    ]);
  });

  it('keeps counts: every table adds up to the customers decided', () => {
    const sum = (list: readonly { readonly count: number }[]): number =>
      list.reduce((total, { count }) => total + count, 0);
    for (const { counts } of summary.segments) expect(sum(counts)).toBe(2_995);
    expect(sum(summary.tiers)).toBe(2_995);
    expect(sum(summary.risk)).toBe(2_995);
    expect(summary.tierBySegment?.counts.flat().reduce((a, b) => a + b, 0)).toBe(2_995);
    for (const { cells } of summary.grids) {
      const inside = cells.filter(({ row, column }) => row !== null && column !== null);
      expect(inside.reduce((total, { customers }) => total + customers, 0)).toBe(2_995);
    }
    expect(read(folder, 'decisions.jsonl').trim().split('\n')).toHaveLength(2_995);
  });

  it('puts every customer who has not left on one side of the expiry book, unknown ends counted apart', () => {
    const { contracts, outside } = summary.expiry;
    expect(outside.unknownEnd).toBeGreaterThan(0);
    expect(contracts + outside.ended + outside.later + outside.unknownEnd + summary.left).toBe(2_995);
  });

  it('spends no more than the budget and says what it could not place', () => {
    expect(Number(summary.allocation.spent.amount)).toBeLessThanOrEqual(4_000);
    expect(summary.schedule.actions).toBe(summary.schedule.placed + summary.schedule.unplaced);
  });

  it('writes the plan so that a calendar and a spreadsheet read it back whole', () => {
    const calendar = new ICAL.Component(ICAL.parse(read(folder, 'plan.ics')));
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(summary.schedule.touches);
    const rows = parse(read(folder, 'plan.csv'), { columns: true }) as readonly { readonly action: string }[];
    expect(rows).toHaveLength(summary.schedule.placed);
    expect(new Set(rows.map(({ action }) => action)).size).toBe(rows.length);
  });

  it('has a page for every account manager with a contact this week', () => {
    const page = read(folder, 'report.html');
    const rows = parse(read(folder, 'plan.csv'), { columns: true }) as readonly {
      readonly date: string;
      readonly person: string;
    }[];
    // The week of 4 January 2013 ends on Sunday the 6th.
    const people = new Set(rows.filter(({ date }) => date <= '2013-01-06').map(({ person }) => person));
    for (const person of people) expect(page).toContain(`<h3 class="page">${person}: `);
  });

  it('makes a page that needs nothing from elsewhere', () => {
    const page = read(folder, 'report.html');
    expect(page).not.toMatch(/<script|<link|src=|https?:\/\/(?!www\.w3\.org)/);
    expect(page.match(/<svg/g)?.length).toBe(3);
  });
});

describe('a call that cannot be served', () => {
  const base = {
    '--book': example('sample/book.csv'),
    '--mapping': example('sample/mapping.json'),
    '--policies': example('sample/policies'),
    '--as-of': '2013-01-04',
    '--out': join(out, 'refused'),
  };
  const run = async (change: Readonly<Record<string, string>>): Promise<string> => {
    const call = readArguments(Object.entries({ ...base, ...change }).flat());
    return call === 'help' ? call : review(call);
  };

  it.each<[string | RegExp, Readonly<Record<string, string>>]>([
    ['nowhere.csv: no such file', { '--book': 'nowhere.csv' }],
    ['nowhere.json: no such file', { '--mapping': 'nowhere.json' }],
    ['nowhere: no such folder', { '--policies': 'nowhere' }],
    [/unknown column "id"; the file has account, name/, { '--mapping': example('powerco/mapping.json') }],
  ])('says %s', async (expected, change) => {
    await expect(run(change)).rejects.toThrow(expected);
    await expect(run(change)).rejects.toMatchObject({ name: 'Refusal' });
  });

  it('says every fault of a mapping, a line for each', async () => {
    const mapping = JSON.parse(read(example('sample'), 'mapping.json'));
    const file = join(out, 'faulty-mapping.json');
    const facts = [{ ...mapping.facts[0], as: 'txt' }, ...mapping.facts.slice(1)];
    writeFileSync(file, JSON.stringify({ ...mapping, subject: undefined, subjct: 'account', facts }));
    await expect(run({ '--mapping': file })).rejects.toThrow(
      /faulty-mapping\.json: subject: .*\n.*faulty-mapping\.json: facts\.0\.as: .*\n.*faulty-mapping\.json: .*subjct/,
    );
  });

  it('stops at a quote that is never closed: nobody knows how many customers it hides', async () => {
    const book = join(out, 'quote.csv');
    const [header, ...rows] = read(example('sample'), 'book.csv').split('\n');
    writeFileSync(book, [header, rows[0], rows[1]!.replace('Sample', '"Sample'), ...rows.slice(2, 30)].join('\n'));
    await expect(run({ '--book': book })).rejects.toThrow(
      'quote.csv: after line 2 a quote is opened that no later line closes',
    );
  });

  it('says which facts no column gives, such as one whose name is misspelt', async () => {
    const mapping = JSON.parse(read(example('sample'), 'mapping.json'));
    const file = join(out, 'misspelt.json');
    const facts = mapping.facts.map((one: { fact: string }) =>
      one.fact === 'sites' ? { ...one, fact: 'siets' } : one,
    );
    writeFileSync(file, JSON.stringify({ ...mapping, facts }));
    const book = join(out, 'short.csv');
    writeFileSync(book, read(example('sample'), 'book.csv').split('\n').slice(0, 3).join('\n'));
    expect(await run({ '--book': book })).toContain('no column gives it: category, creditClass.\n');
    expect(await run({ '--book': book, '--mapping': file })).toContain(
      'no column gives it: category, creditClass, sites.\n',
    );
  });

  it('says which row stands twice', async () => {
    const book = join(out, 'twice.csv');
    const [header, first, second] = read(example('sample'), 'book.csv').split('\n');
    writeFileSync(book, [header, first, second, first].join('\n'));
    await run({ '--book': book });
    expect(read(base['--out'], 'rejects.csv').trim().split('\n').slice(1)).toEqual([
      'twice.csv,3,SME-00001,account,an id that no earlier row has,SME-00001',
    ]);
  });

  it('says whose row it rejects, and where the id cannot be read it says that', async () => {
    const book = join(out, 'spoilt.csv');
    const [header, ...rows] = read(example('sample'), 'book.csv').split('\n');
    const spoil = (row: number, column: string, cell: string): string =>
      rows[row]!.split(',')
        .map((own, index) => (header!.split(',')[index] === column ? cell : own))
        .join(',');
    const lines = [
      spoil(0, 'sites', 'three'),
      rows[0]!,
      spoil(1, 'account', ' '),
      spoil(2, 'sites', 'three').replace('SME-00003', ''),
      `${rows[3]!},one more`,
    ];
    writeFileSync(book, [header, ...lines].join('\n'));
    await run({ '--book': book });
    const needed = 'an id that can be read: without one only its number finds this row';
    expect(parse(read(base['--out'], 'rejects.csv')).slice(1)).toEqual([
      ['spoilt.csv', '1', 'SME-00001', 'sites', 'a finite number', 'three'],
      ['spoilt.csv', '3', '', 'account', needed, ' '],
      ['spoilt.csv', '4', '', 'sites', 'a finite number', 'three'],
      ['spoilt.csv', '4', '', 'account', needed, ''],
      ['spoilt.csv', '5', '', '', '27 cells, not 28', expect.stringMatching(/^"SME-00004,/)],
      ['spoilt.csv', '5', '', 'account', needed, 'nothing'],
    ]);
    // The first row took nobody's id: the second, which is whole, is decided.
    expect(summaryIn(base['--out']).rows).toEqual({ rows: 5, decided: 1, rejected: 4 });
  });

  it('tells a faulty event of the history from a faulty row of the book', async () => {
    const history = join(out, 'faulty.jsonl');
    writeFileSync(history, '{"opportunity":"O-1","type":"sprung"}\n{"opportunity":\nnull\n');
    const book = join(out, 'one.csv');
    writeFileSync(book, read(example('sample'), 'book.csv').split('\n').slice(0, 2).join('\n'));
    await run({ '--book': book, '--history': history });
    expect(parse(read(base['--out'], 'rejects.csv')).slice(1)).toEqual([
      ['faulty.jsonl', '1', 'O-1', 'schema', 'version 1, or an upgrade', 'nothing'],
      ['faulty.jsonl', '2', '', '', 'a funnel event, one JSON object a line', '{"opportunity":'],
      ['faulty.jsonl', '3', '', '', 'an event', 'null'],
    ]);
  });

  it('writes to a folder and to nothing else', async () => {
    const file = join(out, 'no-folder');
    writeFileSync(file, '');
    await expect(run({ '--out': file })).rejects.toMatchObject({
      name: 'Refusal',
      message: /no-folder: cannot be made/,
    });
  });

  it('says which policy is broken and where, a line for each fault', async () => {
    const folder = mkdtempSync(join(out, 'policies-'));
    for (const name of ['value', 'risk', 'retention', 'contact', 'plan']) {
      writeFileSync(join(folder, `${name}.json`), read(example('sample/policies'), `${name}.json`));
    }
    const segmentation = JSON.parse(read(example('sample/policies'), 'segmentation.json'));
    segmentation.dimensions[1].fact = 'usage';
    segmentation.dimensions[2].rows = 'nead';
    writeFileSync(join(folder, 'segmentation.json'), JSON.stringify(segmentation));
    await expect(run({ '--policies': folder })).rejects.toThrow(
      /segmentation\.json: dimensions\.1\.fact: expected a declared fact .* got "usage"\n.*segmentation\.json: dimensions\.2\.rows: expected an earlier dimension/,
    );
  });

  it('says what the plan cannot use of its people', async () => {
    const folder = mkdtempSync(join(out, 'people-'));
    for (const name of ['segmentation', 'value', 'risk', 'retention', 'contact']) {
      writeFileSync(join(folder, `${name}.json`), read(example('sample/policies'), `${name}.json`));
    }
    const { offer: _, ...plan } = JSON.parse(read(example('sample/policies'), 'plan.json'));
    const roster = [...plan.roster, { ...plan.roster[0], id: 'M99', zone: 'Mars/<Base>' }];
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, roster }));
    const book = join(out, 'people.csv');
    writeFileSync(book, read(example('sample'), 'book.csv').split('\n').slice(0, 3).join('\n'));
    const finding = 'roster.M99.zone: expected an IANA time zone such as Asia/Shanghai, got "Mars/<Base>"';
    expect(await run({ '--book': book, '--policies': folder })).toContain(`Plan: ${finding}\n`);
    expect(summaryIn(base['--out']).schedule.findings).toEqual([finding]);
    expect(read(base['--out'], 'report.html')).toContain('Not used: roster.M99.zone');
    expect(read(base['--out'], 'report.html')).not.toContain('<Base>');
  });

  it('refuses a date that is none, and a flag that it does not know', () => {
    expect(() =>
      readArguments(['--book', 'b', '--mapping', 'm', '--policies', 'p', '--out', 'o', '--as-of', '2013-02-30']),
    ).toThrow('--as-of: expected a calendar date');
    expect(() =>
      readArguments(['--book', 'b', '--mapping', 'm', '--policies', 'p', '--out', 'o', '--as-of', '9999-12-31']),
    ).toThrow('--as-of: expected 9998-12-31 or earlier');
    expect(() => readArguments(['--boook', 'b'])).toThrow(/boook/);
    expect(() => readArguments(['--history', 'h.jsonl'])).toThrow(
      'missing: --book, --mapping, --policies, --as-of, --out',
    );
  });
});

describe('a book in JSON lines', () => {
  it('is read like one in CSV, bad lines among good ones', async () => {
    const book = join(out, 'book.jsonl');
    const folder = join(out, 'jsonl');
    const row = { account: 'A', monthly_fee: '100.00', sites: 1, status: 'active' };
    const lines = [row, null, { ...row, account: 'B', sites: 'three' }, { ...row, account: '__proto__' }].map((line) =>
      JSON.stringify(line),
    );
    const noIds = ['{"account":["A"]}', '{"account":9007199254740993}', '{"account":12}'];
    writeFileSync(book, [...lines, '{"account":', ...noIds, ''].join('\n'));
    const run = readArguments([
      '--book',
      book,
      '--mapping',
      example('sample/mapping.json'),
      '--policies',
      example('sample/policies'),
      '--as-of',
      '2013-01-04',
      '--out',
      folder,
    ]);
    if (run === 'help') throw new Error('not a run');
    await review(run);
    const needed = 'an id that can be read: without one only its number finds this row';
    expect(summaryIn(folder).rows).toEqual({ rows: 8, decided: 3, rejected: 5 });
    expect(read(folder, 'rejects.csv').trim().split('\n').slice(1)).toEqual([
      'book.jsonl,2,,,a JSON object,null',
      `book.jsonl,2,,account,${needed},nothing`,
      'book.jsonl,3,B,sites,a finite number,three',
      expect.stringMatching(/^book.jsonl,5,,,a JSON object,/),
      `book.jsonl,5,,account,${needed},nothing`,
      // A list is no id, nor is a number that no double holds.
      `book.jsonl,6,,account,${needed},a list of 1`,
      `book.jsonl,7,,account,${needed},9007199254740992`,
    ]);
  });
});

const data = '../shared/data';

describe.skipIf(!existsSync(data))('real books (skipped where the data is absent)', () => {
  const reviewed = async (name: string, file: string, asOf: string): Promise<Summary> => {
    const folder = join(out, name);
    const run = readArguments([
      '--book',
      `${data}/${name}/${file}`,
      '--mapping',
      example(`${name}/mapping.json`),
      '--policies',
      example(`${name}/policies`),
      '--as-of',
      asOf,
      '--out',
      folder,
    ]);
    if (run === 'help') throw new Error('not a run');
    await review(run);
    return summaryIn(folder);
  };

  it('IBM Telco: churn by contract, recurring revenue, unknown totals; nobody who left is planned for', async () => {
    const summary = await reviewed('ibm-telco', 'Telco-Customer-Churn.csv', '2019-01-02');
    expect(summary.rates[0]?.rows.map(({ n, yes }) => [yes, n])).toEqual([
      [1_655, 3_875],
      [166, 1_473],
      [48, 1_695],
    ]);
    expect(summary.totals).toEqual([
      { fact: 'monthlyCharge', sum: { amount: '456116.60', currency: 'USD' }, unknown: 0 },
      { fact: 'totalCharges', sum: { amount: '16056168.70', currency: 'USD' }, unknown: 11 },
    ]);
    expect(summary.left).toBe(1_869);
    const gone = read(join(out, 'ibm-telco'), 'decisions.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).retention)
      .filter(({ reasons }) => reasons.some(({ code }: { readonly code: string }) => code === 'hasLeft'));
    expect(gone).toHaveLength(1_869);
    expect(gone.every(({ outcome }) => outcome.candidates.length === 0)).toBe(true);
  }, 180_000);

  const policyOf = (file: string) =>
    JSON.parse(read(example('powerco/policies'), file)) as {
      readonly dimensions: readonly { readonly bands?: readonly object[] }[];
    };

  it('PowerCo: the policy in use is what its draft gives when fitted on the book', () => {
    const draft = JSON.parse(read(example('powerco'), 'segmentation-draft.json'));
    const mapping = readMapping(JSON.parse(read(example('powerco'), 'mapping.json')), 'mapping.json');
    const map = compileMapping(mapping, '2016-02-01');
    const book = parse(readFileSync(`${data}/powerco/client_data.csv`, 'utf8'), { columns: true });
    const records = book.flatMap((row) => {
      const mapped = map(row as Facts);
      return 'facts' in mapped ? [mapped.facts] : [];
    });
    const { policy, report } = fitSegmentationJson(draft, records);
    expect(report.rejects).toEqual([]);
    expect(policy.dimensions).toEqual(policyOf('segmentation.json').dimensions);
  }, 60_000);

  describe('PowerCo', () => {
    const truth = existsSync(data) ? JSON.parse(readFileSync(`${data}/powerco/truth.json`, 'utf8')) : undefined;
    let summary: Summary;
    beforeAll(async () => {
      summary = await reviewed('powerco', 'client_data.csv', '2016-02-01');
    }, 300_000);

    it('has 14,606 contracts and its net margin to the cent, concentrated as computed independently', () => {
      expect(summary.rows).toEqual({ rows: 14_606, decided: 14_606, rejected: 0 });
      expect(summary.totals[0]?.sum?.amount).toBe(truth.net_margin.sum.toFixed(2));
      expect(summary.concentration?.gini).toBeCloseTo(truth.net_margin.concentration.gini, 5);
      expect(summary.concentration?.top10Share).toBeCloseTo(truth.net_margin.concentration.top10pct_share, 5);
      expect(summary.concentration?.top20Share).toBeCloseTo(truth.net_margin.concentration.top20pct_share, 5);
    });

    it('churns by number of products as counted independently', () => {
      const rates = summary.rates[0]!.rows as readonly {
        readonly products?: string;
        readonly n: number;
        readonly yes: number;
      }[];
      for (const row of rates) {
        const { n, pos } = truth.churn_by_nb_prod_act[row.products!];
        expect([row.n, row.yes]).toEqual([n, pos]);
      }
    });

    it('is judged by who left: the backtest’s area under the curve as counted pair by pair, in the report', () => {
      const book = parse(readFileSync(`${data}/powerco/client_data.csv`, 'utf8'), { columns: true });
      const left = new Map(book.map((row) => [(row as { id: string }).id, (row as { churn: string }).churn === '1']));
      const decided = read(join(out, 'powerco'), 'decisions.jsonl').trim().split('\n');
      const points = decided
        .map((line) => JSON.parse(line))
        .map(({ subject, risk }) => [left.get(subject), risk.outcome.points]);
      const stayed = points.filter(([gone]) => gone === false).map(([, score]) => score as number);
      const gone = points.filter(([gone]) => gone === true).map(([, score]) => score as number);
      const won = gone.reduce(
        (sum, score) => sum + stayed.reduce((own, other) => own + (score > other ? 1 : score === other ? 0.5 : 0), 0),
        0,
      );
      const { backtest } = summary;
      expect(backtest).toMatchObject({ customers: 14_606, events: truth.churn.n });
      expect(backtest?.auc).toBeCloseTo(won / (gone.length * stayed.length), 4);
      expect(backtest?.bands.reduce((sum, { yes }) => sum + yes, 0)).toBe(truth.churn.n);
      expect(read(join(out, 'powerco'), 'report.html')).toContain('area under the curve');
    });

    it('falls into a fitted grid of need (gas, products) by consumption that keeps every contract, cent and leaver', () => {
      const [grid] = summary.grids;
      const inside = grid!.cells.filter(({ row, column }) => row !== null && column !== null);
      const cents = (amount: string | undefined): number => Math.round(100 * Number(amount ?? 0));
      expect([grid!.dimension, grid!.rows, grid!.columns]).toEqual([
        'cell',
        ['dualFuel', 'multiProduct', 'electricity', 'unknown'],
        ['none', 'small', 'middle', 'large', 'unknown'],
      ]);
      expect(inside.reduce((total, { customers }) => total + customers, 0)).toBe(14_606);
      expect(inside.reduce((total, { cameTrue }) => total + (cameTrue ?? 0), 0)).toBe(truth.churn.n);
      expect(inside.reduce((total, { value }) => total + cents(value?.amount), 0)).toBe(cents(truth.net_margin.sum));
      const margin = (column: string): number =>
        grid!.cells.find((cell) => cell.row === null && cell.column === column)!.customers;
      // Cut at the median and the 80 % quantile: half of 14,606 lie below the first, a fifth from the second on.
      expect([margin('none') + margin('small'), margin('large')]).toEqual([14_606 / 2, Math.ceil(14_606 / 5)]);
      expect(read(join(out, 'powerco'), 'report.html')).toContain('<h2>Segments: cell</h2><p>Customers</p>');
    });

    it('says who moves from bands at 10,000 and 50,000 kWh to the fitted ones, as counted in the file itself', () => {
      const fitted = policyOf('segmentation.json').dimensions[1]!.bands!;
      const [, { below: median }, { below: upper }] = fitted as readonly { readonly below?: number }[] as [
        object,
        { readonly below: number },
        { readonly below: number },
      ];
      const consumptions = parse(readFileSync(`${data}/powerco/client_data.csv`, 'utf8'), { columns: true }).map(
        (row) => Number((row as { readonly cons_12m: string }).cons_12m),
      );
      const between = (low: number, high: number): number =>
        consumptions.filter((kwh) => kwh >= low && kwh < high).length;
      const moves = summary.comparisons.find(({ title }) => title.startsWith('usage bands'))!;
      const at = (from: string, to: string): number =>
        moves.counts[moves.names.indexOf(from)]![moves.names.indexOf(to)]!;
      expect([at('middle', 'small'), at('large', 'middle')]).toEqual([between(10_000, median), between(50_000, upper)]);
      expect(moves.moved).toBe(between(10_000, median) + between(50_000, upper));
      expect(read(join(out, 'powerco'), 'report.html')).toContain('Who moves: usage bands set by hand');
    });

    it('reminds two calendar months ahead', () => {
      const decided = read(join(out, 'powerco'), 'decisions.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const call = decided
        .flatMap(({ retention }) => retention.outcome.candidates)
        .find(({ anchor }) => anchor.date === '2016-04-30');
      // 30 April less two calendar months is 30 February, so the month's last day: 29 February 2016.
      expect(call).toMatchObject({ measure: 'expiryCall', due: '2016-02-29', clamped: true });
    });
  });
});
