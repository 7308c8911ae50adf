import { webcrypto } from 'node:crypto';
import { DraftVault, KEPT_DAYS } from 'c/draftVault';
import type { RowDraft, Unsent, VaultPorts } from 'c/draftVault';
import fc from 'fast-check';
import { later, passTime, stopTime } from '../../../../../../jest/timing';

const CASE = '006000000000001AAA';
const SECRET = '後継者が決まっていない';
const DAY_MS = 86_400_000;

class MemoryStorage {
  readonly entries = new Map<string, string>();
  full = false;
  get length(): number {
    return this.entries.size;
  }
  key = (index: number): string | null => [...this.entries.keys()][index] ?? null;
  getItem = (name: string): string | null => this.entries.get(name) ?? null;
  removeItem = (name: string): boolean => this.entries.delete(name);
  setItem = (name: string, text: string): void => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(name, text);
  };
}

const unsent = (mine: string, field = 'Detail__c'): Unsent => ({
  draft: new Map([[field, { base: null, mine, valid: true }]]),
  marks: new Map([['Case_Customers', '未確認']]),
  rows: new Map()
});

const NONE: Unsent = { draft: new Map(), marks: new Map(), rows: new Map() };

function open(storage = new MemoryStorage(), options: { user?: string; now?: () => number; subtle?: VaultPorts['subtle'] | null } = {}) {
  const vault = new DraftVault(options.user ?? '005A', {
    storage,
    subtle: options.subtle === null ? undefined : (webcrypto.subtle as unknown as SubtleCrypto),
    random: (bytes) => new Uint8Array(webcrypto.getRandomValues(new Uint8Array(bytes))),
    now: options.now ?? (() => 1000),
    later
  });
  return { vault, storage };
}

afterEach(() => stopTime());

describe('c/draftVault', () => {
  it('keeps what is not stored as ciphertext, and gives it back to the next page with the same key', async () => {
    const { vault, storage } = open();
    const key = vault.newKey();
    await vault.unlock([key]);
    vault.keep(CASE, unsent(SECRET));
    await vault.settle();
    const [text = ''] = storage.entries.values();
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('Detail__c');
    expect(text).not.toContain(key);
    const next = open(storage).vault;
    await next.unlock([key]);
    expect(await next.find(CASE)).toEqual({ at: 1000, ...unsent(SECRET) });
  });

  it('writes a moment after the first key, not put off by more of them', async () => {
    const { vault, storage } = open();
    await vault.unlock([vault.newKey()]);
    vault.keep(CASE, unsent('一'));
    passTime(200);
    vault.keep(CASE, unsent('一二'));
    expect(storage.length).toBe(0);
    passTime(50);
    await vault.settle();
    expect(storage.length).toBe(1);
  });

  it('writes at a key when the browser is too busy for its timer', async () => {
    let now = 1000;
    const encrypt = jest.spyOn(webcrypto.subtle, 'encrypt');
    const { vault, storage } = open(undefined, { now: () => now });
    await vault.unlock([vault.newKey()]);
    const keepAndTurn = async (text: string): Promise<void> => {
      vault.keep(CASE, unsent(text));
      await Promise.resolve();
    };
    await keepAndTurn('一');
    now += 249;
    await keepAndTurn('一二');
    expect(encrypt).not.toHaveBeenCalled();
    now += 1;
    await keepAndTurn('一二三');
    expect(encrypt).toHaveBeenCalledTimes(1);
    passTime(1000);
    await vault.settle();
    expect(encrypt).toHaveBeenCalledTimes(1);
    expect(storage.length).toBe(1);
    encrypt.mockRestore();
  });

  it('writes what was typed before the key came as soon as it is there', async () => {
    const { vault, storage } = open();
    vault.keep(CASE, unsent('一'));
    await vault.settle();
    expect(storage.length).toBe(0);
    await vault.unlock([vault.newKey()]);
    await vault.settle();
    expect(storage.length).toBe(1);
  });

  it('takes it off the disk when all is stored', async () => {
    const { vault, storage } = open();
    await vault.unlock([vault.newKey()]);
    vault.keep(CASE, unsent('一'));
    await vault.settle();
    vault.keep(CASE, { draft: new Map(), marks: new Map(), rows: new Map() });
    await vault.settle();
    expect(storage.length).toBe(0);
  });

  it('opens nothing with another key, for another user or of another record', async () => {
    const { vault, storage } = open();
    const key = vault.newKey();
    await vault.unlock([key]);
    vault.keep(CASE, unsent(SECRET));
    await vault.settle();
    const stranger = open(storage).vault;
    await stranger.unlock([stranger.newKey()]);
    expect(await stranger.find(CASE)).toBeUndefined();
    const other = open(storage, { user: '005B' }).vault;
    await other.unlock([key]);
    expect(await other.find(CASE)).toBeUndefined();
    const [[name, text] = ['', '']] = [...storage.entries];
    const moved = '006000000000002AAA';
    storage.setItem(name.replace(CASE, moved), text);
    const same = open(storage).vault;
    await same.unlock([key]);
    expect(await same.find(moved)).toBeUndefined();
    expect(await same.find(CASE)).toBeDefined();
  });

  it('opens with any of the keys of a user who has two', async () => {
    const { vault, storage } = open();
    const [first, second] = [vault.newKey(), vault.newKey()];
    await vault.unlock([second]);
    vault.keep(CASE, unsent(SECRET));
    await vault.settle();
    const next = open(storage).vault;
    await next.unlock([first, second]);
    expect((await next.find(CASE))?.draft.get('Detail__c')?.mine).toBe(SECRET);
  });

  it('puts together what several windows left, the later one last, and leaves its own alone', async () => {
    let time = 1000;
    const { vault: one, storage } = open(new MemoryStorage(), { now: () => time });
    const key = one.newKey();
    await one.unlock([key]);
    one.keep(CASE, unsent('古い'));
    await one.settle();
    time = 2000;
    const two = open(storage, { now: () => time }).vault;
    await two.unlock([key]);
    two.keep(CASE, { draft: new Map([...unsent('新しい').draft, ...unsent('別', 'Other__c').draft]), marks: new Map(), rows: new Map() });
    await two.settle();
    const three = open(storage).vault;
    await three.unlock([key]);
    three.keep(CASE, unsent('自分'));
    await three.settle();
    const found = await three.find(CASE);
    expect(found?.at).toBe(2000);
    expect([...(found?.draft ?? [])].map(([field, { mine }]) => [field, mine])).toEqual([
      ['Detail__c', '新しい'],
      ['Other__c', '別']
    ]);
    three.forget(CASE);
    expect(await three.find(CASE)).toBeUndefined();
    expect(storage.length).toBe(1);
  });

  it('keeps rows as it keeps fields: as ciphertext, and of a row left twice every field, the later one last', async () => {
    const row = (...texts: [string, string][]): RowDraft => ({
      objectApiName: 'Visit__c',
      name: '訪問（要点）',
      draft: new Map(texts.map(([field, mine]) => [field, { base: null, mine, valid: true }]))
    });
    let time = 1000;
    const { vault: one, storage } = open(new MemoryStorage(), { now: () => time });
    const key = one.newKey();
    await one.unlock([key]);
    one.keep(CASE, { ...NONE, rows: new Map([['v1', row(['KeyPoints__c', SECRET], ['Attendees__c', '社長'])]]) });
    await one.settle();
    const [text = ''] = storage.entries.values();
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('訪問');
    time = 2000;
    const two = open(storage, { now: () => time }).vault;
    await two.unlock([key]);
    const rows = new Map([
      ['v1', row(['KeyPoints__c', '後の話'])],
      ['v2', row(['KeyPoints__c', '別の日'])]
    ]);
    two.keep(CASE, { ...NONE, rows });
    await two.settle();
    const next = open(storage).vault;
    await next.unlock([key]);
    const found = await next.find(CASE);
    const shown = [...(found?.rows ?? [])].map(([id, { draft }]) => [id, [...draft].map(([field, { mine }]) => [field, mine])]);
    expect(shown).toEqual([
      [
        'v1',
        [
          ['KeyPoints__c', '後の話'],
          ['Attendees__c', '社長']
        ]
      ],
      ['v2', [['KeyPoints__c', '別の日']]]
    ]);
    two.keep(CASE, NONE);
    await two.settle();
    expect(storage.length).toBe(1);
  });

  it('drops what is older than a week, whoever left it, and what it cannot read, but nothing else', async () => {
    let time = 0;
    const { vault, storage } = open(new MemoryStorage(), { now: () => time });
    storage.setItem('somebody else', 'x');
    storage.setItem('hearingDraft.005B.006B.aa', 'broken');
    await vault.unlock([vault.newKey()]);
    vault.keep(CASE, unsent('一'));
    await vault.settle();
    time = KEPT_DAYS * DAY_MS;
    vault.sweep();
    expect(storage.length).toBe(2);
    time += 1;
    vault.sweep();
    expect([...storage.entries.keys()]).toEqual(['somebody else']);
  });

  it('keeps nothing where nothing can be encrypted', async () => {
    const { vault, storage } = open(new MemoryStorage(), { subtle: null });
    expect(vault.possible).toBe(false);
    vault.keep(CASE, unsent('一'));
    await vault.settle();
    expect(storage.length).toBe(0);
  });

  it('says when the disk is full, and goes on when it is not', async () => {
    const { vault, storage } = open();
    await vault.unlock([vault.newKey()]);
    storage.full = true;
    vault.keep(CASE, unsent('一'));
    await vault.settle();
    expect(vault.failed).toBe(true);
    storage.full = false;
    vault.keep(CASE, unsent('一二'));
    await vault.settle();
    expect(vault.failed).toBe(false);
  });

  it('gives back exactly what was kept last, whatever it was', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null)
    );
    const entry = fc.record({ base: value, mine: value, valid: fc.boolean() });
    const draft = fc.dictionary(fc.string(), entry, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { minLength: 1, maxLength: 3 }), async (drafts) => {
        const { vault, storage } = open();
        const key = vault.newKey();
        await vault.unlock([key]);
        for (const each of drafts) vault.keep(CASE, { draft: new Map(Object.entries(each)), marks: new Map(), rows: new Map() });
        await vault.settle();
        const next = open(storage).vault;
        await next.unlock([key]);
        const last = JSON.parse(JSON.stringify(Object.entries(drafts.at(-1) ?? {}))) as unknown[];
        const found = await next.find(CASE);
        expect(found ? [...found.draft] : []).toEqual(last);
      }),
      { numRuns: 40 }
    );
  });
});
